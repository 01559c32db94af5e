#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/base/result.hpp"
#include "shared/model/outline.hpp"
#include "shared/protocol/command.hpp"

namespace waymark::server {

/// What somebody wants a screen to do.
struct Ordered {
    Command command;
    /// Only this of several connections of the screen; nothing: all of them.
    std::optional<std::uint64_t> connection;
};

/// Why a text is no order.
struct BadOrder {
    bool unreadable = false;  ///< it is no JSON at all
    Error why;                ///< `where` is a JSON pointer
};

/// Reads `{"action": ..., ...}`, with no other keys than the action takes. Scenes are those of
/// `desk`.
tl::expected<Ordered, BadOrder> read_order(std::string_view text, const Outline& desk);

}  // namespace waymark::server
