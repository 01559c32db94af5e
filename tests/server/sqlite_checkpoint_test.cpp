#include <csignal>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/store/sqlite_file.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Time noon = from_epoch_us(1'767'960'000'000'001);

SqliteFile::Item records(std::vector<std::string> ids, Time now) {
    SqliteFile::Item item{FeedId{"phone"}, {}, now};
    for (std::string& id : ids)
        item.records.push_back(
            {"contact.offered", std::move(id), now, {{"contact", "c1"}, {"queue", "q"}}});
    return item;
}

SeriesRow bucket(std::string kpi, std::string series, std::int64_t minute, std::string text) {
    return {KpiId{std::move(kpi)}, "v1", std::move(series), 1, minute, std::move(text)};
}

class SqliteCheckpointTest : public testing::Test {
protected:
    std::unique_ptr<SqliteFile> open() {
        auto file = SqliteFile::open(folder, std::chrono::days{400});
        if (!file) throw std::runtime_error(to_text(file.error()));
        return std::move(*file);
    }
    Checkpoint restored() { return open()->restore().value().checkpoint.value(); }
    void execute(const std::string& sql) {
        SQLite::Database{database.string(), SQLite::OPEN_READWRITE}.exec(sql);
    }
    std::string refusal() {
        const auto file = SqliteFile::open(folder, std::chrono::days{400});
        if (!file) return to_text(file.error());
        const auto found = (*file)->restore();
        return found ? "opened" : to_text(found.error());
    }

    test::Scratch scratch;
    std::filesystem::path folder = scratch.path() / "data";
    std::filesystem::path database = folder / "waymark.db";
};

TEST_F(SqliteCheckpointTest, RowsAddUpOverCheckpointsAndComeBackInOrder) {
    const SubjectRow waits{"contact", "0/1.0", "waits"};
    const SubjectRow open_ticket{"ticket", "1/4711", "open"};
    {
        const auto file = open();
        file->write({records({"a"}, noon), {{}, {}, noon}}, {});
        file->write({}, Checkpoint{1,
                                   "old",
                                   {bucket("sl", "", 20, "x"), bucket("sl", "queue=a", 10, "y"),
                                    bucket("aht", "", 10, "z")},
                                   {waits, open_ticket}});
        file->write({}, Checkpoint{2,
                                   "new",
                                   {bucket("sl", "", 20, "xx"), bucket("sl", "", 30, "w")},
                                   {{"contact", "0/1.0", "talks"}}});
    }
    const Checkpoint back = restored();
    EXPECT_EQ(back.memory, "new");
    EXPECT_EQ(back.sequence, 2u);
    EXPECT_THAT(back.series,
                ElementsAre(bucket("aht", "", 10, "z"), bucket("sl", "", 20, "xx"),
                            bucket("sl", "", 30, "w"), bucket("sl", "queue=a", 10, "y")));
    EXPECT_THAT(back.subjects, ElementsAre(SubjectRow{"contact", "0/1.0", "talks"}, open_ticket));
    EXPECT_THAT(open()->restore()->entries, IsEmpty());
}

TEST_F(SqliteCheckpointTest, SeriesAreApartByVersionAndTier) {
    std::vector<SeriesRow> rows(3, bucket("sl", "", 15, "x"));
    rows[1].version = "v2";
    rows[2].tier = 2;
    open()->write({}, Checkpoint{0, "m", rows, {}});
    EXPECT_THAT(restored().series, ElementsAre(rows[0], rows[2], rows[1]));
}

TEST_F(SqliteCheckpointTest, AnEmptyTextDropsItsRow) {
    {
        const auto file = open();
        file->write({}, Checkpoint{0,
                                   "m",
                                   {bucket("sl", "", 20, "x"), bucket("aht", "", 20, "x")},
                                   {{"contact", "1", "x"}, {"contact", "2", "x"}}});
        file->write({}, Checkpoint{0,
                                   "m",
                                   {bucket("sl", "", 20, ""), bucket("new", "", 1, "")},
                                   {{"contact", "1", ""}, {"contact", "3", ""}}});
    }
    const Checkpoint back = restored();
    EXPECT_THAT(back.series, ElementsAre(bucket("aht", "", 20, "x")));
    EXPECT_THAT(back.subjects, ElementsAre(SubjectRow{"contact", "2", "x"}));
    const SQLite::Database look{database.string()};
    SQLite::Statement names{look, "SELECT COUNT(*) FROM series"};
    names.executeStep();
    EXPECT_EQ(names.getColumn(0).getInt(), 1);
}

TEST_F(SqliteCheckpointTest, CheckpointsThatWaitAreMergedByRow) {
    Checkpoint waiting{1,
                       "a",
                       {bucket("k", "", 1, "1"), bucket("k", "", 2, "1")},
                       {{"contact", "1", "x"}, {"contact", "2", "x"}}};
    merge(waiting,
          {2, "b", {bucket("k", "", 2, ""), bucket("k", "", 3, "2")}, {{"contact", "1", "y"}}});
    EXPECT_EQ(waiting.sequence, 2u);
    EXPECT_EQ(waiting.memory, "b");
    EXPECT_THAT(waiting.series, ElementsAre(bucket("k", "", 1, "1"), bucket("k", "", 2, ""),
                                            bucket("k", "", 3, "2")));
    EXPECT_THAT(waiting.subjects,
                ElementsAre(SubjectRow{"contact", "1", "y"}, SubjectRow{"contact", "2", "x"}));
}

TEST_F(SqliteCheckpointTest, KilledAtAnyMomentMemoryAndRowsAreOfTheSameCheckpoint) {
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto file = open();
        for (int i = 1;; ++i) {
            const std::string text = std::to_string(i);
            Checkpoint checkpoint{0, text, {}, {}};
            for (int minute = 0; minute < 200; ++minute)
                checkpoint.series.push_back(bucket("k", "", minute, text));
            for (int id = 0; id < 200; ++id)
                checkpoint.subjects.push_back({"contact", std::to_string(id), text});
            file->write({}, checkpoint);
            if (::write(pipe_ends[1], "x", 1) != 1) ::_exit(1);
        }
    }
    ::close(pipe_ends[1]);
    char written = 0;
    int count = 0;
    while (count < 12 && ::read(pipe_ends[0], &written, 1) == 1)
        ++count;
    ::kill(child, SIGKILL);
    ::close(pipe_ends[0]);
    ::waitpid(child, nullptr, 0);
    const Checkpoint back = restored();
    EXPECT_GE(std::stoi(back.memory), count);
    ASSERT_THAT(back.series, SizeIs(200));
    ASSERT_THAT(back.subjects, SizeIs(200));
    for (const SeriesRow& row : back.series)
        EXPECT_EQ(row.text, back.memory);
    for (const SubjectRow& row : back.subjects)
        EXPECT_EQ(row.text, back.memory);
}

TEST_F(SqliteCheckpointTest, DamageInAnyColumnIsReported) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"UPDATE records SET now = now + 1 WHERE sequence = 3", "record 3"},
        {"UPDATE records SET feed = 'phonf' WHERE sequence = 3", "record 3"},
        {"UPDATE records SET id = 'x' WHERE sequence = 3", "record 3"},
        {"UPDATE records SET sequence = 9 WHERE sequence = 3", "record 9"},
        {"UPDATE records SET line = line || ' '", "record 3"},
        {"UPDATE ticks SET now = now + 1", "tick 2"},
        {"UPDATE memory SET text = 'n'", "the memory"},
        {"UPDATE memory SET sequence = 0", "the memory"},
        {"UPDATE series SET kpi = 'sm'", "a series of sm"},
        {"UPDATE series SET version = 'v2'", "a series of sl"},
        {"UPDATE series SET name = 'b'", "a series of sl"},
        {"UPDATE buckets SET text = 'y'", "a bucket of sl"},
        {"UPDATE buckets SET minute = 21", "a bucket of sl"},
        {"UPDATE buckets SET tier = 2", "a bucket of sl"},
        {"UPDATE buckets SET series = 2", "a bucket of series 2 belongs to none"},
        {"UPDATE subjects SET text = 'y'", "the contact 1"},
        {"UPDATE subjects SET id = '2'", "the contact 2"},
        {"UPDATE subjects SET kind = 'ticket'", "the ticket 1"},
        {"UPDATE notes SET text = 'y'", "the note a"},
        {"UPDATE notes SET name = 'b'", "the note b"},
    };
    {
        const auto file = open();
        file->write({records({"a"}, noon)},
                    Checkpoint{1, "m", {bucket("sl", "", 20, "x")}, {{"contact", "1", "x"}}});
        file->write({{{}, {}, noon, {}}, records({"b"}, noon), {.notes = {{"a", "x"}}}}, {});
    }
    ASSERT_EQ(refusal(), "opened");
    const auto good = scratch.path() / "good";
    std::filesystem::copy_file(database, good);
    for (const auto& [sql, named] : cases) {
        std::filesystem::copy_file(good, database,
                                   std::filesystem::copy_options::overwrite_existing);
        execute(sql);
        const std::string said = refusal();
        EXPECT_THAT(said, HasSubstr(database.string() + ": is damaged: " + named)) << sql;
        EXPECT_THAT(said, HasSubstr("restore it from a backup")) << sql;
    }
}

TEST_F(SqliteCheckpointTest, RecordsAreReadBackInOrderFromATimeOn) {
    const auto file = open();
    const auto later = noon + std::chrono::hours{1};
    std::vector<std::string> many;
    for (int i = 0; i < 1'200; ++i)
        many.push_back(std::to_string(i));
    file->write({records({"early"}, noon), {{}, {}, noon}, records(many, later)},
                Checkpoint{3, "m", {}, {}});
    std::vector<std::string> ids;
    EXPECT_TRUE(file->for_each_record(later, [&](const Entry& entry) {
        EXPECT_EQ(entry.now, later);
        ids.push_back(entry.record->id);
        return true;
    }));
    EXPECT_EQ(ids, many);
    int taken = 0;
    EXPECT_TRUE(file->for_each_record(noon, [&](const Entry&) { return ++taken < 7; }));
    EXPECT_EQ(taken, 7);
    EXPECT_THAT(file->read(noon, 0, 3).value(), SizeIs(3));
    EXPECT_THAT(file->read(later + Duration{1}, 0, 3).value(), IsEmpty());
}

TEST_F(SqliteCheckpointTest, DamageAmongRecordsReadBackIsReported) {
    open()->write({records({"a", "b"}, noon)}, Checkpoint{2, "m", {}, {}});
    execute("UPDATE records SET line = 'x' WHERE sequence = 2");
    int taken = 0;
    const auto read = open()->for_each_record(noon, [&](const Entry&) { return ++taken > 0; });
    ASSERT_FALSE(read);
    EXPECT_THAT(to_text(read.error()), HasSubstr("record 2 is not what was written"));
}

}  // namespace
}  // namespace waymark::server
