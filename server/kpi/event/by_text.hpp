#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

namespace waymark::server {

/// The same for a string and a view of it, so that neither is copied to look it up.
struct TextHash {
    using is_transparent = void;
    using is_avalanching = void;  // std::hash of texts spreads well
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// Values by text, all in one piece of memory: a look-up touches little of it.
template <class Value>
using ByText = boost::unordered_flat_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace waymark::server
