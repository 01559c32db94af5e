#include "server/store/sqlite_tables.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <zlib.h>

#include "server/store/sqlite_open.hpp"
#include "server/store/sqlite_rows.hpp"

namespace waymark::server {
namespace {

using Row = SQLite::Statement;

// Times are microseconds; `sum` is the RowSum of all other columns in their order. The name of a
// series stands once, however many buckets it has.
constexpr const char* lasting_tables = R"(
CREATE TABLE desk(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records(sequence INTEGER PRIMARY KEY, now INTEGER NOT NULL, feed TEXT NOT NULL,
                     id TEXT, line TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE UNIQUE INDEX records_once ON records(feed, id) WHERE id IS NOT NULL;
)";
constexpr const char* later_tables = R"(
CREATE TABLE ticks(sequence INTEGER PRIMARY KEY, now INTEGER NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE memory(one INTEGER PRIMARY KEY CHECK(one = 1), sequence INTEGER NOT NULL,
                    text TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE series(number INTEGER PRIMARY KEY, kpi TEXT NOT NULL, version TEXT NOT NULL,
                    name TEXT NOT NULL, sum INTEGER NOT NULL, UNIQUE(kpi, version, name));
CREATE TABLE buckets(series INTEGER NOT NULL, tier INTEGER NOT NULL, minute INTEGER NOT NULL,
                     text TEXT NOT NULL, sum INTEGER NOT NULL,
                     PRIMARY KEY(series, tier, minute)) WITHOUT ROWID;
CREATE TABLE subjects(kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
                      sum INTEGER NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID;
)";
constexpr const char* notes_table = R"(
CREATE TABLE notes(name TEXT PRIMARY KEY, text TEXT NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
)";

constexpr int at_once = 1'000;

/// Of a record's line alone, which is all that version 1 checked.
std::int64_t first_sum_of(const std::string& line) {
    return static_cast<std::int64_t>(
        crc32_z(0, reinterpret_cast<const unsigned char*>(line.data()), line.size()));
}

/// What a record of version 1, with its time in milliseconds, is to have instead.
struct Renewed {
    std::int64_t sequence, now, sum;
};

std::vector<Renewed> renewed_after(SQLite::Database& database, std::int64_t sequence) {
    std::vector<Renewed> records;
    Row row{database,
            "SELECT sequence, now, feed, id, line, sum FROM records WHERE sequence > ? "
            "ORDER BY sequence LIMIT ?"};
    SQLite::bind(row, sequence, at_once);
    while (row.executeStep()) {
        Renewed record{number_at(row, 0), number_at(row, 1) * 1'000, 0};
        const std::string line = text_at(row, 4);
        check_sum(row, 5, first_sum_of(line), "record " + std::to_string(record.sequence));
        record.sum = sum_of(record.sequence, record.now, text_at(row, 2), text_at(row, 3), line);
        records.push_back(record);
    }
    return records;
}

std::string bring_from_version_1(SQLite::Database& database) {
    Row update{database, "UPDATE records SET now = ?, sum = ? WHERE sequence = ?"};
    std::size_t count = 0;
    for (auto some = renewed_after(database, 0); !some.empty();
         some = renewed_after(database, some.back().sequence)) {
        for (const Renewed& record : some) {
            begin_again(update);
            SQLite::bind(update, record.now, record.sum, record.sequence);
            update.exec();
        }
        count += some.size();
    }
    // What version 1 added up can't be added to; what it was added up from is all there.
    database.exec("DROP TABLE ticks; DROP TABLE memory; DROP TABLE states;");
    database.exec(later_tables);
    return "the store was brought up from version 1: its sums are dropped, all readings are "
           "computed again from the " +
           std::to_string(count) + " records it keeps";
}

}  // namespace

std::vector<std::string> make_tables(SQLite::Database& database) {
    const int version = database.execAndGet("PRAGMA user_version");
    if (version == store_version) return {};
    std::vector<std::string> notices;
    SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
    if (version < 1) {
        database.exec(lasting_tables);
        database.exec(later_tables);
        Row salt{database, "INSERT INTO desk VALUES('salt', ?)"};
        SQLite::bind(salt, random_digits(32));
        salt.exec();
    } else if (version < 2) {
        notices.push_back(bring_from_version_1(database));
    }
    database.exec(notes_table);
    database.exec("PRAGMA user_version = " + std::to_string(store_version));
    transaction.commit();
    // So that the version stands in the file itself, where an older program looks for it.
    database.tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    return notices;
}

}  // namespace waymark::server
