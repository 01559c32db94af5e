#pragma once

#include "shared/model/desk_folder.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// Reads kpis.json into the outline's KPIs, one for each entry in its order, and into the measures.
void read_kpi_file(const FileNode& root, DeskFolder& desk);

/// {"direction": "higher", "goal": "80%", "floor": "70%"}, or a band with low, high and margin: the
/// keys of a target, leaving others to the caller. `usual` is the direction of the measure, where
/// it has one: the target's unless it says; the opposite one is a problem.
std::optional<Target> read_target(FileObject& object, ValueUnit unit,
                                  std::optional<Direction> usual);

}  // namespace waymark
