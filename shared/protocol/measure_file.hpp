#pragma once

#include <cstdint>
#include <optional>

#include "shared/model/kpi.hpp"
#include "shared/model/measure.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// A measure as a KPI defines it, and what follows from it for the KPI unless it says otherwise.
struct DefinedMeasure {
    std::optional<Measure> measure;  ///< none: "measure" is missing or not known
    std::optional<ValueUnit> unit;
    std::optional<Window> window;
    std::optional<Direction> direction;  ///< the one its targets have
    std::int64_t min_n = 0;
    bool counts_up = false;
};

/// Reads "measure" and the options that stand beside it in a KPI. `unit` and `window` are those the
/// KPI states; one that does not fit the measure is a problem. A measure of the catalogue has both
/// by default; of the others they are needed.
DefinedMeasure read_measure(FileObject& kpi, std::optional<ValueUnit> unit,
                            std::optional<Window> window);

/// How few cases a reading of this kind may have before it is judged, unless the KPI says.
std::int64_t default_min_n(const MeasureKind& how);

}  // namespace waymark
