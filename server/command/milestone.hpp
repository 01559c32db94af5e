#pragma once

#include <string>

#include "server/command/asking.hpp"

namespace waymark::server {

/// Of `milestone confirm` and `milestone dismiss`.
struct DecideSettings {
    AskingSettings asking;
    std::string milestone;
    std::string by;
    std::string token_file;  ///< of the operators' token
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, DecideSettings& settings);

/// `milestone list`: prints what a running server says was reached; the exit status.
int list_milestones(const ReadingSettings& settings);

/// `milestone confirm` or `dismiss`, as `word` says; the exit status: 0, 78 when the settings are
/// not allowed, 1 when the server did not take it.
int decide_milestone(const DecideSettings& settings, const std::string& word);

/// The server's list in lines.
Result<std::string> milestones_text(const std::string& told);

}  // namespace waymark::server
