#pragma once

#include <optional>
#include <string>

#include "server/notify/notify_setup.hpp"

namespace waymark::server {

/// Something that changed, for people and programs outside.
struct Notice {
    NoticeKind kind = NoticeKind::status;
    std::string event;    ///< "status", "feed.down", "screen.back", ...
    std::string subject;  ///< "kpi", "objective", "vision", "feed" or "screen"
    std::string id;       ///< of the subject
    std::string title;
    Time time;                    ///< when it was found
    std::string state;            ///< the word on the wire; of a status
    std::string before;           ///< likewise
    std::optional<double> value;  ///< in the KPI's unit
    std::string text;             ///< one line for people
    std::string message_id;       ///< the same whenever this very change is told again
};

/// Gives it its message_id: a hash of what changed, to what, and `since` when.
void identify(Notice& notice, Time since);

/// The body of the message, as JSON. `desk` is the desk's name.
std::string body_of(const Notice& notice, const std::string& desk, const std::string& link,
                    bool text_only);

}  // namespace waymark::server
