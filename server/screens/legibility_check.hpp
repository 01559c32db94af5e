#pragma once

#include <string>
#include <vector>

#include "shared/model/outline.hpp"

namespace waymark::server {

/// Whether one of a desk's screens is read from too far away, or shows more KPIs than are legible
/// at once, a sentence each. An estimate by glanceability (16' for the least text, 30' for values):
/// a wall knows the widths of its letters and splits into pages by itself. Of a screen whose
/// diagonal only its monitor knows nothing is said.
std::vector<std::string> legibility_warnings(const Outline& desk, const Screen& screen);

}  // namespace waymark::server
