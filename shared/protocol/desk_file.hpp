#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "shared/model/desk_folder.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark {

/// The files of a desk folder, all needed: desk.json, charter.json, kpis.json, feeds.json and
/// screens.json. Other files in the folder are left alone.
std::span<const std::string_view> desk_file_names();

/// The texts of a desk folder's files by name.
using DeskTexts = std::map<std::string, std::string, std::less<>>;

/// A whole, valid desk, or everything that is wrong with it: never half of either.
using DeskOrProblems = tl::expected<DeskFolder, std::vector<Problem>>;

/// Reads a desk from the texts of its files. Any thread; looks up the zone in the system's
/// time-zone data.
DeskOrProblems read_desk(const DeskTexts& texts);

/// Reads the files of `folder`; one that can't be read is a problem like any other.
DeskOrProblems load_desk(const std::filesystem::path& folder);

}  // namespace waymark
