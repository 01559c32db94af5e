#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "server/feed/mapping/time_text.hpp"
#include "shared/base/result.hpp"

namespace waymark::server::mapping {

/// What a value is made into.
enum class ValueType { as_is, text, number, flag, time, duration };

/// Their names in feeds.json, in the order of ValueType without `as_is`.
const std::vector<std::string_view>& value_type_names();

struct Conversion {
    ValueType type = ValueType::as_is;
    TimeFormat time_format = TimeFormat::rfc3339;
    const date::time_zone* zone = nullptr;  ///< of a time without an offset
    double scale = 1;                       ///< of a number or a duration
    bool decimal_comma = false;             ///< whether "1,5" is a number
};

/// The value as a record holds it: a time as RFC 3339, a duration as seconds. Null when it is no
/// value: null, an empty text, NaN or infinity. An Error when it is none of its type.
Result<nlohmann::json> convert(const nlohmann::json& value, const Conversion& conversion);

/// A text, number or flag as text; nothing when it is a list, an object or null.
std::optional<std::string> text_of(const nlohmann::json& value);

/// The number a value is or says; nothing when it is none, NaN or infinite.
std::optional<double> number_of(const nlohmann::json& value);

/// Whether two values are the same; 10 and "10" are.
bool same(const nlohmann::json& one, const nlohmann::json& other);

}  // namespace waymark::server::mapping
