#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <gmock/gmock.h>
#include <zlib.h>

#include "server/store/sqlite_file.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t noon_ms = 1'767'960'000'000;

std::int64_t crc(const std::string& text) {
    return static_cast<std::int64_t>(
        crc32_z(0, reinterpret_cast<const unsigned char*>(text.data()), text.size()));
}

/// A file as version 1 of the tables wrote it, with so many records, half of them behind its
/// checkpoint.
class SqliteUpgradeTest : public testing::Test {
protected:
    void write_version_1(int records) {
        std::filesystem::create_directory(folder);
        SQLite::Database file{database.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        file.exec(R"(
CREATE TABLE desk(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records(sequence INTEGER PRIMARY KEY, now INTEGER NOT NULL, feed TEXT NOT NULL,
                     id TEXT, line TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE UNIQUE INDEX records_once ON records(feed, id) WHERE id IS NOT NULL;
CREATE TABLE ticks(sequence INTEGER PRIMARY KEY, now INTEGER NOT NULL);
CREATE TABLE memory(one INTEGER PRIMARY KEY CHECK(one = 1), sequence INTEGER NOT NULL,
                    text TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE states(kpi TEXT NOT NULL, minute INTEGER NOT NULL, text TEXT NOT NULL,
                    sum INTEGER NOT NULL, PRIMARY KEY(kpi, minute)) WITHOUT ROWID;
INSERT INTO desk VALUES('salt', 'of old');
INSERT INTO ticks VALUES(90000, 1);
INSERT INTO states VALUES('sl', 1, '{}', 0);
PRAGMA user_version = 1;
)");
        SQLite::Transaction transaction{file};
        SQLite::Statement memory{file, "INSERT INTO memory VALUES(1, ?, 'm', ?)"};
        SQLite::bind(memory, records / 2, crc("m"));
        memory.exec();
        SQLite::Statement record{file, "INSERT INTO records VALUES(?, ?, 'phone', ?, ?, ?)"};
        for (int i = 1; i <= records; ++i) {
            const std::string id = "id-" + std::to_string(i);
            const std::string line = R"({"contact":"c1","queue":"q","id":")" + id + R"(","time":)" +
                                     std::to_string(noon_ms) + R"(,"type":"contact.offered"})";
            record.reset();
            SQLite::bind(record, i, noon_ms + i, id, line, crc(line));
            record.exec();
        }
        transaction.commit();
    }

    test::Scratch scratch;
    std::filesystem::path folder = scratch.path() / "data";
    std::filesystem::path database = folder / "waymark.db";
};

TEST_F(SqliteUpgradeTest, AllRecordsOfVersion1AreKeptAndToldAgain) {
    write_version_1(2'500);
    {
        auto file = SqliteFile::open(folder, std::chrono::days{400}).value();
        const Restored restored = file->restore().value();
        EXPECT_THAT(restored.notices, ElementsAre(HasSubstr("from the 2500 records it keeps")));
        EXPECT_EQ(restored.salt, "of old");
        EXPECT_FALSE(restored.checkpoint);
        ASSERT_THAT(restored.entries, SizeIs(2'500));
        EXPECT_EQ(restored.entries[7].now, from_epoch_ms(noon_ms + 8));
        EXPECT_EQ(restored.entries[7].record->id, "id-8");
        EXPECT_EQ(restored.entries[7].sequence, 8u);
        const auto written =
            file->write({{FeedId{"phone"}, {*restored.entries[7].record}, from_epoch_ms(noon_ms)}},
                        Checkpoint{2'500, "new", {}, {}});
        EXPECT_THAT(written.items[0], ElementsAre(std::nullopt));
    }
    auto again = SqliteFile::open(folder, std::chrono::days{400}).value();
    const Restored restored = again->restore().value();
    EXPECT_THAT(restored.notices, IsEmpty());
    EXPECT_EQ(restored.checkpoint->memory, "new");
    EXPECT_THAT(restored.entries, IsEmpty());
}

TEST_F(SqliteUpgradeTest, AFileOfVersion2KeepsAllItHas) {
    {
        const auto file = SqliteFile::open(folder, std::chrono::days{400}).value();
        file->restore().value();
        const Record record{"contact.offered", "1", from_epoch_ms(noon_ms), {}};
        file->write({{FeedId{"phone"}, {record}, from_epoch_ms(noon_ms), {}}},
                    Checkpoint{1, "m", {}, {}});
    }
    SQLite::Database{database.string(), SQLite::OPEN_READWRITE}.exec(
        "DROP TABLE notes; PRAGMA user_version = 2;");
    auto file = SqliteFile::open(folder, std::chrono::days{400}).value();
    const Restored restored = file->restore().value();
    EXPECT_THAT(restored.notices, IsEmpty());
    EXPECT_EQ(restored.checkpoint->memory, "m");
    EXPECT_FALSE(file->write({{.notes = {{"a", "x"}}}}, {}).error);
    EXPECT_THAT(file->restore()->notes, ElementsAre(Note{"a", "x"}));
}

TEST_F(SqliteUpgradeTest, ADamagedFileOfVersion1IsRefusedAndLeftAsItWas) {
    write_version_1(3);
    SQLite::Database{database.string(), SQLite::OPEN_READWRITE}.exec(
        "UPDATE records SET line = 'x' WHERE sequence = 2");
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto file = SqliteFile::open(folder, std::chrono::days{400});
        ASSERT_FALSE(file);
        EXPECT_THAT(to_text(file.error()),
                    HasSubstr(database.string() +
                              ": is damaged: record 2 is not what was written; restore"));
    }
    SQLite::Database look{database.string()};
    EXPECT_EQ(look.execAndGet("PRAGMA user_version").getInt(), 1);
    EXPECT_EQ(look.execAndGet("SELECT COUNT(*) FROM states").getInt(), 1);
}

}  // namespace
}  // namespace waymark::server
