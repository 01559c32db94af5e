#include "server/command/length_text.hpp"

#include <cmath>
#include <cstdint>

namespace waymark::server {

std::string length_text(double seconds) {
    const auto whole = [](double number) {
        return std::to_string(static_cast<std::int64_t>(std::floor(number)));
    };
    if (seconds < 120) return whole(seconds) + " s";
    if (seconds < 7200) return whole(seconds / 60) + " min";
    if (seconds < 172'800) return whole(seconds / 3600) + " h";
    return whole(seconds / 86'400) + " days";
}

}  // namespace waymark::server
