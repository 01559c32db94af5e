#include "server/store/sqlite_store.hpp"

#include <csignal>
#include <fstream>
#include <future>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

constexpr Time noon = from_epoch_ms(1'767'960'000'000);
const FeedId phone{"phone"};

Record offered(std::string id) {
    return {"contact.offered",
            std::move(id),
            noon,
            {{"contact", std::string{"c1"}},
             {"queue", std::string{"sales"}},
             {"wait", 12.5},
             {"new", true}}};
}

std::unique_ptr<SqliteFile> open(const std::filesystem::path& folder) {
    auto file = SqliteFile::open(folder, std::chrono::days{400});
    if (!file) throw std::runtime_error(to_text(file.error()));
    return std::move(*file);
}

std::string refusal(const std::filesystem::path& folder) {
    const auto file = SqliteFile::open(folder, std::chrono::days{400});
    if (!file) return to_text(file.error());
    const auto restored = (*file)->restore();
    return restored ? "opened" : to_text(restored.error());
}

SqliteFile::Item records(std::vector<Record> list) {
    return {phone, std::move(list), noon};
}
const SqliteFile::Item a_tick{{}, {}, noon};

std::string content(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

class SqliteStoreTest : public testing::Test {
protected:
    test::Scratch scratch;
    std::filesystem::path folder = scratch.path() / "data";
    std::filesystem::path database = folder / "waymark.db";
};

TEST_F(SqliteStoreTest, WhatIsWrittenIsThereAfterReopening) {
    Restored first;
    {
        const auto file = open(folder);
        first = *file->restore();
        EXPECT_TRUE(first.entries.empty());
        file->write({records({offered("a")}), a_tick, records({offered("b")})}, std::nullopt);
    }
    const auto again = open(folder)->restore();
    ASSERT_TRUE(again) << to_text(again.error());
    EXPECT_EQ(again->salt, first.salt);
    EXPECT_EQ(again->salt.size(), 64u);
    EXPECT_NE(again->epoch, first.epoch);
    ASSERT_EQ(again->entries.size(), 3u);
    EXPECT_EQ(again->entries[0].record, offered("a"));
    EXPECT_EQ(again->entries[0].feed, phone);
    EXPECT_EQ(again->entries[1].record, std::nullopt);
    EXPECT_EQ(again->entries[2].sequence, 3u);
    EXPECT_EQ(again->entries[2].now, noon);
}

TEST_F(SqliteStoreTest, ARepeatChangesNothingWithinABatchAndAfterReopening) {
    {
        const auto file = open(folder);
        Record second = offered("a");
        second.fields["wait"] = 99.0;
        const auto written = file->write({records({offered("a"), second, offered("b")})}, {});
        EXPECT_THAT(written.items[0], ElementsAre(Optional(1), std::nullopt, Optional(2)));
    }
    const auto file = open(folder);
    EXPECT_EQ(file->restore()->entries[0].record, offered("a"));
    const auto written = file->write({records({offered("b"), offered("c")})}, {});
    EXPECT_THAT(written.items[0], ElementsAre(std::nullopt, Optional(3)));
}

TEST_F(SqliteStoreTest, SamplesWithoutIdAreNeverRepeats) {
    const auto file = open(folder);
    const Record sample{"sample", "", noon, {{"metric", std::string{"waiting"}}, {"value", 3.0}}};
    const auto written = file->write({records({sample, sample})}, {});
    EXPECT_THAT(written.items[0], ElementsAre(Optional(1), Optional(2)));
}

TEST_F(SqliteStoreTest, RecordsOlderThanTheyAreKeptAreDroppedAtACheckpoint) {
    {
        const auto file = open(folder);
        SqliteFile::Item old = records({offered("old")});
        old.now = noon - std::chrono::days{401};
        file->write({old, records({offered("young")})}, {});
        file->write({}, Checkpoint{2, "m", {}, {}});
    }
    const SQLite::Database look{database.string()};
    SQLite::Statement ids{look, "SELECT id FROM records"};
    ASSERT_TRUE(ids.executeStep());
    EXPECT_EQ(ids.getColumn(0).getString(), "young");
    EXPECT_FALSE(ids.executeStep());
}

TEST_F(SqliteStoreTest, FilesAreForTheirOwnerOnly) {
    const auto file = open(folder);
    file->write({records({offered("a")})}, {});
    struct stat status {};
    ASSERT_EQ(::stat(folder.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777, 0600u) << entry.path();
    }
}

TEST_F(SqliteStoreTest, ANewerVersionIsRefusedWithoutTouchingTheFile) {
    open(folder)->restore();
    SQLite::Database{database.string(), SQLite::OPEN_READWRITE}.exec("PRAGMA user_version = 7");
    const std::string before = content(database);
    EXPECT_THAT(refusal(folder), HasSubstr(database.string() + ": was written by a newer Waymark "
                                                               "(its tables have version 7"));
    EXPECT_EQ(content(database), before);
}

TEST_F(SqliteStoreTest, ASecondProgramIsRefused) {
    const auto file = open(folder);
    file->write({records({offered("a")})}, {});
    EXPECT_EQ(refusal(folder), database.string() + ": is in use by another program");
}

TEST_F(SqliteStoreTest, ADamagedFileIsRefusedByName) {
    {
        const auto file = open(folder);
        std::vector<Record> many;
        for (int i = 0; i < 500; ++i)
            many.push_back(offered("id-" + std::to_string(i)));
        file->write({records(many)}, {});
    }
    const std::string good = content(database);
    for (std::size_t page = 0; page < good.size(); page += 4096) {
        std::string bad = good;
        for (std::size_t i = page; i < page + 4096; ++i)
            bad[i] = static_cast<char>(~bad[i]);
        std::ofstream{database, std::ios::binary} << bad;
        EXPECT_THAT(refusal(folder), HasSubstr(database.string() + ": ")) << page;
    }
    std::ofstream{database, std::ios::binary} << "not a database, but long enough to be opened"
                                              << std::string(200, '!');
    EXPECT_THAT(refusal(folder), HasSubstr(database.string() + ": "));
}

TEST_F(SqliteStoreTest, AFlippedBitInARecordIsFound) {
    open(folder)->write({records({offered("a")})}, {});
    std::string bad = content(database);
    const auto at = bad.find("12.5");
    ASSERT_NE(at, std::string::npos);
    bad[at] = '9';
    std::ofstream{database, std::ios::binary} << bad;
    EXPECT_EQ(refusal(folder), database.string() +
                                   ": is damaged: record 1 is not what was written; "
                                   "restore it from a backup");
}

TEST_F(SqliteStoreTest, AFullDiskKeepsNothingAndResumesByItself) {
    const auto file = open(folder);
    file->write({records({offered("a")})}, {});
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit tiny{4096, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tiny);
    const auto refused = file->write({records({offered("b")}), a_tick},
                                     Checkpoint{1, "m", {{KpiId{"k"}, "v", "", 0, 1, "x"}}, {}});
    ::setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_TRUE(refused.error);
    EXPECT_THAT(refused.error->where, HasSubstr("waymark.db"));
    EXPECT_THAT(refused.items[1], ElementsAre(Optional(2)));
    const auto written = file->write({records({offered("b")})},
                                     Checkpoint{1, "n", {{KpiId{"k"}, "v", "", 0, 2, "y"}}, {}});
    EXPECT_FALSE(written.error);
    EXPECT_THAT(written.items[0], ElementsAre(Optional(3)));
    const auto kept = file->restore()->checkpoint.value();
    EXPECT_EQ(kept.memory, "n");
    ASSERT_EQ(kept.series.size(), 2u);
    EXPECT_EQ(kept.series[0].text, "x");
}

TEST_F(SqliteStoreTest, AFolderThatCannotBeMadeIsNamed) {
    std::ofstream{scratch.path() / "file"} << "x";
    EXPECT_THAT(refusal(scratch.path() / "file" / "data"), HasSubstr("/file/data: "));
}

/// Tasks of the worker, run here.
class Inbox {
public:
    SqliteStore::Post post() {
        return [this](std::function<void()> task) {
            const std::lock_guard lock{mutex_};
            tasks_.push_back(std::move(task));
            arrived_.notify_one();
        };
    }
    void run_until(const auto& holds) {
        while (!holds()) {
            std::unique_lock lock{mutex_};
            arrived_.wait(lock, [this] { return !tasks_.empty(); });
            auto tasks = std::exchange(tasks_, {});
            lock.unlock();
            for (auto& task : tasks)
                task();
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::function<void()>> tasks_;
};

TEST_F(SqliteStoreTest, AnswersComeInTheOrderOfTheCalls) {
    Inbox inbox;
    SqliteStore store{open(folder), inbox.post()};
    std::vector<std::uint64_t> heard;
    for (int i = 0; i < 300; ++i) {
        if (i % 3 == 0)
            store.append_tick(noon, [&](std::uint64_t sequence) { heard.push_back(sequence); });
        else
            store.append(phone, {offered(std::to_string(i))}, noon,
                         [&](Result<Appended> done) { heard.push_back((*done)[0].value()); });
    }
    EXPECT_GT(store.pending(), 0u);
    inbox.run_until([&] { return heard.size() == 300; });
    EXPECT_TRUE(std::ranges::is_sorted(heard));
    EXPECT_EQ(heard.back(), 300u);
    EXPECT_EQ(store.pending(), 0u);
    EXPECT_GT(store.counts().commits, 0u);
}

TEST_F(SqliteStoreTest, NotesAreKeptBesideTheHistoryUntilTheyAreEmptied) {
    Inbox inbox;
    int heard = 0;
    const auto done = [&heard](const Result<void>& kept) {
        EXPECT_TRUE(kept);
        ++heard;
    };
    {
        SqliteStore store{open(folder), inbox.post()};
        store.put_notes({{"b", "first"}, {"a", "one"}, {"c", "gone"}}, done);
        store.append(phone, {offered("1")}, noon, [](const Result<Appended>&) {});
        store.put_notes({{"b", "second"}, {"c", ""}}, done);
        inbox.run_until([&] { return heard == 2; });
    }
    const Restored restored = open(folder)->restore().value();
    EXPECT_EQ(restored.notes, (std::vector<Note>{{"a", "one"}, {"b", "second"}}));
    EXPECT_EQ(restored.entries.size(), 1u);
}

TEST_F(SqliteStoreTest, WhatWasAppendedCanBeReadBackAtOnce) {
    Inbox inbox;
    SqliteStore store{open(folder), inbox.post()};
    std::optional<std::vector<Entry>> read;
    store.append(phone, {offered("a"), offered("b")}, noon, [](const Result<Appended>&) {});
    store.read(noon, 1, 10, [&](Result<std::vector<Entry>> entries) { read = entries.value(); });
    inbox.run_until([&] { return read.has_value(); });
    ASSERT_EQ(read->size(), 1u);
    EXPECT_EQ(read->front().record, offered("b"));
}

TEST_F(SqliteStoreTest, AcknowledgedRecordsSurviveKillMinusNine) {
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        Inbox inbox;
        SqliteStore store{open(folder), inbox.post()};
        for (std::uint64_t i = 0;; ++i) {
            bool answered = false;
            store.append(phone, {offered(std::to_string(i))}, noon,
                         [&](const Result<Appended>& done) { answered = done.has_value(); });
            inbox.run_until([&] { return answered; });
            if (::write(pipe_ends[1], "x", 1) != 1) ::_exit(1);
        }
    }
    ::close(pipe_ends[1]);
    char acknowledged = 0;
    int count = 0;
    while (count < 25 && ::read(pipe_ends[0], &acknowledged, 1) == 1)
        ++count;
    ::kill(child, SIGKILL);
    while (::read(pipe_ends[0], &acknowledged, 1) == 1)
        ++count;
    ::close(pipe_ends[0]);
    ::waitpid(child, nullptr, 0);
    const auto restored = open(folder)->restore();
    ASSERT_TRUE(restored) << to_text(restored.error());
    EXPECT_GE(restored->entries.size(), static_cast<std::size_t>(count));
    EXPECT_LE(restored->entries.size(), static_cast<std::size_t>(count) + 1);
}

}  // namespace
}  // namespace waymark::server
