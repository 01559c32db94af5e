#pragma once

#include <string>

#include "server/command/asking.hpp"

namespace waymark::server {

/// Of commands that send one record through a feed.
struct TellingSettings {
    AskingSettings asking;
    std::string feed;        ///< empty: as the command says
    std::string token_file;  ///< of the feed's token
};

/// Sends a record, as JSON text, through the feed; an Error says why the server did not take it.
Result<void> tell_server(const std::string& server, const std::string& feed,
                         const std::string& token, const std::string& record);

/// Prints what is wrong; `status`.
int say_error(const Error& error, int status);

}  // namespace waymark::server
