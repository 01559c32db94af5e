#pragma once

#include <deque>
#include <filesystem>
#include <memory>

#include "server/store/store.hpp"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace waymark::server {

/// The store's file, without a thread: opened, checked, migrated, written to in transactions. One
/// thread at a time.
class SqliteFile {
public:
    /// Something to keep: a tick, or one feed's records.
    struct Item {
        FeedId feed;
        std::vector<Record> records;
        Time now;
        bool is_tick() const { return feed.empty(); }
    };

    /// What became of a list of items. With an error no record was kept; ticks are numbered all the
    /// same. The inner list of a tick holds its sequence.
    struct Written {
        std::optional<Error> error;
        std::vector<Appended> items;
    };

    /// Opens `waymark.db` in `folder`; creates both (0600, 0700) when they are missing. Refuses,
    /// and leaves the file as it was: one of a newer version, one that another program has open,
    /// and one that is damaged (files up to 256 MiB are checked whole, of larger ones what is
    /// read). Drops records older than `keep`, a few thousand at each checkpoint.
    static Result<std::unique_ptr<SqliteFile>> open(const std::filesystem::path& folder,
                                                    std::chrono::days keep);
    ~SqliteFile();
    SqliteFile(const SqliteFile&) = delete;

    /// What the file holds. An Error names what is damaged.
    Result<Restored> restore();

    /// Keeps the items, and the checkpoint if there is one, in one transaction. Ticks alone wait in
    /// memory for the next transaction. A checkpoint that could not be written is kept and written
    /// with the next transaction that can be.
    Written write(const std::vector<Item>& items, std::optional<Checkpoint> checkpoint);

    /// Writes the ticks that wait. Nothing is lost when it fails but those ticks.
    void write_ticks();

private:
    struct Tick {
        std::uint64_t sequence = 0;
        Time now;
    };
    class Statements;

    explicit SqliteFile(std::filesystem::path path);
    void migrate();
    std::vector<Appended> write_all(const std::vector<Item>& items);
    std::optional<std::uint64_t> insert(const Item& item, const Record& record);
    void write_checkpoint();
    void merge(Checkpoint checkpoint);
    Checkpoint read_checkpoint(std::string_view memory, std::uint64_t sequence);

    std::filesystem::path path_;
    std::chrono::days keep_{0};
    std::unique_ptr<SQLite::Database> database_;
    std::unique_ptr<Statements> statements_;
    std::uint64_t last_ = 0;
    Time newest_;
    std::deque<Tick> ticks_;  ///< numbered, not yet written
    std::optional<Checkpoint> checkpoint_;
};

}  // namespace waymark::server
