#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/ids.hpp"
#include "shared/model/reading.hpp"

namespace waymark {

/// How large things are on a wall.
struct WallGeometry {
    int width = 0;  ///< pixels
    int height = 0;
    double diagonal_inches = 0;  ///< in use: of the desk folder or of the monitor
    double distance_m = 0;
    double px_per_arcmin = 0;  ///< pixels that a minute of arc has for its readers
    bool operator==(const WallGeometry&) const = default;
};

/// How long frames took to draw, of those since the last report.
struct FrameTimes {
    double median_ms = 0;
    double p99_ms = 0;
    double longest_ms = 0;
    bool operator==(const FrameTimes&) const = default;
};

struct MonitorInUse {
    std::string name;  ///< its connector: "DP-1"
    int width = 0;     ///< pixels
    int height = 0;
    bool shows = false;  ///< the wall is on it
    bool operator==(const MonitorInUse&) const = default;
};

/// What is on the wall now. What the wall can't tell is empty.
struct Shown {
    SceneId scene;
    int page = 1;  ///< of a scene in pages
    int pages = 1;
    std::optional<Time> since;   ///< when this page came, by the server's clock
    std::optional<bool> vision;  ///< the vision's words are there, large enough to be read
    std::vector<KpiId> kpis;     ///< whose values are there, large enough to be read
    std::vector<KpiId> pinned;   ///< those of them that no rotation takes away
    bool dark = false;           ///< nothing is shown: blanked, or off for the night
    std::optional<WallGeometry> geometry;
    std::optional<FrameTimes> frame_times;
    std::optional<std::uint64_t> memory;  ///< octets in use
    std::vector<MonitorInUse> monitors;
    std::string renderer;  ///< "llvmpipe", ...; for people
    bool operator==(const Shown&) const = default;
};

/// What the screen shows, said when that changes and else now and then.
struct Report {
    Position position;
    std::uint64_t frames = 0;  ///< drawn since its start
    Shown shown;
    bool operator==(const Report&) const = default;
};

/// A piece of the picture that a `screenshot` asked for; the pieces come in their order.
struct PicturePart {
    std::uint64_t id = 0;  ///< of the command
    std::string data;      ///< base64 of at most `picture_part_octets` octets of the PNG file
    bool last = false;
    std::string problem;  ///< why there is no picture; then it is the last
    bool operator==(const PicturePart&) const = default;
};

inline constexpr std::size_t picture_part_octets = 45'000;
inline constexpr std::size_t largest_picture = 16 << 20;  ///< octets of a PNG file

}  // namespace waymark
