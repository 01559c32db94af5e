#pragma once

#include <filesystem>
#include <memory>

#include "shared/base/result.hpp"

namespace SQLite {
class Database;
}

namespace waymark::server {

/// The version of the tables that this program writes; older ones are brought up to it.
inline constexpr int store_version = 3;

/// The steps of SqliteFile::open that come before the first write of ours. The Error says which
/// file, what is wrong and what helps.
Result<std::unique_ptr<SQLite::Database>> open_checked(const std::filesystem::path& path);

/// Random octets of the operating system, as lower-case hexadecimal digits.
std::string random_digits(std::size_t octets);

}  // namespace waymark::server
