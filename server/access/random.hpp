#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace waymark::server {

/// Makes that many octets that nobody can guess.
using RandomOctets = std::function<std::string(std::size_t)>;

/// The system's. Throws when it has none. Any thread.
std::string random_octets(std::size_t count);

}  // namespace waymark::server
