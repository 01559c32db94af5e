#pragma once

#include <string>

#include "shared/base/result.hpp"

namespace waymark::server {

/// All presets, one a line: its name and what it is for.
std::string preset_lines();

/// A preset's JSON with its comments, a start for an entry of one's own; or what is allowed.
Result<std::string> preset_json(const std::string& name);

}  // namespace waymark::server
