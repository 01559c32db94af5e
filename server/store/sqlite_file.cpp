#include "server/store/sqlite_file.hpp"

#include <algorithm>

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include "server/store/sqlite_checkpoint.hpp"
#include "server/store/sqlite_notes.hpp"
#include "server/store/sqlite_open.hpp"
#include "server/store/sqlite_rows.hpp"
#include "server/store/sqlite_tables.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using Row = SQLite::Statement;

constexpr std::size_t ticks_before_writing = 1'000;  ///< about a quarter of an hour
constexpr std::size_t ticks_at_most = 100'000;       ///< about a day with a full disk
constexpr int dropped_at_once = 5'000;
constexpr std::size_t read_at_once = 500;

template <class... Values>
int run(Row& statement, const Values&... values) {
    begin_again(statement);  // the last run may have failed; that was told then
    SQLite::bind(statement, values...);
    return statement.exec();
}

/// The entry of a row of sequence, now, feed, id, line, sum; without a feed it is a tick.
Entry entry_at(Row& row) {
    const std::int64_t sequence = number_at(row, 0);
    const std::int64_t now = number_at(row, 1);
    Entry entry{static_cast<std::uint64_t>(sequence), from_epoch_us(now), FeedId{text_at(row, 2)},
                std::nullopt};
    if (entry.feed.empty()) {
        check_sum(row, 5, sum_of(sequence, now), "tick " + std::to_string(sequence));
        return entry;
    }
    const std::string what = "record " + std::to_string(sequence);
    const std::string line = text_at(row, 4);
    check_sum(row, 5, sum_of(sequence, now, entry.feed.text, text_at(row, 3), line), what);
    auto record = parse_record(line, Time{}, {});
    if (!record) throw Damage(what + ": " + to_text(record.error()));
    entry.record = std::move(*record);
    return entry;
}

tl::unexpected<Error> damaged(const std::filesystem::path& path, const std::string& what) {
    return failure(path.string(), "is damaged: " + what + "; restore it from a backup");
}

}  // namespace

/// Prepared once.
class SqliteFile::Statements {
public:
    explicit Statements(SQLite::Database& database)
        : record{database,
                 "INSERT INTO records VALUES(?, ?, ?, NULLIF(?, ''), ?, ?) "
                 "ON CONFLICT DO NOTHING"},
          tick{database, "INSERT INTO ticks VALUES(?, ?, ?)"},
          forget_ticks{database, "DELETE FROM ticks WHERE sequence <= ?"},
          forget_records{database,
                         "DELETE FROM records WHERE now < ?1 AND sequence <= ?2 AND sequence < "
                         "(SELECT MIN(sequence) FROM records) + ?3"} {}

    void keep(const Tick& tick_to_keep) {
        const std::int64_t sequence = as_column(tick_to_keep.sequence);
        const std::int64_t now = to_epoch_us(tick_to_keep.now);
        run(tick, sequence, now, sum_of(sequence, now));
    }

    Row record, tick, forget_ticks, forget_records;
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
        file->notices_ = make_tables(*file->database_);
        forget_empty_series(*file->database_);
        file->statements_ = std::make_unique<Statements>(*file->database_);
    } catch (const Damage& damage) {
        return damaged(file->path_, damage.what());
    } catch (const SQLite::Exception& problem) {
        return failure(file->path_.string(), problem.what());
    }
    return file;
}

Result<Restored> SqliteFile::restore() {
    try {
        Restored restored{.epoch = random_digits(8), .notices = notices_};
        restored.salt =
            database_->execAndGet("SELECT text FROM desk WHERE name = 'salt'").getString();
        restored.checkpoint = read_checkpoint(*database_);
        restored.notes = read_notes(*database_);
        read_entries(restored);
        return restored;
    } catch (const std::runtime_error& problem) {
        return damaged(path_, problem.what());
    }
}

void SqliteFile::read_entries(Restored& restored) {
    last_ = restored.checkpoint ? restored.checkpoint->sequence : 0;
    Row row{*database_,
            "SELECT sequence, now, feed, id, line, sum FROM records WHERE sequence > ?1 "
            "UNION ALL SELECT sequence, now, '', '', '', sum FROM ticks WHERE sequence > ?1 "
            "ORDER BY 1"};
    row.bind(1, as_column(last_));
    while (row.executeStep()) {
        Entry entry = entry_at(row);
        last_ = entry.sequence;
        newest_ = std::max(newest_, entry.now);
        restored.entries.push_back(std::move(entry));
    }
}

Result<std::vector<Entry>> SqliteFile::read(Time from, std::uint64_t after, std::size_t most) {
    std::vector<Entry> entries;
    try {
        Row row{*database_,
                "SELECT sequence, now, feed, id, line, sum FROM records "
                "WHERE sequence > ? AND now >= ? ORDER BY sequence LIMIT ?"};
        SQLite::bind(row, as_column(after), to_epoch_us(from), as_column(most));
        while (row.executeStep())
            entries.push_back(entry_at(row));
        return entries;
    } catch (const std::runtime_error& problem) {
        return damaged(path_, problem.what());
    }
}

Result<void> SqliteFile::for_each_record(Time from, const std::function<bool(const Entry&)>& take) {
    for (std::uint64_t after = 0;;) {
        const auto entries = read(from, after, read_at_once);
        if (!entries) return tl::unexpected(entries.error());
        if (entries->empty()) return {};
        for (const Entry& entry : *entries)
            if (!take(entry)) return {};
        after = entries->back().sequence;
    }
}

SqliteFile::Written SqliteFile::write(const std::vector<Item>& items,
                                      std::optional<Checkpoint> checkpoint) {
    if (checkpoint && checkpoint_)
        merge(*checkpoint_, std::move(*checkpoint));
    else if (checkpoint)
        checkpoint_ = std::move(checkpoint);
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
        statements_->keep(tick);
    std::vector<Appended> all;
    for (const Item& item : items) {
        newest_ = std::max(newest_, item.now);
        Appended kept;
        if (item.is_tick()) {
            statements_->keep({++last_, item.now});
            kept = {last_};
        }
        for (const Record& record : item.records)
            kept.push_back(insert(item, record));
        if (!item.notes.empty()) write_notes(*database_, item.notes);
        all.push_back(std::move(kept));
    }
    if (checkpoint_) write_checkpoint();
    return all;
}

std::optional<std::uint64_t> SqliteFile::insert(const Item& item, const Record& record) {
    const std::string line = write_record(record);
    const std::int64_t sequence = as_column(last_ + 1);
    const std::int64_t now = to_epoch_us(item.now);
    if (run(statements_->record, sequence, now, item.feed.text, record.id, line,
            sum_of(sequence, now, item.feed.text, record.id, line)) == 0)
        return std::nullopt;
    return ++last_;
}

void SqliteFile::write_checkpoint() {
    server::write_checkpoint(*database_, *checkpoint_);
    const std::int64_t sequence = as_column(checkpoint_->sequence);
    run(statements_->forget_ticks, sequence);
    run(statements_->forget_records, to_epoch_us(newest_ - keep_), sequence, dropped_at_once);
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
