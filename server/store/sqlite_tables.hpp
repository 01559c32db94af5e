#pragma once

#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace waymark::server {

/// Makes the tables of a new file, or brings those of an older version up to this program's, in one
/// transaction. Returns what should be said about it in the log. Throws a Damage or an
/// SQLite::Exception, and leaves the file as it was then.
std::vector<std::string> make_tables(SQLite::Database& database);

}  // namespace waymark::server
