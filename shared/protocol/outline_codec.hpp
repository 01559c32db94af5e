#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark {

/// An instant as the wire writes it: whole epoch milliseconds of the years 1970 to 2199, so that
/// differences of two instants never overflow.
Time time_from(const nlohmann::json& value);

/// What a text on the wire stands for; throws std::invalid_argument naming one that is wrong. Words
/// of an enumeration are not read so: one that is not known is a newer server's, and stands for its
/// neutral neighbour, or what it is about is passed over (docs/protocol.md).
template <class T>
T needed(std::optional<T> value, const std::string& word) {
    if (!value) throw std::invalid_argument("\"" + word + "\" is not known");
    return *value;
}

/// The model's types as JSON on the wire. Optional members that are empty are left out. Reading
/// throws nlohmann::json::exception or std::invalid_argument where a needed field is missing or not
/// what it should be; `codec.cpp` turns that into an Error.
nlohmann::json outline_json(const Outline& outline);
Outline outline_from(const nlohmann::json& value);

/// A list of KPIs by their ids; absent in `value` it is empty.
nlohmann::json ids_json(const std::vector<KpiId>& ids);
std::vector<KpiId> kpi_ids_from(const nlohmann::json& value, const char* field);

nlohmann::json kpi_json(const Kpi& kpi);
nlohmann::json feed_json(const Feed& feed);

/// A whole number within [least, most]; a fraction is none.
std::int64_t whole_from(const nlohmann::json& value, std::int64_t least, std::int64_t most);
/// The largest whole number that every JSON reader keeps exact.
inline constexpr std::int64_t largest_whole = std::int64_t{1} << 53;

}  // namespace waymark
