#include "server/store/sqlite_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <zlib.h>

namespace waymark::server {

void RowSum::add(std::int64_t number) {
    unsigned char octets[8];
    for (int i = 0; i < 8; ++i)
        octets[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * i));
    sum_ = static_cast<std::uint32_t>(crc32_z(sum_, octets, sizeof octets));
}

void RowSum::add(const std::string& text) {
    // With its length, so that nothing can move from one column to the next.
    add(static_cast<std::int64_t>(text.size()));
    sum_ = static_cast<std::uint32_t>(
        crc32_z(sum_, reinterpret_cast<const unsigned char*>(text.data()), text.size()));
}

std::int64_t number_at(SQLite::Statement& row, int column) {
    return row.getColumn(column).getInt64();
}

std::string text_at(SQLite::Statement& row, int column) {
    return row.getColumn(column).getString();
}

void check_sum(SQLite::Statement& row, int column, std::int64_t sum, const std::string& what) {
    if (number_at(row, column) != sum) throw Damage(what + " is not what was written");
}

void begin_again(SQLite::Statement& statement) {
    statement.tryReset();
    statement.clearBindings();
}

}  // namespace waymark::server
