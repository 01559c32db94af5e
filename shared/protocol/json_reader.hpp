#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "shared/base/result.hpp"

namespace waymark {

/// What is refused while parsing, before it costs memory.
struct JsonLimits {
    std::size_t octets = 1 << 20;
    std::size_t depth = 32;
    std::size_t nodes = 20'000;  ///< values and keys
    bool comments = false;       ///< whether // and /* */ are skipped
};

/// Reads one JSON value. An error's `where` is the JSON pointer reached ("" the root); its `what`
/// says what is wrong: a limit, a duplicate key, a number beyond a double, or the syntax with its
/// line and column. The result is at most `depth` deep, so it can be dumped and copied safely.
Result<nlohmann::json> read_json(std::string_view text, const JsonLimits& limits);

/// Is given the members of an object in their order.
class MemberTaker {
public:
    virtual ~MemberTaker() = default;
    virtual void take(std::string_view name, std::string text) = 0;
    /// A value that is no text.
    virtual void take(std::string_view name, const nlohmann::json& value) = 0;
};

/// Reads one JSON value as `read_json` does; but of an object it gives `taker` each member as it is
/// read, and `{}` is what remains. What was taken before an error is to be thrown away.
Result<nlohmann::json> read_members(std::string_view text, const JsonLimits& limits,
                                    MemberTaker& taker);

/// The text of a value, with invalid UTF-8 replaced.
std::string write_json(const nlohmann::json& value);

/// The value as the reader of an error may recognise it: its JSON, cut to about 60 octets between
/// two characters.
std::string show_json(const nlohmann::json& value);

}  // namespace waymark
