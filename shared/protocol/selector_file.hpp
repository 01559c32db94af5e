#pragma once

#include "shared/model/measure.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// [{"type": "contact.answered", "where": {...}}, ...]
Selection read_selection(const FileNode& node);

/// {"wait": {"at_most": "30s"}, "queue": ["service", "vip"], "first": true}
std::vector<Condition> read_conditions(const FileNode& node);

/// An event's type, or a list of them. A type outside the catalogue may be a desk's own; one that
/// looks like a slip of a known type is a problem.
std::vector<std::string> read_event_types(const FileNode& node);

}  // namespace waymark
