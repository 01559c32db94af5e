#include "server/command/presets_text.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/feed/setup/presets.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {

std::string preset_lines() {
    std::size_t width = 0;
    for (const std::string_view name : preset_names())
        width = std::max(width, name.size());
    std::string lines;
    for (const std::string_view name : preset_names()) {
        const auto preset = read_json(*preset_text(name), {.comments = true});
        lines += std::string{name} + std::string(width + 2 - name.size(), ' ') +
                 preset->at("about").get<std::string>() + '\n';
    }
    return lines;
}

Result<std::string> preset_json(const std::string& name) {
    const auto text = preset_text(name);
    if (!text)
        return failure("", in_quotes(name) + " is no preset; " + suggestion(name, preset_names()) +
                               " (\"waymark-server feed preset\" lists them)");
    return std::string{*text};
}

}  // namespace waymark::server
