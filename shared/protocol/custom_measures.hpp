#pragma once

#include <span>
#include <string_view>

#include "shared/model/measure.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// The kinds a desk can put measures of its own together from: "count", "ratio", ...
std::span<const std::string_view> custom_measure_names();

/// The keys beside "measure" that they read, all of them.
std::span<const std::string_view> custom_measure_keys();

/// Reads a measure of one of these kinds with its options.
Measure read_custom_measure(std::string_view kind, FileObject& kpi);

}  // namespace waymark
