#pragma once

#include <array>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "server/feed/mapping/mapping.hpp"

namespace waymark::server::mapping {

/// How deep elements may lie in each other: a message, what `foreach` goes through, what `find`
/// finds.
inline constexpr std::size_t most_levels = 16;

/// What one message may cost: about an octet looked at or copied each. Beyond it the message is
/// refused, so that no rule makes much of little.
inline constexpr std::size_t most_work = 32 << 20;

/// An element that rules look at: the message, or what `foreach` or `find` has come to in it.
struct Level {
    const nlohmann::json* value = nullptr;
    nlohmann::json key;  ///< its place in a list or its name in an object; null for the message
    std::string place;   ///< JSON pointer within what was delivered
};

/// Where rules stand in a message.
class Scope {
public:
    Scope(const Delivery& message, std::size_t work) : delivery(message), work_(work) {}

    const Delivery& delivery;
    std::array<Level, most_levels> levels;  ///< from the message inwards

    void spend(std::size_t work) { work_ = work < work_ ? work_ - work : 0; }
    bool exhausted() const { return work_ == 0; }
    std::size_t work_left() const { return work_; }

private:
    std::size_t work_;
};

}  // namespace waymark::server::mapping
