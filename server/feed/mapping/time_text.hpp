#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "shared/model/time.hpp"

namespace date {
class time_zone;
}

namespace waymark::server::mapping {

/// How a system writes instants.
enum class TimeFormat { rfc3339, epoch_s, epoch_ms, epoch_us, epoch_ns, sql, jira };

/// Their names in feeds.json, in the order of TimeFormat.
const std::vector<std::string_view>& time_format_names();

/// The instant; nothing when the value is none in this format from 1970 to 2199. `zone` is that of
/// a format without an offset, `sql`: where the clock is put back, the earlier of two times counts.
std::optional<Time> time_from(const nlohmann::json& value, TimeFormat format,
                              const date::time_zone* zone);

/// What is allowed, for people: "RFC 3339 with an offset, as ...".
std::string_view description_of(TimeFormat format);

}  // namespace waymark::server::mapping
