#pragma once

#include <string>
#include <string_view>

namespace waymark::server {

/// The text with `value` wherever `name` stands; what is put in is not looked at again.
inline std::string with_placeholder(std::string text, std::string_view name,
                                    std::string_view value) {
    for (std::size_t at = text.find(name); at != std::string::npos;
         at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

}  // namespace waymark::server
