#pragma once

#include <string>

#include "server/kpi/event/event.hpp"

namespace waymark::server {

/// A life's events as one JSON text, words as texts.
std::string write_life(const std::vector<Event>& life, const Vocabulary& vocabulary);

/// Reads it back with another vocabulary; a damaged text gives no events. `feed` is the place of
/// the feed now.
std::vector<Event> read_life(const std::string& text, std::uint8_t feed, Vocabulary& vocabulary);

}  // namespace waymark::server
