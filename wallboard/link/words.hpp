#pragma once

#include <string>
#include <string_view>

namespace waymark::wallboard {

/// A peer's text, safe to show: one line, no control or direction marks, invalid UTF-8 replaced,
/// cut with an ellipsis after `most` characters.
std::string plain_words(std::string_view text, std::size_t most);

/// How a server answered the request for its live board.
struct Answer {
    unsigned status = 0;
    std::string reason;       ///< "Unauthorized"
    std::string subprotocol;  ///< as it says; empty: none
    std::string body;
    bool token_given = false;  ///< the request had one
};

/// Why the board does not come, and whether people must do something first. Empty: it does come.
struct Refusal {
    std::string problem;
    bool needs_people = false;
    bool token = false;  ///< it wants one, or another one
};
Refusal refusal_of(const Answer& answer);

}  // namespace waymark::wallboard
