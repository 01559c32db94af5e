#pragma once

#include <string>

#include "server/command/http_call.hpp"
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
Result<std::string> good_body(const HttpAnswer& answer, const std::string& hint);

/// A path's segment, with what must not stand in one escaped.
std::string escaped(const std::string& segment);

}  // namespace waymark::server
