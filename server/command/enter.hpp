#pragma once

#include <string>

#include "server/command/asking.hpp"
#include "server/command/entry.hpp"

namespace waymark::server {

struct EnterSettings {
    AskingSettings asking;
    WrittenEntry entry;
    std::string feed;  ///< empty: the KPI's first
    std::string token_file;
    std::string screen_token_file;
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, EnterSettings& settings);

/// `enter`: sends a value that people measured to a running server; the exit status: 0, 78 when the
/// value or its period is not allowed, 1 when the server did not take it.
int enter(const EnterSettings& settings);

}  // namespace waymark::server
