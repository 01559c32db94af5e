#pragma once

#include "server/store/store.hpp"

namespace SQLite {
class Database;
}

namespace waymark::server {

/// Writes them within the transaction that is open. Throws an SQLite::Exception.
void write_notes(SQLite::Database& database, const std::vector<Note>& notes);

/// All notes, by name. Throws a Damage that names what is damaged, or an SQLite::Exception.
std::vector<Note> read_notes(SQLite::Database& database);

}  // namespace waymark::server
