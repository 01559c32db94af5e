#pragma once

#include <string>
#include <vector>

#include "shared/base/settings_cli.hpp"

namespace waymark::server {

/// Of `feed try`.
struct FeedTrySettings {
    std::string feed;
    std::string desk;
    std::string content_type;
    std::vector<std::string> headers;  ///< "Name: value"
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, FeedTrySettings& settings);

/// `feed try FEED`: says what the feed's rules make of the message on standard input, without a
/// server and without keeping anything; the exit status.
int try_feed(const FeedTrySettings& settings);

/// Of `feed preset`.
struct FeedPresetSettings {
    std::string name;  ///< empty: all are listed
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, FeedPresetSettings& settings);

/// `feed preset [NAME]`: prints a preset, or what there are; the exit status.
int show_preset(const FeedPresetSettings& settings);

}  // namespace waymark::server
