#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "shared/base/result.hpp"
#include "shared/model/record.hpp"

namespace waymark {

/// Limits of one record; beyond them it is rejected.
struct RecordLimits {
    std::size_t fields = 64;         ///< beside type, id and time
    std::size_t name_octets = 100;   ///< of a field's name, and of subjects and dimensions
    std::size_t text_octets = 8192;  ///< of any other text, and of a nested value's JSON
};

/// What a field has to hold, by its name; the others hold anything.
enum class FieldKind { any, text, number, duration };
FieldKind kind_of_field(std::string_view field);

/// Reads one record as the contract describes it. `time` is `received` when absent. Numbers as
/// subjects, dimensions and ids are taken as text. An error's `where` is a JSON pointer within the
/// record; its `what` names the value and what is allowed.
Result<Record> read_record(const nlohmann::json& value, Time received, const RecordLimits& limits);
/// The same from JSON text.
Result<Record> parse_record(std::string_view line, Time received, const RecordLimits& limits);

/// The same of a record that somebody made: what parse_record() reads of its write_record(), which
/// its line in the store is too, so that nothing is kept that can't be read back. Octets that are
/// no UTF-8 are replaced, numbers that are none left out.
Result<Record> check_record(const Record& record, const RecordLimits& limits);

/// The JSON of one field's value.
nlohmann::json field_json(const FieldValue& value);

/// One line of JSON, the form the store keeps; `parse_record` reads it back unchanged.
std::string write_record(const Record& record);

}  // namespace waymark
