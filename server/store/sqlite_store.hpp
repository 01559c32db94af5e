#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/store/sqlite_file.hpp"

namespace waymark::server {

/// What can be counted of a store, for /metrics.
struct StoreCounts {
    std::uint64_t commits = 0;
    std::uint64_t failed_commits = 0;
    double commit_seconds = 0;  ///< of all commits together
};

/// The store on disk: its file belongs to a worker thread of its own, which writes all appends that
/// wait in one transaction (group commit) and synchronises it before it answers.
class SqliteStore : public Store {
public:
    /// Runs a task on the server thread, in the order of the calls; called from the worker.
    using Post = std::function<void(std::function<void()>)>;

    SqliteStore(std::unique_ptr<SqliteFile> file, Post post);

    /// Writes everything that waits, then closes the file. A `done` not yet run by then may still
    /// be run by whatever `post` hands it to, so that must not outlive what it refers to.
    ~SqliteStore() override;

    void append(const FeedId& feed, std::vector<Record> records, Time now,
                std::function<void(Result<Appended>)> done) override;
    void append_tick(Time now, std::function<void(std::uint64_t sequence)> done) override;
    void put_notes(std::vector<Note> notes, std::function<void(Result<void>)> done) override;
    void save(Checkpoint checkpoint) override;
    void read(Time from, std::uint64_t after, std::size_t most,
              std::function<void(Result<std::vector<Entry>>)> done) override;
    std::size_t pending() const override { return pending_; }

    const StoreCounts& counts() const { return counts_; }

private:
    struct Done {
        std::function<void(Result<Appended>)> append;  ///< one of the three
        std::function<void(std::uint64_t)> tick;
        std::function<void(Result<void>)> notes;
        std::size_t octets = 0;
    };
    struct Read {
        Time from;
        std::uint64_t after = 0;
        std::size_t most = 0;
        std::function<void(Result<std::vector<Entry>>)> done;
    };
    struct Work {
        std::vector<SqliteFile::Item> items;
        std::vector<Done> done;  ///< of each item
        std::optional<Checkpoint> checkpoint;
        std::vector<Read> reads;  ///< of what is kept after all this is written
        bool writes() const { return !items.empty() || checkpoint; }
        bool empty() const { return !writes() && reads.empty(); }
    };

    void enqueue(SqliteFile::Item item, Done done);
    void run();
    void write(Work& work);
    void read(Read read);
    void answer(std::vector<Done>& done, SqliteFile::Written& written);

    std::unique_ptr<SqliteFile> file_;  ///< the worker's
    Post post_;
    std::size_t pending_ = 0;  ///< server thread
    StoreCounts counts_;       ///< server thread

    std::mutex mutex_;
    std::condition_variable wake_;
    Work waiting_;         ///< guarded
    bool ending_ = false;  ///< guarded
    std::thread worker_;
};

}  // namespace waymark::server
