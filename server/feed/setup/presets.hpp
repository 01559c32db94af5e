#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace waymark::server {

/// The names of all presets, sorted: the files of assets/feeds, which are built in.
std::vector<std::string_view> preset_names();

/// The text of a preset: a JSON object with comments, whose keys are defaults of a feed's settings
/// in feeds.json.
std::optional<std::string_view> preset_text(std::string_view name);

}  // namespace waymark::server
