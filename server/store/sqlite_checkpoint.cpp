#include "server/store/sqlite_checkpoint.hpp"

#include <map>

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include "server/store/sqlite_rows.hpp"

namespace waymark::server {
namespace {

using Row = SQLite::Statement;

template <class... Values>
void run(Row& statement, const Values&... values) {
    begin_again(statement);
    SQLite::bind(statement, values...);
    statement.exec();
}

/// The numbers of series by their names; new names are given one.
class SeriesNumbers {
public:
    explicit SeriesNumbers(SQLite::Database& database)
        : database_(database),
          find_{database, "SELECT number FROM series WHERE kpi = ? AND version = ? AND name = ?"},
          add_{database, "INSERT INTO series VALUES(?, ?, ?, ?, ?)"} {}

    std::int64_t of(const SeriesRow& row) {
        if (row.kpi != last_.kpi || row.version != last_.version || row.series != last_.series ||
            number_ == 0) {
            number_ = find_or_add(row);
            last_ = {row.kpi, row.version, row.series};
        }
        return number_;
    }

private:
    std::int64_t find_or_add(const SeriesRow& row) {
        begin_again(find_);
        SQLite::bind(find_, row.kpi.text, row.version, row.series);
        if (find_.executeStep()) return number_at(find_, 0);
        const std::int64_t number =
            database_.execAndGet("SELECT COALESCE(MAX(number), 0) + 1 FROM series").getInt64();
        run(add_, number, row.kpi.text, row.version, row.series,
            sum_of(number, row.kpi.text, row.version, row.series));
        return number;
    }

    SQLite::Database& database_;
    Row find_, add_;
    SeriesRow last_;  ///< its name
    std::int64_t number_ = 0;
};

void write_series(SQLite::Database& database, const std::vector<SeriesRow>& rows) {
    SeriesNumbers numbers{database};
    Row put{database, "REPLACE INTO buckets VALUES(?, ?, ?, ?, ?)"};
    Row drop{database, "DELETE FROM buckets WHERE series = ? AND tier = ? AND minute = ?"};
    for (const SeriesRow& row : rows) {
        const std::int64_t number = numbers.of(row);
        if (row.text.empty())
            run(drop, number, row.tier, row.minute);
        else
            run(put, number, row.tier, row.minute, row.text,
                sum_of(number, row.tier, row.minute, row.text));
    }
}

void write_subjects(SQLite::Database& database, const std::vector<SubjectRow>& rows) {
    Row put{database, "REPLACE INTO subjects VALUES(?, ?, ?, ?)"};
    Row drop{database, "DELETE FROM subjects WHERE kind = ? AND id = ?"};
    for (const SubjectRow& row : rows) {
        if (row.text.empty())
            run(drop, row.kind, row.id);
        else
            run(put, row.kind, row.id, row.text, sum_of(row.kind, row.id, row.text));
    }
}

std::vector<SeriesRow> read_series(SQLite::Database& database) {
    std::map<std::int64_t, SeriesRow> names;
    Row series{database, "SELECT number, kpi, version, name, sum FROM series"};
    while (series.executeStep()) {
        const std::int64_t number = number_at(series, 0);
        SeriesRow name{KpiId{text_at(series, 1)}, text_at(series, 2), text_at(series, 3)};
        check_sum(series, 4, sum_of(number, name.kpi.text, name.version, name.series),
                  "a series of " + name.kpi.text);
        names[number] = std::move(name);
    }
    std::vector<SeriesRow> rows;
    Row bucket{database,
               "SELECT buckets.series, tier, minute, text, buckets.sum FROM buckets "
               "LEFT JOIN series ON number = buckets.series "
               "ORDER BY kpi, version, name, tier, minute"};
    while (bucket.executeStep()) {
        const std::int64_t number = number_at(bucket, 0);
        const auto name = names.find(number);
        if (name == names.end())
            throw Damage("a bucket of series " + std::to_string(number) + " belongs to none");
        SeriesRow row = name->second;
        row.tier = bucket.getColumn(1).getInt();
        row.minute = number_at(bucket, 2);
        row.text = text_at(bucket, 3);
        check_sum(bucket, 4, sum_of(number, row.tier, row.minute, row.text),
                  "a bucket of " + row.kpi.text);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<SubjectRow> read_subjects(SQLite::Database& database) {
    std::vector<SubjectRow> rows;
    Row row{database, "SELECT kind, id, text, sum FROM subjects ORDER BY kind, id"};
    while (row.executeStep()) {
        SubjectRow subject{text_at(row, 0), text_at(row, 1), text_at(row, 2)};
        check_sum(row, 3, sum_of(subject.kind, subject.id, subject.text),
                  "the " + subject.kind + " " + subject.id);
        rows.push_back(std::move(subject));
    }
    return rows;
}

}  // namespace

void write_checkpoint(SQLite::Database& database, const Checkpoint& checkpoint) {
    write_series(database, checkpoint.series);
    write_subjects(database, checkpoint.subjects);
    const std::int64_t sequence = as_column(checkpoint.sequence);
    Row memory{database, "REPLACE INTO memory VALUES(1, ?, ?, ?)"};
    run(memory, sequence, checkpoint.memory, sum_of(sequence, checkpoint.memory));
}

std::optional<Checkpoint> read_checkpoint(SQLite::Database& database) {
    Row memory{database, "SELECT sequence, text, sum FROM memory"};
    if (!memory.executeStep()) return std::nullopt;
    const std::int64_t sequence = number_at(memory, 0);
    Checkpoint checkpoint{static_cast<std::uint64_t>(sequence), text_at(memory, 1), {}, {}};
    check_sum(memory, 2, sum_of(sequence, checkpoint.memory), "the memory");
    checkpoint.series = read_series(database);
    checkpoint.subjects = read_subjects(database);
    return checkpoint;
}

void forget_empty_series(SQLite::Database& database) {
    database.tryExec("DELETE FROM series WHERE number NOT IN (SELECT series FROM buckets)");
}

}  // namespace waymark::server
