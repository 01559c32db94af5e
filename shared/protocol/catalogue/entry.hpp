#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/model/kpi.hpp"
#include "shared/model/measure.hpp"

namespace waymark {

/// A key beside "measure" that chooses a variant.
struct Option {
    enum class Kind {
        word,        ///< one of `words`
        words,       ///< one of `words` or a list of them
        text,        ///< any text
        texts,       ///< any text or a list of them
        length,      ///< "20s"
        days,        ///< a whole number of days from 1 to 400, or "ever"
        number,      ///< a number above 0
        hours,       ///< the name of hours of desk.json
        conditions,  ///< {"field": condition, ...}
    };
    std::string_view name;
    Kind kind = Kind::word;
    std::vector<std::string_view> words;  ///< of word and words
    std::string_view fallback;            ///< lists with commas; empty: nothing, or must be given
    std::string_view meaning;
    bool needed = false;
};

class Choices;

/// What a named measure becomes with its options. Name, options and what is common to all are
/// filled in by who asked for it.
struct Made {
    Measure measure;
    ValueUnit unit = ValueUnit::count;
    std::optional<Window> window;       ///< instead of the entry's
    std::optional<std::int64_t> min_n;  ///< instead of the kind's
};

/// A measure of the catalogue.
struct NamedMeasure {
    std::string_view name;     ///< "service_level"
    std::string_view numbers;  ///< "K6": its places in the field's list
    std::string_view title;
    std::string_view definition;  ///< a sentence
    std::string_view formula;
    ValueUnit unit = ValueUnit::count;   ///< of the default variant
    std::optional<Direction> direction;  ///< none: it informs, and no direction is better
    Window window;                       ///< of the default variant
    std::string_view roll_up;            ///< how values of parts become one: "RATIO"
    std::string_view target;             ///< a typical one and where it comes from; may be empty
    std::vector<Option> options;         ///< its own and the common ones
    Made (*make)(Choices& choices) = nullptr;
};

}  // namespace waymark
