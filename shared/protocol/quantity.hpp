#pragma once

#include <optional>
#include <string_view>

#include "shared/model/kpi.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// "80%" as 0.8; nothing when the text is no percentage.
std::optional<double> percentage_from(std::string_view text);

/// "250ms", "20s", "5min", "4h", "3d" and fractions of them as seconds; nothing when it is none.
std::optional<double> duration_from(std::string_view text);

/// A value in a KPI's unit, as desk files write it: ratios as 0..1 or "80%", durations as seconds
/// or "20s", counts and points as numbers. Anything else is a problem and yields nothing.
std::optional<double> read_quantity(const FileNode& node, ValueUnit unit);

/// A bound of a field whose unit the record's type settles: a number, "80%" or "20s".
std::optional<double> read_bound(const FileNode& node);

}  // namespace waymark
