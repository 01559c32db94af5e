#pragma once

#include <string_view>

namespace waymark::server {

/// Calls `take(number, line)` with each line that is not blank, without its line feed, and its
/// number from 0, until `take` returns false.
void for_each_line(std::string_view body, auto take) {
    for (std::size_t number = 0; !body.empty(); ++number) {
        const std::size_t end = body.find('\n');
        const std::string_view line = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos && !take(number, line))
            return;
    }
}

}  // namespace waymark::server
