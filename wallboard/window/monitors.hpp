#pragma once

#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "wallboard/view/options.hpp"

struct GLFWmonitor;

namespace waymark::wallboard {

/// A monitor that is connected.
struct MonitorHere {
    std::string name;  ///< its connector, such as "DP-1"
    PixelSize size;
    double diagonal_inches = 0;  ///< by what it says of itself; 0: nothing to be believed
    bool shows = false;          ///< the wall is on it
};

/// Where a wall lies that fills a monitor.
struct MonitorPlace {
    GLFWmonitor* monitor = nullptr;
    int x = 0;
    int y = 0;
    PixelSize size;
    bool operator==(const MonitorPlace&) const = default;
};

/// The monitor of that name, or else the first whose name has it as a part; the primary one for no
/// name. Fails naming those there are. Needs GLFW to run; GUI thread only.
Result<MonitorPlace> find_monitor(const std::string& wanted);

/// All monitors; the wall is on that of `wanted`. As above.
std::vector<MonitorHere> monitors_here(const std::string& wanted);

/// A diagonal from the width and height a monitor claims, in mm: 0 for what is no wall or desk.
double believable_diagonal(int width_mm, int height_mm);

}  // namespace waymark::wallboard
