#pragma once

#include <string>

#include "server/command/server_call.hpp"
#include "shared/base/settings_cli.hpp"

namespace waymark::server {

/// What commands that ask a running server have in common.
struct AskingSettings {
    std::string server = "http://127.0.0.1:8080";
};

/// Declares `--server`; `settings` must outlive the reading.
void declare(SettingsCli& cli, AskingSettings& settings);

/// The first line of a token file; empty when no file is named.
Result<std::string> token_in(const std::string& file);

/// The answer's body, when it is a good one; else what the server said was wrong. `hint` is added
/// when it wants a token.
Result<std::string> good_body(const FetchAnswer& answer, const std::string& hint);

/// Of commands that print what a server tells readers.
struct ReadingSettings {
    AskingSettings asking;
    std::string token_file;  ///< of the readers' token
    bool json = false;       ///< the answer as it is
};

/// Declares `--server`, `--token-file` and `--json`; `settings` must outlive the reading.
void declare(SettingsCli& cli, ReadingSettings& settings);

/// Asks for the path `target` and prints what `in_words` makes of the answer; the exit status.
/// `about` names what was asked for when the server refuses it; may be empty.
int print_answer(const ReadingSettings& settings, const std::string& target,
                 const std::string& about, Result<std::string> (*in_words)(const std::string&));

}  // namespace waymark::server
