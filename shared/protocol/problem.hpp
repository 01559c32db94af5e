#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark {

/// Something wrong with a desk folder, in words its author can act on.
struct Problem {
    std::string file;     ///< "kpis.json"
    std::string pointer;  ///< JSON pointer within it; "" is the whole file
    std::string value;  ///< what stands there, as JSON, cut short; empty when something is missing
    std::string allowed;  ///< what is wrong with it, and what is allowed

    bool operator==(const Problem&) const = default;
};

/// One line: `kpis.json /kpis/3/target/goal: "70%" is on the wrong side of the floor "80%"; ...`.
std::string to_text(const Problem& problem);

/// The word of `known` that `word` was probably meant to be; empty when none is near.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);

/// `did you mean "x"?` when a known word is near, else `allowed are "x", "y"` (the first twelve).
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known);

/// "x" with its quotation marks.
std::string in_quotes(std::string_view text);

}  // namespace waymark
