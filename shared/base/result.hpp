#pragma once

#include <string>

#include <tl/expected.hpp>

namespace waymark {

/// Why something could not be done, in words its reader can act on.
struct Error {
    std::string where;  ///< a JSON pointer, "file:line", an option or an address; may be empty
    std::string what;   ///< the value and what is allowed, or what failed

    bool operator==(const Error&) const = default;
};

/// "where: what", or just "what".
inline std::string to_text(const Error& error) {
    return error.where.empty() ? error.what : error.where + ": " + error.what;
}

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string where, std::string what) {
    return tl::unexpected<Error>(Error{std::move(where), std::move(what)});
}

}  // namespace waymark
