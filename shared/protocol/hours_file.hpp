#pragma once

#include <string>

#include "shared/model/desk_folder.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// An IANA name that the system's time-zone data knows.
std::string read_zone(const FileNode& node);

/// Reads `hours` and `work_hours` of desk.json; hours without a zone have the desk's, which is read
/// before.
void read_hours(FileObject& desk_file, DeskFolder& desk);

/// The name of hours that `desk` has by now.
std::string read_hours_name(const FileNode& node, const DeskFolder& desk);

/// Reads `sla` of desk.json, after its hours, which it names.
void read_promises(FileObject& desk_file, DeskFolder& desk);

/// Reads `shifts` of desk.json.
void read_shifts(FileObject& desk_file, DeskFolder& desk);

}  // namespace waymark
