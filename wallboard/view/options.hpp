#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "shared/model/ids.hpp"

namespace waymark::wallboard {

/// In pixels of the frame buffer, both at least 1.
struct PixelSize {
    int width = 1920;
    int height = 1080;
    bool operator==(const PixelSize&) const = default;
};

/// How large the screen is and from where it is read.
struct Sight {
    double diagonal_inches = 27;
    double distance_m = 1.5;
    bool operator==(const Sight&) const = default;
};

/// From one picture of a fade to the next. Each costs as much as a number that changes: without a
/// graphics card two pictures have to do.
inline constexpr std::chrono::milliseconds smooth_fade_step{50};
inline constexpr std::chrono::milliseconds frugal_fade_step{150};

/// What a view needs to know besides the board.
struct ViewOptions {
    ScreenId screen;         ///< unknown to the desk or empty: its first screen
    std::string server;      ///< the address as the settings have it; named while there is no board
    bool made_up = false;    ///< sample readings without a server: said so, and never offline
    bool for_leads = false;  ///< shows the problems of the desk folder (a window, not a wall)
    bool reduced_motion = false;  ///< nothing fades, whatever the desk says of the screen
    std::chrono::milliseconds fade_step = smooth_fade_step;
    bool orbits = false;                 ///< the picture wanders slowly, so that nothing burns in
    double monitor_diagonal_inches = 0;  ///< of the monitor that is filled; 0: it is not known
    std::optional<Sight> sight;          ///< nothing: as the desk says of the screen
    std::optional<int> turned;  ///< degrees clockwise; nothing: as the desk says of the screen
};

/// Where fonts are looked for before the system's own folders; empty: only there.
struct FontOptions {
    std::filesystem::path folder;
};

}  // namespace waymark::wallboard
