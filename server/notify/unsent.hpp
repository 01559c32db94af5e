#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/store.hpp"

namespace waymark::server {

/// A message that its target has not taken yet. Nothing of it is secret.
struct Unsent {
    std::string id;  ///< by which the target knows it again
    std::string body;
    Time made;
    std::uint64_t number = 0;  ///< of those made in one instant, the order
    int tries = 0;             ///< that failed
    bool operator==(const Unsent&) const = default;
};

/// What the names of the notes of unsent messages begin with.
inline constexpr std::string_view unsent_notes = "notify/unsent/";

/// The name of the note in which a message to a target is kept.
std::string note_name(const std::string& target, const std::string& message_id);
/// The note itself.
Note note_of(const std::string& target, const Unsent& message);
/// Its target and the message; nothing when it is no such note.
std::optional<std::pair<std::string, Unsent>> unsent_from(const Note& note);

}  // namespace waymark::server
