#pragma once

#include <optional>

#include "server/kpi/event/fields.hpp"
#include "server/kpi/event/vocabulary.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// The place of a feed that is not known any more.
inline constexpr std::uint8_t no_feed = 255;

/// Something that happened, or the state a subject is in, in numbers.
struct Event {
    EventType type = other_type;
    std::uint8_t feed = 0;  ///< the feed's place (Lives::feeds)
    Time time;
    Fields fields;

    bool operator==(const Event&) const = default;

    const Field* find(FieldId id) const { return fields.find(id); }
    std::optional<double> number(FieldId id) const;
    Word word(FieldId id) const;  ///< no_word when absent
    bool flag(FieldId id) const;  ///< false when absent
    std::optional<Time> instant(FieldId id) const;
    /// Replaces the field of that id, or adds it.
    void set(const Field& field);
    /// Adds the field unless there is one of that id.
    void add(const Field& field);
    void drop(FieldId id);
};

/// The record in numbers. Only fields the vocabulary knows are kept: those of the contract's
/// dimensions and derivations, and those that definitions use.
Event compile(const Record& record, std::uint8_t feed, Vocabulary& vocabulary);

}  // namespace waymark::server
