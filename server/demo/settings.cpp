#include "server/demo/settings.hpp"

#include <charconv>
#include <iostream>

#include "shared/base/file.hpp"
#include "shared/base/settings_cli.hpp"

namespace waymark::demo {
namespace {

constexpr double slowest = .1;
constexpr double fastest = 60;

Result<void> take_server(const std::string& text, Settings& settings) {
    std::string_view rest = text;
    for (const std::string_view scheme : {"http://", "ws://"})
        if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    const std::size_t colon = rest.rfind(':');
    std::uint16_t port = 0;
    const bool has_port =
        colon != std::string_view::npos && colon > 0 &&
        std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), port).ptr ==
            rest.data() + rest.size() &&
        port > 0;
    if (!has_port || rest.find_first_of("/@?# ") != std::string_view::npos)
        return failure("", "\"" + text + "\" is not allowed; http://HOST:PORT is");
    settings.server = text;
    settings.host = rest.substr(0, colon);
    settings.port = rest.substr(colon + 1);
    if (settings.host.starts_with('[') && settings.host.ends_with(']'))
        settings.host = settings.host.substr(1, settings.host.size() - 2);
    return {};
}

Result<void> take_speed(const std::string& text, double& speed) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= slowest) ||
        !(value <= fastest))
        return failure("", "\"" + text + "\" is not allowed; a number from 0.1 to 60 is");
    speed = value;
    return {};
}

std::string shown(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

}  // namespace

std::optional<int> read_settings(int argc, const char* const* argv, Settings& settings) {
    std::string story = "on";
    std::string token_file;
    SettingsCli cli{"waymark-demo",
                    "A busy service desk that does not exist: feeds a Waymark server over its "
                    "public interface."};
    cli.value(
        {"server", "URL", "where the server listens; without TLS"},
        [&](const std::string& text) { return take_server(text, settings); },
        [&] { return settings.server; });
    cli.value(
        {"speed", "FACTOR",
         "0.1 to 60: so many times more calls come, and so many times faster work is done; "
         "waits stay real"},
        [&](const std::string& text) { return take_speed(text, settings.speed); },
        [&] { return shown(settings.speed); });
    cli.number({"seed", "N", "of the chances; 0: as the run before, or 1"}, 0, 1'000'000'000,
               settings.seed);
    cli.choice({"story", "WORD", "on: a burst, a recovery and a good hour; off: an ordinary day"},
               {"on", "off"}, story);
    cli.text({"token-file", "FILE", "holds the token of the feeds"}, token_file);
    cli.text({"state-file", "FILE", "lets a run carry on where the one before it was stopped"},
             settings.state_file);
    cli.choice({"log-level", "LEVEL", "what is logged"}, {"debug", "info", "warn", "error"},
               settings.log_level);
    if (const auto status = cli.read(argc, argv)) return status;
    if (settings.host.empty()) (void)take_server(settings.server, settings);
    settings.story = story == "on";
    if (token_file.empty()) return std::nullopt;
    const auto token = read_file(token_file, 4096);
    if (!token) {
        std::cerr << to_text(token.error()) << '\n';
        return bad_settings_status;
    }
    settings.token = token->substr(0, token->find_first_of("\r\n"));
    return std::nullopt;
}

}  // namespace waymark::demo
