#pragma once

#include "shared/model/outline.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// Reads charter.json into the outline's units, one for each entry in its order, with their
/// objectives, CSFs and links likewise.
void read_charter_file(const FileNode& root, Outline& outline);

}  // namespace waymark
