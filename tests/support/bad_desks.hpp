#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace waymark::test {

/// A change that makes the small desk wrong, and every line that its author is told.
struct BadDesk {
    std::string file;
    std::string patch;  ///< one JSON Patch operation, or a list of them
    std::vector<std::string> lines;
    bool schema_sees_it = true;  ///< or is it found only between entries, or by other knowledge?
};

inline std::ostream& operator<<(std::ostream& out, const BadDesk& bad) {
    return out << bad.file << ' ' << bad.patch;
}

std::vector<BadDesk> bad_places();
std::vector<BadDesk> bad_hours();
std::vector<BadDesk> bad_charters();
std::vector<BadDesk> bad_kpis();
std::vector<BadDesk> bad_measures();
std::vector<BadDesk> bad_feeds_and_screens();

/// All of them.
std::vector<BadDesk> bad_desks();

/// The file's text after the patch.
std::string patched(const std::string& text, const std::string& patch);

}  // namespace waymark::test
