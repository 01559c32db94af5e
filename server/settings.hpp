#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/net/net.hpp"
#include "shared/base/settings_cli.hpp"

namespace waymark::server {

/// How the server is set up, apart from the desk folder.
struct ServerSettings {
    std::string desk;
    std::string data;
    Endpoint listen{boost::asio::ip::address_v4::loopback(), 8080};
    std::vector<std::string> hosts;
    std::string screen_token_file;
    std::string operator_token_file;
    std::string clock = "system";
    std::string log_level = "info";
    std::int64_t keep_days = 400;
    std::int64_t connections = 6'000;
    std::int64_t accept_late_hours = 24;
    std::optional<std::string> check;  ///< the folder of `check DIR`
};

/// Declares every setting; `settings` must outlive the reading.
void declare(SettingsCli& cli, ServerSettings& settings);

}  // namespace waymark::server
