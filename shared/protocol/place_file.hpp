#pragma once

#include "shared/model/desk_folder.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// Reads desk.json: name, place, zone, day boundary and locale, business hours, what is promised
/// within them, and shifts.
void read_place_file(const FileNode& root, DeskFolder& desk);

/// Reads feeds.json into the outline's feeds, one for each entry in its order, their tokens and
/// longest waits, and keeps what only their adapters can read.
void read_feed_file(const FileNode& root, DeskFolder& desk);

/// What "adapter" in feeds.json may be.
const std::vector<std::string_view>& feed_adapters();

/// Reads screens.json into the outline's scenes and screens, one for each entry in its order.
void read_screen_file(const FileNode& root, Outline& outline);

}  // namespace waymark
