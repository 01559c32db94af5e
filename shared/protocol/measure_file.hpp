#pragma once

#include <optional>

#include "shared/model/kpi.hpp"
#include "shared/model/measure.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// Reads "measure" and the options that stand beside it in a KPI; nothing when the word is missing
/// or not known. Every measure declares the units and windows that it can have: `unit` and `window`
/// are those of the KPI, where they could be read.
std::optional<Measure> read_measure(FileObject& kpi, std::optional<ValueUnit> unit,
                                    std::optional<Window> window);

/// How few cases a reading of this measure may have before it is judged, unless the KPI says.
std::int64_t default_min_n(const Measure& measure);

}  // namespace waymark
