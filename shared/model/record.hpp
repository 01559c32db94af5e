#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/ids.hpp"
#include "shared/model/record_fields.hpp"
#include "shared/model/time.hpp"

namespace waymark {

/// One thing that happened, or one measured value, as a feed told it: what `/records` takes, what
/// the store keeps and what readings are computed from. Every key but `type` and `time` stands in
/// `fields`, dimensions (queue, channel, priority, team) and subjects (contact, ticket, agent)
/// included; unknown ones too.
struct Record {
    std::string type;
    std::string id;  ///< unique within its feed; empty for a sample without one
    Time time;
    RecordFields fields;

    bool operator==(const Record&) const = default;

    const FieldValue* find(std::string_view field) const;
    /// The field's text; empty when it is absent or no text.
    std::string_view text(std::string_view field) const;
    /// The field's number; nothing when it is absent or no number.
    std::optional<double> number(std::string_view field) const;
};

/// What the contract asks of a record's type beside `type` itself.
struct RecordType {
    std::string_view name;
    std::vector<std::string_view> required;  ///< fields that must be there and not be empty
    bool is_event = true;                    ///< events need an `id`
};

/// The catalogue of known types, in the contract's order. Unknown types are accepted all the same.
std::span<const RecordType> record_types();
const RecordType* find_record_type(std::string_view name);

/// The fields that can be filtered as dimensions: queue, channel, priority, team.
std::span<const std::string_view> dimension_fields();

/// Whether the field holds text whatever the source writes: a ticket numbered 4711 is "4711".
bool holds_text(std::string_view field);

}  // namespace waymark
