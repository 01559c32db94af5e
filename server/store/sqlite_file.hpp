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
    /// Something to keep: a tick, one feed's records, or notes.
    struct Item {
        FeedId feed;
        std::vector<Record> records;
        Time now;
        std::vector<Note> notes;
        bool is_tick() const { return feed.empty() && notes.empty(); }
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
    /// read). One of an older version is brought up to this program's. Drops records older than
    /// `keep`, a few thousand at each checkpoint.
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

    /// Reads back up to `most` of the records taken in at `from` or later, in the order they were
    /// kept, beginning after `after` (0: with the first). An Error names what is damaged.
    Result<std::vector<Entry>> read(Time from, std::uint64_t after, std::size_t most);

    /// Hands all records taken in at `from` or later to `take`, in the order they were kept, a few
    /// hundred in memory at a time; ends early when `take` returns false. What is read meanwhile
    /// must not be written.
    Result<void> for_each_record(Time from, const std::function<bool(const Entry&)>& take);

    /// Writes the ticks that wait. Nothing is lost when it fails but those ticks.
    void write_ticks();

private:
    struct Tick {
        std::uint64_t sequence = 0;
        Time now;
    };
    class Statements;

    explicit SqliteFile(std::filesystem::path path);
    std::vector<Appended> write_all(const std::vector<Item>& items);
    std::optional<std::uint64_t> insert(const Item& item, const Record& record);
    void write_checkpoint();
    void read_entries(Restored& restored);

    std::filesystem::path path_;
    std::chrono::days keep_{0};
    std::unique_ptr<SQLite::Database> database_;
    std::vector<std::string> notices_;  ///< of opening it
    std::unique_ptr<Statements> statements_;
    std::uint64_t last_ = 0;
    Time newest_;
    std::deque<Tick> ticks_;  ///< numbered, not yet written
    std::optional<Checkpoint> checkpoint_;
};

}  // namespace waymark::server
