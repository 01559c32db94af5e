#pragma once

#include "server/store/store.hpp"

namespace SQLite {
class Database;
}

namespace waymark::server {

/// Writes what changed since the last checkpoint, within the transaction that is open. Throws an
/// SQLite::Exception.
void write_checkpoint(SQLite::Database& database, const Checkpoint& checkpoint);

/// The last checkpoint with all its rows, if there is one. Throws a Damage that names what
/// is damaged, or an SQLite::Exception.
std::optional<Checkpoint> read_checkpoint(SQLite::Database& database);

/// Drops the names of series that have no buckets any more.
void forget_empty_series(SQLite::Database& database);

}  // namespace waymark::server
