#include "server/feed/setup/feed_setups.hpp"

#include <nlohmann/json.hpp>

#include "server/feed/setup/presets.hpp"
#include "shared/protocol/file_node.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using Reader = FeedSetup (*)(FileObject&);

FeedSetup read_push(FileObject& settings) {
    auto setup = read_push_setup(settings);
    return setup ? FeedSetup{std::move(*setup)} : FeedSetup{};
}

/// The readers of settings by adapter.
const std::map<std::string, Reader, std::less<>>& readers() {
    static const std::map<std::string, Reader, std::less<>> all{
        {"push", read_push},
        {"poll", [](FileObject& object) -> FeedSetup { return read_poll_setup(object); }},
        {"ami", [](FileObject& object) -> FeedSetup { return read_ami_setup(object); }},
        {"freeswitch",
         [](FileObject& object) -> FeedSetup { return read_freeswitch_setup(object); }},
        {"queue_log", [](FileObject& object) -> FeedSetup { return read_queue_log_setup(object); }},
        {"file", [](FileObject& object) -> FeedSetup { return read_file_setup(object); }},
        {"mqtt", [](FileObject& object) -> FeedSetup { return read_mqtt_setup(object); }},
        {"graphite", [](FileObject& object) -> FeedSetup { return read_graphite_setup(object); }},
        {"statsd", [](FileObject& object) -> FeedSetup { return read_statsd_setup(object); }},
        {"influx", [](FileObject& object) -> FeedSetup { return read_influx_setup(object); }},
    };
    return all;
}

/// The settings with what its preset says besides.
std::optional<json> settings_of(const FeedSettings& feed, std::vector<Problem>& problems) {
    json settings = json::parse(feed.text);
    if (!feed.adapter.empty()) settings["adapter"] = feed.adapter;
    if (feed.preset.empty()) return settings;
    const auto text = preset_text(feed.preset);
    if (!text) {
        problems.push_back({"feeds.json", feed.place + "/preset", in_quotes(feed.preset),
                            "is no preset; " + suggestion(feed.preset, preset_names())});
        return std::nullopt;
    }
    const auto preset = read_json(*text, {.comments = true});
    for (const auto& [key, value] : preset->items())
        if (!settings.contains(key)) settings[key] = value;
    return settings;
}

}  // namespace

tl::expected<FeedSetups, std::vector<Problem>> read_setups(const DeskFolder& desk) {
    FeedSetups setups;
    std::vector<Problem> problems;
    for (const auto& [id, feed] : desk.feed_settings) {
        const auto settings = settings_of(feed, problems);
        if (!settings) continue;
        FileObject object{FileNode{*settings, "feeds.json", feed.place, problems}};
        const std::string adapter = object.text("adapter", longest_id);
        object.find("about");  // what a preset says of itself
        const auto reader = readers().find(adapter);
        if (reader == readers().end()) {
            object.find("adapter")->refuse("is not built into this server");
            continue;
        }
        setups[id] = reader->second(object);
        object.finish();
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return setups;
}

}  // namespace waymark::server
