#include "server/store/sqlite_store.hpp"

#include <cassert>
#include <utility>

#include <pthread.h>

#include "shared/base/overloaded.hpp"

namespace waymark::server {
namespace {

/// About what a record takes in memory and on disk.
std::size_t octets_of(const Record& record) {
    std::size_t octets = 64 + record.type.size() + record.id.size();
    for (const auto& [name, value] : record.fields) {
        octets += 16 + name.size();
        octets += std::visit(Overloaded{[](const std::string& text) { return text.size(); },
                                        [](const RawJson& json) { return json.text.size(); },
                                        [](const std::vector<std::string>& list) {
                                            std::size_t sum = 0;
                                            for (const std::string& text : list)
                                                sum += 8 + text.size();
                                            return sum;
                                        },
                                        [](const auto&) { return std::size_t{8}; }},
                             value);
    }
    return octets;
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<SqliteFile> file, Post post)
    : file_(std::move(file)), post_(std::move(post)), worker_([this] { run(); }) {
    pthread_setname_np(worker_.native_handle(), "store");
}

SqliteStore::~SqliteStore() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_one();
    worker_.join();
}

void SqliteStore::append(const FeedId& feed, std::vector<Record> records, Time now,
                         std::function<void(Result<Appended>)> done) {
    std::size_t octets = 0;
    for (const Record& record : records)
        octets += octets_of(record);
    pending_ += octets;
    enqueue({feed, std::move(records), now, {}}, {.append = std::move(done), .octets = octets});
}

void SqliteStore::append_tick(Time now, std::function<void(std::uint64_t)> done) {
    enqueue({{}, {}, now, {}}, {.tick = std::move(done)});
}

void SqliteStore::put_notes(std::vector<Note> notes, std::function<void(Result<void>)> done) {
    assert(!notes.empty());
    enqueue({.notes = std::move(notes)}, {.notes = std::move(done)});
}

void SqliteStore::enqueue(SqliteFile::Item item, Done done) {
    {
        const std::lock_guard lock{mutex_};
        waiting_.items.push_back(std::move(item));
        waiting_.done.push_back(std::move(done));
    }
    wake_.notify_one();
}

void SqliteStore::save(Checkpoint checkpoint) {
    {
        const std::lock_guard lock{mutex_};
        if (waiting_.checkpoint)
            merge(*waiting_.checkpoint, std::move(checkpoint));
        else
            waiting_.checkpoint = std::move(checkpoint);
    }
    wake_.notify_one();
}

void SqliteStore::read(Time from, std::uint64_t after, std::size_t most,
                       std::function<void(Result<std::vector<Entry>>)> done) {
    {
        const std::lock_guard lock{mutex_};
        waiting_.reads.push_back({from, after, most, std::move(done)});
    }
    wake_.notify_one();
}

void SqliteStore::run() {
    std::unique_lock lock{mutex_};
    while (true) {
        wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) break;
        Work work = std::exchange(waiting_, {});
        lock.unlock();
        if (work.writes()) write(work);
        for (Read& one : work.reads)
            read(std::move(one));
        lock.lock();
    }
    file_->write_ticks();
    file_.reset();
}

void SqliteStore::read(Read read) {
    post_([done = std::move(read.done),
           entries = file_->read(read.from, read.after, read.most)]() mutable {
        done(std::move(entries));
    });
}

void SqliteStore::write(Work& work) {
    const auto begun = std::chrono::steady_clock::now();
    auto written = file_->write(work.items, std::move(work.checkpoint));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    post_([this, took, done = std::move(work.done), written = std::move(written)]() mutable {
        ++(written.error ? counts_.failed_commits : counts_.commits);
        counts_.commit_seconds += took.count();
        answer(done, written);
    });
}

void SqliteStore::answer(std::vector<Done>& done, SqliteFile::Written& written) {
    for (std::size_t i = 0; i < done.size(); ++i) {
        pending_ -= done[i].octets;
        if (done[i].tick)
            done[i].tick(*written.items[i][0]);
        else if (done[i].notes)
            done[i].notes(written.error ? Result<void>{tl::unexpected(*written.error)}
                                        : Result<void>{});
        else if (written.error)
            done[i].append(tl::unexpected(*written.error));
        else
            done[i].append(std::move(written.items[i]));
    }
}

}  // namespace waymark::server
