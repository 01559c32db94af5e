#include "wallboard/settings.hpp"

#include <charconv>
#include <ostream>

#include "wallboard/alarm_player.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::int64_t smallest_side = 320;
constexpr std::int64_t largest_side = 16384;  // what OpenGL takes everywhere

std::string folder_for_state(const SettingsCli::Environment& environment) {
    const char* const state_home = environment("XDG_STATE_HOME");
    if (state_home != nullptr && *state_home == '/') return std::string{state_home} + "/waymark";
    const char* const home = environment("HOME");
    if (home != nullptr && *home == '/') return std::string{home} + "/.local/state/waymark";
    return {};
}

std::optional<int> side(std::string_view text) {
    int pixels = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pixels);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (pixels < smallest_side || pixels > largest_side) return std::nullopt;
    return pixels;
}

Result<void> take_size(std::string_view text, std::optional<PixelSize>& size) {
    const auto cross = text.find('x');
    if (text.empty()) {
        size.reset();
        return {};
    }
    if (cross != std::string_view::npos) {
        const auto width = side(text.substr(0, cross));
        const auto height = side(text.substr(cross + 1));
        if (width && height) {
            size = PixelSize{*width, *height};
            return {};
        }
    }
    return failure("", "\"" + std::string{text} +
                           "\" is not allowed; WIDTHxHEIGHT in pixels is, 320x320 to 16384x16384");
}

std::string size_text(const std::optional<PixelSize>& size) {
    return size ? std::to_string(size->width) + "x" + std::to_string(size->height) : "";
}

/// Settings that don't go together.
std::vector<std::string> contradictions(const Settings& settings) {
    std::vector<std::string> found;
    const bool picture = !settings.png.empty();
    if (settings.every.count() > 0 && !picture)
        found.emplace_back("--every: needs --png FILE, the picture that it refreshes");
    if (settings.windowed && picture)
        found.emplace_back("--windowed: does not go with --png, which needs no window");
    if (!settings.monitor.empty() && picture)
        found.emplace_back("--monitor: does not go with --png, which needs no monitor");
    if (settings.size && !picture && !settings.windowed)
        found.emplace_back("--size: needs --png or --windowed; a wall fills its monitor");
    return found;
}

void add_path(SettingsCli& cli, Setting setting, std::filesystem::path& path) {
    cli.value(
        std::move(setting),
        [&path](const std::string& text) -> Result<void> {
            path = text;
            return {};
        },
        [&path] { return path.string(); });
}

}  // namespace

tl::expected<Settings, int> read_settings(int argc, const char* const* argv,
                                          const SettingsCli::Environment& environment,
                                          std::ostream& out, std::ostream& problems) {
    Settings settings;
    settings.state_dir = folder_for_state(environment);
    std::int64_t every = settings.every.count();
    std::int64_t wait = settings.wait.count();

    SettingsCli cli{"waymark-wallboard",
                    "Shows a desk's live board on a wall, in a window or as "
                    "a picture."};
    cli.value(
        {"server", "URL", "The server: http://HOST:PORT, or https with TLS"},
        [&](const std::string& text) -> Result<void> {
            return parse_address(text).map(
                [&](const Address& address) { settings.server = address; });
        },
        [&] { return (settings.server.tls ? "https://" : "http://") + to_text(settings.server); });
    cli.text({"screen", "NAME", "Which of the desk's screens this is; empty: its first"},
             settings.screen.text);
    cli.flag({"windowed", "",
              "A window for team leads instead of a wall: click a number; ? lists its keys"},
             settings.windowed);
    cli.text({"monitor", "NAME", "The monitor to fill, such as DP-1; empty: the primary one"},
             settings.monitor);
    add_path(cli, {"png", "FILE", "Draw into this picture; needs no display"}, settings.png);
    cli.value(
        {"size", "WIDTHxHEIGHT", "Pixels of the picture (else 1920x1080) or the window"},
        [&](const std::string& text) { return take_size(text, settings.size); },
        [&] { return size_text(settings.size); });
    std::string turned;
    cli.choice({"turned", "DEGREES", "Turn the picture clockwise; empty: as the desk says"},
               {"", "0", "90", "180", "270"}, turned);
    cli.number({"every", "SECONDS", "With --png: refresh the picture until ended; 0: draw once"}, 0,
               86'400, every);
    cli.number({"wait", "SECONDS", "With --png: how long to wait for the first board"}, 1, 3'600,
               wait);
    add_path(cli, {"preview", "DIR", "Show this desk folder with made-up readings, no server"},
             settings.preview);
    add_path(cli, {"state-dir", "DIR", "Where the last board is kept; empty: nowhere"},
             settings.state_dir);
    add_path(cli, {"token-file", "FILE", "The file with the token that the server wants"},
             settings.token_file);
    std::string player;
    cli.text({"player", "COMMAND",
              "Sounds alarms where the desk wants it, without a shell; empty: silent"},
             player);
    add_path(cli, {"font-dir", "DIR", "Where to look for fonts before the system's folders"},
             settings.fonts.folder);
    cli.choice({"log-level", "LEVEL", "What is logged: debug, info, warn or error and worse"},
               {"debug", "info", "warn", "error"}, settings.log_level);

    if (const auto status = cli.read(argc, argv, environment, out, problems))
        return tl::unexpected(*status);
    settings.every = std::chrono::seconds{every};
    settings.wait = std::chrono::seconds{wait};
    if (!turned.empty()) settings.turned = std::stoi(turned);
    settings.player = words_of_command(player);
    auto found = contradictions(settings);
    if (settings.player.empty() && !player.empty())
        found.emplace_back("--player: \"" + player +
                           "\" is not allowed; a program and its words are, quotes closed");
    for (const std::string& problem : found)
        problems << problem << '\n';
    if (!found.empty()) return tl::unexpected(bad_settings_status);
    return settings;
}

}  // namespace waymark::wallboard
