#include "server/store/sqlite_file.hpp"

#include <algorithm>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <zlib.h>

#include "server/store/sqlite_open.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using Row = SQLite::Statement;

// `sum` is a CRC-32 of the text beside it: SQLite has none of its own, and a flipped bit must not
// become a number on a wall.
constexpr const char* first_tables = R"(
CREATE TABLE desk(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records(sequence INTEGER PRIMARY KEY, now INTEGER NOT NULL, feed TEXT NOT NULL,
                     id TEXT, line TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE UNIQUE INDEX records_once ON records(feed, id) WHERE id IS NOT NULL;
CREATE TABLE ticks(sequence INTEGER PRIMARY KEY, now INTEGER NOT NULL);
CREATE TABLE memory(one INTEGER PRIMARY KEY CHECK(one = 1), sequence INTEGER NOT NULL,
                    text TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE states(kpi TEXT NOT NULL, minute INTEGER NOT NULL, text TEXT NOT NULL,
                    sum INTEGER NOT NULL, PRIMARY KEY(kpi, minute)) WITHOUT ROWID;
)";

constexpr std::size_t ticks_before_writing = 1'000;  ///< about a quarter of an hour
constexpr std::size_t ticks_at_most = 100'000;       ///< about a day with a full disk
constexpr int dropped_at_once = 5'000;

std::int64_t sum_of(const std::string& text) {
    return static_cast<std::int64_t>(
        crc32_z(0, reinterpret_cast<const unsigned char*>(text.data()), text.size()));
}

std::int64_t as_column(std::uint64_t sequence) {
    return static_cast<std::int64_t>(sequence);
}
std::uint64_t sequence_at(Row& row, int column) {
    return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
}

/// The text at `column`, whose sum stands in the next one.
std::string checked_text(Row& row, int column, const std::string& what) {
    std::string text = row.getColumn(column).getString();
    if (sum_of(text) != row.getColumn(column + 1).getInt64())
        throw SQLite::Exception("the text of " + what + " is not what was written");
    return text;
}

template <class... Values>
int run(Row& statement, const Values&... values) {
    statement.tryReset();  // the last run may have failed; that was told then
    statement.clearBindings();
    SQLite::bind(statement, values...);
    return statement.exec();
}

}  // namespace

/// Prepared once.
class SqliteFile::Statements {
public:
    explicit Statements(SQLite::Database& database)
        : record{database,
                 "INSERT INTO records VALUES(?, ?, ?, NULLIF(?, ''), ?, ?) "
                 "ON CONFLICT DO NOTHING"},
          tick{database, "INSERT INTO ticks VALUES(?, ?)"},
          memory{database, "REPLACE INTO memory VALUES(1, ?, ?, ?)"},
          state{database, "REPLACE INTO states VALUES(?, ?, ?, ?)"},
          forget_states{database, "DELETE FROM states WHERE minute < ?"},
          forget_ticks{database, "DELETE FROM ticks WHERE sequence <= ?"},
          forget_records{database,
                         "DELETE FROM records WHERE now < ?1 AND sequence <= ?2 AND sequence < "
                         "(SELECT MIN(sequence) FROM records) + ?3"} {}

    Row record, tick, memory, state, forget_states, forget_ticks, forget_records;
};

SqliteFile::SqliteFile(std::filesystem::path path) : path_(std::move(path)) {}
SqliteFile::~SqliteFile() = default;

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const std::filesystem::path& folder,
                                                     std::chrono::days keep) {
    std::unique_ptr<SqliteFile> file{new SqliteFile{folder / "waymark.db"}};
    file->keep_ = keep;
    auto database = open_checked(file->path_);
    if (!database) return tl::unexpected(database.error());
    file->database_ = std::move(*database);
    try {
        file->migrate();
        file->statements_ = std::make_unique<Statements>(*file->database_);
    } catch (const SQLite::Exception& problem) {
        return failure(file->path_.string(), problem.what());
    }
    return file;
}

void SqliteFile::migrate() {
    const int version = database_->execAndGet("PRAGMA user_version");
    if (version == store_version) return;
    SQLite::Transaction transaction{*database_, SQLite::TransactionBehavior::IMMEDIATE};
    if (version < 1) {
        database_->exec(first_tables);
        Row salt{*database_, "INSERT INTO desk VALUES('salt', ?)"};
        run(salt, random_digits(32));
    }
    database_->exec("PRAGMA user_version = " + std::to_string(store_version));
    transaction.commit();
    // So that the version stands in the file itself, where an older program looks for it.
    database_->tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<Restored> SqliteFile::restore() {
    try {
        Restored restored{.epoch = random_digits(8)};
        restored.salt =
            database_->execAndGet("SELECT text FROM desk WHERE name = 'salt'").getString();
        std::uint64_t done = 0;
        Row memory{*database_, "SELECT sequence, text, sum FROM memory"};
        if (memory.executeStep()) {
            done = sequence_at(memory, 0);
            restored.checkpoint = read_checkpoint(checked_text(memory, 1, "the memory"), done);
        }
        last_ = done;
        Row row{*database_,
                "SELECT sequence, now, feed, line, sum FROM records WHERE sequence > ?1 "
                "UNION ALL SELECT sequence, now, '', '', 0 FROM ticks WHERE sequence > ?1 "
                "ORDER BY 1"};
        row.bind(1, as_column(done));
        while (row.executeStep()) {
            Entry entry{sequence_at(row, 0), from_epoch_ms(row.getColumn(1).getInt64()),
                        FeedId{row.getColumn(2).getString()}, std::nullopt};
            const std::string what = "record " + std::to_string(entry.sequence);
            if (!entry.feed.empty()) {
                auto record = parse_record(checked_text(row, 3, what));
                if (!record) throw SQLite::Exception(what + ": " + to_text(record.error()));
                entry.record = std::move(*record);
            }
            last_ = entry.sequence;
            newest_ = std::max(newest_, entry.now);
            restored.entries.push_back(std::move(entry));
        }
        return restored;
    } catch (const SQLite::Exception& problem) {
        return failure(path_.string(),
                       std::string{"is damaged: "} + problem.what() + "; restore it from a backup");
    }
}

Checkpoint SqliteFile::read_checkpoint(std::string_view memory, std::uint64_t sequence) {
    Checkpoint checkpoint{.sequence = sequence, .memory = std::string{memory}};
    Row row{*database_, "SELECT kpi, minute, text, sum FROM states ORDER BY kpi, minute"};
    while (row.executeStep()) {
        StateRow state{KpiId{row.getColumn(0).getString()}, row.getColumn(1).getInt64(), {}};
        state.text = checked_text(row, 2, "a minute of " + state.kpi.text);
        checkpoint.states.push_back(std::move(state));
    }
    return checkpoint;
}

SqliteFile::Written SqliteFile::write(const std::vector<Item>& items,
                                      std::optional<Checkpoint> checkpoint) {
    if (checkpoint) merge(std::move(*checkpoint));
    const bool due = checkpoint_ || ticks_.size() >= ticks_before_writing ||
                     std::ranges::any_of(items, [](const Item& item) { return !item.is_tick(); });
    const std::uint64_t before = last_;
    Written written;
    if (due) try {
            SQLite::Transaction transaction{*database_, SQLite::TransactionBehavior::IMMEDIATE};
            written.items = write_all(items);
            transaction.commit();
            ticks_.clear();
            checkpoint_.reset();
            return written;
        } catch (const SQLite::Exception& problem) {
            written = {Error{path_.string(), problem.what()}, {}};
            last_ = before;
        }
    for (const Item& item : items) {
        written.items.emplace_back();
        if (!item.is_tick()) continue;
        ticks_.push_back({++last_, item.now});
        if (ticks_.size() > ticks_at_most) ticks_.pop_front();
        written.items.back() = {last_};
    }
    return written;
}

std::vector<Appended> SqliteFile::write_all(const std::vector<Item>& items) {
    for (const Tick& tick : ticks_)
        run(statements_->tick, as_column(tick.sequence), to_epoch_ms(tick.now));
    std::vector<Appended> all;
    for (const Item& item : items) {
        newest_ = std::max(newest_, item.now);
        Appended kept;
        if (item.is_tick()) {
            run(statements_->tick, as_column(++last_), to_epoch_ms(item.now));
            kept = {last_};
        }
        for (const Record& record : item.records)
            kept.push_back(insert(item, record));
        all.push_back(std::move(kept));
    }
    if (checkpoint_) write_checkpoint();
    return all;
}

std::optional<std::uint64_t> SqliteFile::insert(const Item& item, const Record& record) {
    const std::string line = write_record(record);
    if (run(statements_->record, as_column(last_ + 1), to_epoch_ms(item.now), item.feed.text,
            record.id, line, sum_of(line)) == 0)
        return std::nullopt;
    return ++last_;
}

void SqliteFile::write_checkpoint() {
    const std::int64_t sequence = as_column(checkpoint_->sequence);
    for (const StateRow& row : checkpoint_->states)
        run(statements_->state, row.kpi.text, row.minute, row.text, sum_of(row.text));
    run(statements_->memory, sequence, checkpoint_->memory, sum_of(checkpoint_->memory));
    run(statements_->forget_states, checkpoint_->forget_before);
    run(statements_->forget_ticks, sequence);
    run(statements_->forget_records, to_epoch_ms(newest_ - keep_), sequence, dropped_at_once);
}

void SqliteFile::merge(Checkpoint checkpoint) {
    if (checkpoint_) {
        // Rows of the one that could not be written come first: the newer ones replace them.
        std::vector<StateRow> states = std::move(checkpoint_->states);
        std::ranges::move(checkpoint.states, std::back_inserter(states));
        std::erase_if(states,
                      [&](const StateRow& row) { return row.minute < checkpoint.forget_before; });
        checkpoint.states = std::move(states);
    }
    checkpoint_ = std::move(checkpoint);
}

void SqliteFile::write_ticks() {
    if (ticks_.empty() && !checkpoint_) return;
    try {
        SQLite::Transaction transaction{*database_, SQLite::TransactionBehavior::IMMEDIATE};
        write_all({});
        transaction.commit();
        ticks_.clear();
        checkpoint_.reset();
    } catch (const SQLite::Exception&) {
        // The desk's tick after the restart makes up for them.
    }
}

}  // namespace waymark::server
