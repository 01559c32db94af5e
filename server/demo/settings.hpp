#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace waymark::demo {

struct Settings {
    std::string server = "http://127.0.0.1:8080";
    std::string host;  ///< of the server
    std::string port;
    double speed = 10;
    std::int64_t seed = 0;  ///< 0: as the run before, or 1
    bool story = true;
    std::string token;
    std::string state_file;  ///< empty: none is kept
    std::string log_level = "info";
};

/// A status: the program ends with it, everything was said.
std::optional<int> read_settings(int argc, const char* const* argv, Settings& settings);

}  // namespace waymark::demo
