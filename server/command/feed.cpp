#include "server/command/feed.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>

#include "server/command/presets_text.hpp"
#include "server/command/trial.hpp"
#include "server/feed/setup/feed_setups.hpp"
#include "shared/base/clock.hpp"
#include "shared/protocol/desk_file.hpp"

namespace waymark::server {
namespace {

/// One octet more than a message may have, so that a longer one is refused in words.
constexpr std::size_t most_read = (1 << 20) + 1;

int say(const std::string& what) {
    std::cerr << what << '\n';
    return bad_settings_status;
}

int say_all(const std::vector<Problem>& problems) {
    for (const Problem& problem : problems)
        std::cerr << to_text(problem) << '\n';
    return bad_settings_status;
}

/// The rules of an adapter that has some.
const Mapping* mapping_of(const FeedSetup& setup) {
    return std::visit(
        [](const auto& one) -> const Mapping* {
            if constexpr (requires { one.mapping.get(); })
                return one.mapping.get();
            else if constexpr (requires { one.mapping; })
                return std::addressof(one.mapping);
            else
                return nullptr;
        },
        setup);
}

/// "X-Event: created" as a header field; nothing when it is none.
std::optional<std::pair<std::string, std::string>> header_from(const std::string& text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0) return std::nullopt;
    std::string name = text.substr(0, colon);
    std::ranges::transform(name, name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    const std::size_t value = text.find_first_not_of(" \t", colon + 1);
    return std::pair{std::move(name), value == std::string::npos ? "" : text.substr(value)};
}

std::string read_input() {
    std::string text(most_read, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    return text;
}

}  // namespace

void declare(SettingsCli& cli, FeedTrySettings& settings) {
    cli.argument({"feed", "FEED", "the feed's id"}, settings.feed);
    cli.required_text({"desk", "DIR", "the desk folder with the feed's rules"}, settings.desk);
    cli.text({"content-type", "TYPE", "the message's content type"}, settings.content_type);
    cli.list({"header", "'NAME: VALUE'", "a header field of the message"}, settings.headers);
}

int try_feed(const FeedTrySettings& settings) {
    Delivery message{{}, settings.content_type, {}, SystemClock{}.now()};
    for (const std::string& text : settings.headers) {
        auto header = header_from(text);
        if (!header)
            return say("--header: \"" + text + "\" is no header field; allowed is \"NAME: VALUE\"");
        message.headers.push_back(std::move(*header));
    }
    const auto desk = load_desk(settings.desk);
    if (!desk) return say_all(desk.error());
    const auto setups = read_setups(*desk);
    if (!setups) return say_all(setups.error());
    const auto setup = setups->find(FeedId{settings.feed});
    const Mapping* mapping = setup == setups->end() ? nullptr : mapping_of(setup->second);
    if (mapping == nullptr)
        return say("\"" + settings.feed + "\" is no feed of this desk that has a mapping");
    const std::string body = read_input();
    message.body = body;
    const Trial trial = try_message(*mapping, message);
    std::cout << trial.report << std::flush;
    return trial.good && std::cout ? 0 : 1;
}

void declare(SettingsCli& cli, FeedPresetSettings& settings) {
    cli.optional_argument({"name", "NAME", "the preset to print; without it all are listed"},
                          settings.name);
}

int show_preset(const FeedPresetSettings& settings) {
    if (settings.name.empty()) {
        std::cout << preset_lines() << std::flush;
    } else {
        const auto preset = preset_json(settings.name);
        if (!preset) return say(preset.error().what);
        std::cout << *preset << std::flush;
    }
    return std::cout ? 0 : 1;
}

}  // namespace waymark::server
