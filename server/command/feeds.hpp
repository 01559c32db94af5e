#pragma once

#include <string>

#include "server/command/asking.hpp"

namespace waymark::server {

/// `feeds`: what to ask, and whom.
struct FeedsSettings {
    AskingSettings asking;
    std::string token_file;  ///< of the readers' token
    bool json = false;
};

/// Declares its arguments and options; `settings` must outlive the reading.
void declare(SettingsCli& cli, FeedsSettings& settings);

/// Prints how each feed of a running server stands; the exit status.
int feeds(const FeedsSettings& settings);

}  // namespace waymark::server
