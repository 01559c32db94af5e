#pragma once

#include <string>
#include <vector>

#include "shared/base/settings_cli.hpp"

namespace waymark::server {

struct FeedCommandSettings {
    std::string action;
    std::string feed;
    std::string desk;
    std::string content_type;
    std::vector<std::string> headers;  ///< "Name: value"
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, FeedCommandSettings& settings);

/// `feed try FEED`: says what the feed's rules make of the message on standard input, without a
/// server and without keeping anything; the exit status.
int try_feed(const FeedCommandSettings& settings);

}  // namespace waymark::server
