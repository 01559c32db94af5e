#include "wallboard/window/monitors.hpp"

#include <cmath>

#include <GLFW/glfw3.h>

namespace waymark::wallboard {
namespace {

std::vector<GLFWmonitor*> connected() {
    int count = 0;
    GLFWmonitor** list = glfwGetMonitors(&count);
    return {list, list + count};
}

std::string name_of(GLFWmonitor* monitor) {
    const char* name = glfwGetMonitorName(monitor);
    return name ? name : "";
}

PixelSize size_of(GLFWmonitor* monitor) {
    const GLFWvidmode* mode = glfwGetVideoMode(monitor);
    return mode ? PixelSize{mode->width, mode->height} : PixelSize{};
}

Result<GLFWmonitor*> find(const std::string& wanted) {
    const auto all = connected();
    if (all.empty()) return failure("monitor", "no monitor is connected");
    if (wanted.empty()) return all.front();
    std::string names;
    for (GLFWmonitor* monitor : all) {
        if (name_of(monitor) == wanted) return monitor;
        names += (names.empty() ? "" : ", ") + name_of(monitor);
    }
    for (GLFWmonitor* monitor : all)
        if (name_of(monitor).find(wanted) != std::string::npos) return monitor;
    return failure("monitor", "\"" + wanted + "\" is not connected; there are: " + names);
}

}  // namespace

Result<MonitorPlace> find_monitor(const std::string& wanted) {
    const auto found = find(wanted);
    if (!found) return tl::unexpected(found.error());
    MonitorPlace place{.monitor = *found, .size = size_of(*found)};
    glfwGetMonitorPos(*found, &place.x, &place.y);
    return place;
}

std::vector<MonitorHere> monitors_here(const std::string& wanted) {
    const auto shown = find(wanted);
    std::vector<MonitorHere> here;
    for (GLFWmonitor* monitor : connected()) {
        int width = 0, height = 0;
        glfwGetMonitorPhysicalSize(monitor, &width, &height);
        here.push_back({name_of(monitor), size_of(monitor), believable_diagonal(width, height),
                        shown && *shown == monitor});
    }
    return here;
}

double believable_diagonal(int width_mm, int height_mm) {
    constexpr double least = 10, most = 200;
    // Projectors and virtual screens claim their aspect ratio, or nothing.
    const double inches = std::hypot(width_mm, height_mm) / 25.4;
    return width_mm > 0 && height_mm > 0 && inches >= least && inches <= most ? inches : 0;
}

}  // namespace waymark::wallboard
