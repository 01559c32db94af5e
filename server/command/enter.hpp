#pragma once

#include <string>

#include "server/command/entry.hpp"
#include "server/command/telling.hpp"

namespace waymark::server {

struct EnterSettings {
    TellingSettings telling;  ///< its feed empty: the KPI's first
    WrittenEntry entry;
    std::string screen_token_file;
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, EnterSettings& settings);

/// `enter`: sends a value that people measured to a running server; the exit status: 0, 78 when the
/// value or its period is not allowed, 1 when the server did not take it.
int enter(const EnterSettings& settings);

}  // namespace waymark::server
