#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "shared/model/time.hpp"

namespace SQLite {
class Statement;
}

namespace waymark::server {

/// A CRC-32 of what a row holds: SQLite has none of its own, and a flipped bit must not become a
/// number on a wall.
class RowSum {
public:
    void add(std::int64_t number);
    void add(const std::string& text);
    std::int64_t value() const { return sum_; }

private:
    std::uint32_t sum_ = 0;
};

template <class... Values>
std::int64_t sum_of(const Values&... values) {
    RowSum sum;
    (sum.add(values), ...);
    return sum.value();
}

/// A row is not what was written; says which.
class Damage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Sequences and times as the tables hold them; times in microseconds.
inline std::int64_t as_column(std::uint64_t sequence) {
    return static_cast<std::int64_t>(sequence);
}
std::int64_t number_at(SQLite::Statement& row, int column);
std::string text_at(SQLite::Statement& row, int column);

/// Throws a Damage that names the row, unless the sum at `column` is this one.
void check_sum(SQLite::Statement& row, int column, std::int64_t sum, const std::string& what);

/// Makes a statement, whose last run may have failed, ready for the next.
void begin_again(SQLite::Statement& statement);

}  // namespace waymark::server
