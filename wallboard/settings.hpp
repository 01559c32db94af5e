#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "shared/base/result.hpp"
#include "shared/base/settings_cli.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"
#include "wallboard/link/address.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::wallboard {

/// How the wallboard was started.
struct Settings {
    Address server{.host = "127.0.0.1", .port = "8080"};
    ScreenId screen;  ///< empty: the desk's first
    bool windowed = false;
    std::string monitor;               ///< empty: the primary one
    std::filesystem::path png;         ///< empty: a window or a wall
    std::optional<PixelSize> size;     ///< of the picture or the ordinary window
    std::optional<int> turned;         ///< degrees clockwise; nothing: as the desk says
    std::chrono::seconds every{0};     ///< between pictures; 0: one picture
    std::chrono::seconds wait{10};     ///< for the board of one picture
    std::filesystem::path preview;     ///< a desk folder; empty: the server's board
    std::filesystem::path state_dir;   ///< empty: nothing is kept
    std::filesystem::path token_file;  ///< empty: no token
    std::vector<std::string> player;   ///< program and words that sound an alarm; empty: silent
    FontOptions fonts;
    std::string log_level = "info";
};

/// Settings, or the status the program ends with: 0 after help, version or the settings were
/// printed to `out`, 78 after every problem was written to `problems`.
tl::expected<Settings, int> read_settings(int argc, const char* const* argv,
                                          const SettingsCli::Environment& environment,
                                          std::ostream& out, std::ostream& problems);

}  // namespace waymark::wallboard
