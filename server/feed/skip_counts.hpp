#pragma once

#include <cstdint>
#include <map>
#include <string_view>

namespace waymark::server {

/// How much of what a system sent could not be used, by reason. The reasons are few and fixed,
/// whatever is sent.
using SkipCounts = std::map<std::string_view, std::uint64_t>;

}  // namespace waymark::server
