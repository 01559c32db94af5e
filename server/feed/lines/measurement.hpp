#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "server/feed/skip_counts.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

using Tags = std::map<std::string, std::string, std::less<>>;

/// One value that a line tells.
struct Measurement {
    std::string path;  ///< "collectd.desk.load", "desk.waiting"
    Tags tags;
    double value = 0;
    std::optional<Time> time;  ///< none: now
};

namespace line_reason {
inline constexpr std::string_view no_text = "a line that is no text in UTF-8";
inline constexpr std::string_view too_long = "a line of more than 8192 octets";
inline constexpr std::string_view cut_short = "a line that is cut short";
inline constexpr std::string_view no_form = "a line that is not in the protocol's form";
inline constexpr std::string_view no_name = "a name or label that has not 1 to 90 octets";
inline constexpr std::string_view no_number = "a value that is no number";
inline constexpr std::string_view no_value = "a value that is NaN or infinite";
inline constexpr std::string_view too_large = "a value beyond 1e15";
inline constexpr std::string_view no_time = "a time that is none of 1970 to 2199";
inline constexpr std::string_view text_field = "a field that holds a text";
inline constexpr std::string_view no_template = "a name that fits none of the templates";
inline constexpr std::string_view too_many_labels = "more than 16 labels";
inline constexpr std::string_view too_many_series = "a new name or label when the most are in use";
inline constexpr std::string_view unknown_type = "a type that is not known";
inline constexpr std::string_view no_rate = "a sample rate that is not from 0.000001 to 1";
inline constexpr std::string_view unknown_gauge = "a change of a gauge whose value is not known";
inline constexpr std::string_view not_allowed = "from an address that is not allowed";
inline constexpr std::string_view too_many_senders = "a connection more than are served";
}  // namespace line_reason

/// What was read, or the reason why it can't be used: one of those above.
template <class T>
using Read = tl::expected<T, std::string_view>;

inline tl::unexpected<std::string_view> refusal(std::string_view reason) {
    return tl::unexpected<std::string_view>(reason);
}

/// A finite number of up to 1e15 to either side of 0.
Read<double> read_value(std::string_view text);

/// The instant so many ticks after 1970, if it is of 1970 to 2199; may have decimals.
Read<Time> read_instant(std::string_view text, std::int64_t ticks_a_second);

/// "name value [epoch seconds]", in which the name may be followed by ";label=value".
Read<Measurement> decode_graphite(std::string_view line);

/// What a line of the Influx line protocol tells: a measurement a field, "measurement.field".
/// `reason` says why fields were left out, if any were.
struct InfluxLine {
    std::vector<Measurement> measurements;
    std::string_view reason;
};
Read<InfluxLine> decode_influx(std::string_view line, std::int64_t ticks_a_second);

}  // namespace waymark::server
