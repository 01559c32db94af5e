#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "server/feed/push/push_feed.hpp"
#include "server/feed/setup/presets.hpp"
#include "shared/protocol/json_reader.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::test {

inline nlohmann::json read_document(const std::filesystem::path& path) {
    std::ifstream file(path);
    return nlohmann::json::parse(file);
}

inline std::filesystem::path data_path(const std::string& name) {
    return std::filesystem::path{WAYMARK_SOURCE_DIR} / "tests/data" / name;
}

inline nlohmann::json settings_of(const std::string& preset) {
    return *read_json(*server::preset_text(preset), {.comments = true});
}

inline bool is_push(const std::string& preset) {
    return settings_of(preset).at("adapter") == "push";
}

/// The push feed of a preset; `changes` stand in its entry besides.
inline server::PushFeed feed_of(const std::string& preset, const nlohmann::json& changes) {
    nlohmann::json settings = settings_of(preset);
    settings.erase("about");
    settings.erase("adapter");
    settings.update(changes);
    SettingsObject object{settings.dump()};
    auto setup = server::read_push_setup(object.object());
    object.object().finish();
    if (!object.problems().empty()) throw std::runtime_error(object.problems());
    auto feed = server::PushFeed::with(std::move(*setup), "/",
                                       [](const std::string&) -> const char* { return nullptr; });
    if (!feed) throw std::runtime_error(to_text(feed.error()));
    return std::move(*feed);
}

}  // namespace waymark::test
