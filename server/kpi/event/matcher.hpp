#pragma once

#include <vector>

#include "server/kpi/event/event.hpp"
#include "shared/model/measure.hpp"

namespace waymark::server {

/// A bit for the word an event has in a field; few words share one. All bits for a list, one for
/// no word.
std::uint64_t mark_of(const Event& event, FieldId field);
inline constexpr std::uint64_t all_marks = ~std::uint64_t{0};

/// Conditions in numbers.
class Filter {
public:
    /// Learns the words and fields that the conditions name.
    Filter(const std::vector<Condition>& conditions, Vocabulary& vocabulary);

    /// Whether all conditions hold.
    bool holds(const Event& event, const Vocabulary& vocabulary) const;
    /// Marks of the words of which an event must have one in that field, as `mark_of` gives them,
    /// for the conditions to hold; all: there is no such condition.
    std::uint64_t marks(FieldId field) const;
    /// Adds the fields it looks at, each once.
    void add_fields(std::vector<FieldId>& fields) const;

private:
    struct Test {
        FieldId field = 0;
        std::vector<Field> any_of;
        std::vector<Field> none_of;
        std::optional<double> at_least, at_most, above, below;
        bool bounded = false;
        bool passes_absent = false;
        bool must_be_absent = false;
    };
    static bool passes(const Test& test, const Event& event, const Vocabulary& vocabulary);

    std::vector<Test> tests_;
};

/// A selection in numbers: an event counts once however many selectors match.
class Picker {
public:
    Picker(const Selection& selection, Vocabulary& vocabulary);

    bool picks(const Event& event, const Vocabulary& vocabulary) const;
    /// All types it may pick, each once.
    const std::vector<EventType>& types() const { return types_; }
    /// Adds the fields its conditions look at, each once.
    void add_fields(std::vector<FieldId>& fields) const;

private:
    struct Choice {
        std::vector<EventType> types;
        std::uint64_t mask;  ///< of their last six bits: mostly the event's is not among them
        Filter filter;
    };
    std::vector<Choice> choices_;
    std::vector<EventType> types_;
};

}  // namespace waymark::server
