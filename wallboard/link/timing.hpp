#pragma once

#include "shared/protocol/message.hpp"

namespace waymark::wallboard {

/// How long a link waits for what.
struct LinkTiming {
    Duration connect = std::chrono::seconds{5};
    Duration handshake = std::chrono::seconds{5};     ///< TLS and WebSocket, each
    Duration first_board = std::chrono::seconds{10};  ///< for a snapshot that was asked for
    Duration silence = offline_after;  ///< without a whole message: offline, and a new connection
    Duration retry_least = std::chrono::milliseconds{500};
    Duration retry_most = std::chrono::seconds{10};
    Duration refused_retry = std::chrono::seconds{30};  ///< where people must do something first
    Duration report_every = std::chrono::seconds{10};
    Duration report_news_every = std::chrono::seconds{1};  ///< when something else is seen
    Duration pairing_answer = std::chrono::seconds{10};    ///< to a request about pairing
    Duration pairing_poll = std::chrono::seconds{2};       ///< whether people have told the code
    Duration answer = std::chrono::seconds{10};            ///< to a question of the wall's own
    Duration farewell = std::chrono::milliseconds{500};    ///< for the close handshake at the end
};

}  // namespace waymark::wallboard
