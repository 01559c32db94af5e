#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "shared/protocol/desk_file.hpp"

namespace waymark::test {

/// Writes a desk folder's files, and the folder when it is not there yet.
inline void write_desk(const std::filesystem::path& folder, const DeskTexts& texts) {
    std::filesystem::create_directory(folder);
    for (const auto& [name, text] : texts)
        std::ofstream{folder / name} << text;
}

/// The text of screens.json for one screen with one KPI.
inline std::string screens_of(const std::string& kpi) {
    return R"({"scenes": [{ "id": "wall", "kpis": [")" + kpi + R"("] }],
        "screens": [{ "id": "main", "diagonal": 27, "distance": 1.5, "scene": "wall" }]})";
}

}  // namespace waymark::test
