#pragma once

#include "server/feed/mapping/value.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server::mapping {

/// Reads how a value comes about, where `depth` levels of elements are around it: a pointer as
/// text, or an object. `usual` is its type where it states none.
Value read_value(const FileNode& node, std::size_t depth, ValueType usual);

/// The same of an object that may hold keys of its reader besides; those are declared by then.
Value read_value(FileObject& object, std::size_t depth, ValueType usual);

/// A JSON pointer; notes a problem when it is none.
Pointer read_pointer(const FileNode& node);

/// A regular expression that matches in linear time; null after a problem was noted.
std::unique_ptr<const re2::RE2> read_pattern(const FileNode& node);

/// Reads conditions that must all hold.
Condition read_conditions(const FileNode& node, std::size_t depth);

/// Whether elements may lie that deep; notes a problem when not.
bool fits(const FileNode& node, std::size_t depth);

}  // namespace waymark::server::mapping
