#pragma once

#include "shared/model/desk_folder.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// Reads kpis.json into the outline's KPIs, one for each entry in its order, and into the measures.
void read_kpi_file(const FileNode& root, DeskFolder& desk);

/// {"direction": "higher", "goal": "80%", "floor": "70%"}, or a band with low, high and margin.
std::optional<Target> read_target(const FileNode& node, ValueUnit unit);

}  // namespace waymark
