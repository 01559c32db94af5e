#include "server/store/sqlite_open.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

constexpr std::uintmax_t checked_whole = 256 << 20;

Result<void> sync_folder(const std::filesystem::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return failure(folder.string(), std::strerror(errno));
    const bool synced = ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    if (!synced) return failure(folder.string(), std::strerror(error));
    return {};
}

/// The folder and an empty file, both for their owner only.
Result<void> create(const std::filesystem::path& path) {
    const auto folder = path.parent_path();
    std::error_code error;
    if (!std::filesystem::exists(folder, error)) {
        if (folder.has_parent_path())
            std::filesystem::create_directories(folder.parent_path(), error);
        if (::mkdir(folder.c_str(), 0700) != 0)
            return failure(folder.string(), std::string{"the data folder can't be created: "} +
                                                std::strerror(errno));
        const auto above = std::filesystem::absolute(folder).parent_path();
        if (auto synced = sync_folder(above); !synced) return synced;
    }
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return failure(path.string(), std::strerror(errno));
    ::fchmod(file, 0600);
    ::close(file);
    return sync_folder(folder);
}

Result<void> newer(const std::filesystem::path& path, long version) {
    return failure(path.string(), "was written by a newer Waymark (its tables have version " +
                                      std::to_string(version) + ", this program knows up to " +
                                      std::to_string(store_version) +
                                      "); run that one, or give another --data folder");
}

/// What can be seen without opening the file as a database, so that nothing is touched.
Result<void> look_at(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    auto log = path;
    log += "-wal";
    if (error || size == 0) {
        const auto waiting = std::filesystem::file_size(log, error);
        if (!error && waiting > 0)
            return failure(path.string(), "is missing or empty, but " + log.string() +
                                              " holds records that belong to it; restore the file");
        return {};
    }
    try {
        const auto header = SQLite::Database::getHeaderInfo(path.string());
        if (header.userVersion > store_version)
            return newer(path, static_cast<long>(header.userVersion));
    } catch (const SQLite::Exception& problem) {
        return failure(path.string(), std::string{"is damaged or not a store: "} + problem.what());
    }
    return {};
}

Result<void> check(SQLite::Database& database, const std::filesystem::path& path) {
    const int version = database.execAndGet("PRAGMA user_version");
    if (version > store_version) {
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        return newer(path, version);
    }
    if (std::filesystem::file_size(path) > checked_whole) return {};
    const std::string found = database.execAndGet("PRAGMA quick_check(1)");
    if (found != "ok") {
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        return failure(path.string(), "is damaged: " + found + "; restore it from a backup");
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<SQLite::Database>> open_checked(const std::filesystem::path& path) {
    if (const auto looked = look_at(path); !looked) return tl::unexpected(looked.error());
    if (const auto created = create(path); !created) return tl::unexpected(created.error());
    try {
        auto database = std::make_unique<SQLite::Database>(path.string(), SQLite::OPEN_READWRITE);
        database->exec("PRAGMA locking_mode=EXCLUSIVE");
        const std::string mode = database->execAndGet("PRAGMA journal_mode=WAL");
        if (mode != "wal") return failure(path.string(), "can't be written with a log: " + mode);
        database->exec("PRAGMA synchronous=FULL");
        if (const auto checked = check(*database, path); !checked)
            return tl::unexpected(checked.error());
        return database;
    } catch (const SQLite::Exception& problem) {
        const int code = problem.getErrorCode();
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            return failure(path.string(), "is in use by another program");
        if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
            return failure(path.string(), std::string{"is damaged: "} + problem.what() +
                                              "; restore it from a backup");
        return failure(path.string(), problem.what());
    }
}

std::string random_digits(std::size_t octets) {
    std::string text(octets, '\0');
    for (char& octet : text)
        while (::getrandom(&octet, 1, 0) != 1) {
        }
    return to_hex(text);
}

}  // namespace waymark::server
