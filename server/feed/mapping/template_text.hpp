#pragma once

#include "server/feed/mapping/value.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server::mapping {

/// Reads a text with values in braces: "{/a}-{root:/b}-{header:X-Id}-{key}"; "{{" and "}}" are
/// braces.
Text read_template(const FileNode& node, std::size_t depth);

}  // namespace waymark::server::mapping
