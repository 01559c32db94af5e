#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/feed/skip_counts.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

namespace skip_reason {
inline constexpr std::string_view no_time = "has no time it happened at";
inline constexpr std::string_view no_subject = "names no contact, queue or agent";
inline constexpr std::string_view too_long = "is longer than allowed";
inline constexpr std::string_view no_field = "is no field and its value";
inline constexpr std::string_view unknown = "is of an unknown kind";
inline constexpr std::string_view cut_short = "is cut short";
inline constexpr std::string_view backwards = "ends before it begins";
inline constexpr std::string_view too_many = "is one more than is kept track of";
}  // namespace skip_reason

/// The text as a record may hold it: valid UTF-8 without control characters; what is not valid is
/// replaced by U+FFFD. Nothing when that is empty or has more than 100 octets.
std::optional<std::string> as_name(std::string_view text);

/// The instant of epoch seconds with up to six decimals, as "1774854033.732724". Nothing when it is
/// no such number, or after the year 2199.
std::optional<Time> as_time(std::string_view text);

/// A whole or decimal number from 0 to 400 days in seconds, divided by `unit`.
std::optional<double> as_seconds(std::string_view text, double unit);

/// The length of time as a record may state it; nothing when it is negative or over 400 days.
std::optional<double> as_stated(Duration length);

/// Whether the text is a telephone number: an optional + and 3 to 20 digits.
bool is_number(std::string_view text);

/// The text itself if it may be a record's id; else its beginning and a hash of the whole.
std::string as_id(std::string text);

/// FNV-1a, 64 bits, as 16 hexadecimal digits.
std::string digest(std::string_view text);

}  // namespace waymark::server
