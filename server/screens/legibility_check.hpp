#pragma once

#include <string>
#include <vector>

#include "shared/model/outline.hpp"

namespace waymark::server {

/// Where a desk's screens are read from too far away, or show more KPIs than are legible at once, a
/// sentence each. An estimate by glanceability (16' for the least text, 30' for values): a wall
/// knows the widths of its letters and splits into pages by itself. Screens whose diagonal only
/// their monitor knows are passed over.
std::vector<std::string> legibility_warnings(const Outline& desk);

}  // namespace waymark::server
