#include "server/feed/setup/presets.hpp"

#include "server/feed/setup/feed_presets.hpp"

namespace waymark::server {

std::vector<std::string_view> preset_names() {
    std::vector<std::string_view> names;
    for (const FeedPreset& preset : feed_presets)
        names.push_back(preset.name);
    return names;
}

std::optional<std::string_view> preset_text(std::string_view name) {
    for (const FeedPreset& preset : feed_presets)
        if (preset.name == name) return preset.text;
    return std::nullopt;
}

}  // namespace waymark::server
