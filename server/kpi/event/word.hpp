#pragma once

#include <cstdint>

namespace waymark::server {

/// The number of a text; 0 is the text nobody asked for. Words of two vocabularies do not compare.
using Word = std::uint32_t;
inline constexpr Word no_word = 0;

/// The number of an event type; 0 is a type that no definition and no life knows.
using EventType = std::uint16_t;
inline constexpr EventType other_type = 0;

}  // namespace waymark::server
