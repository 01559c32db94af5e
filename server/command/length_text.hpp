#pragma once

#include <string>

namespace waymark::server {

/// A length of time for people, rounded down: "12 s", "7 min", "3 h", "2 days".
std::string length_text(double seconds);

}  // namespace waymark::server
