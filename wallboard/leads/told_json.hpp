#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "shared/model/time.hpp"

namespace waymark::wallboard {

// What stands in an answer of the server, which may be older, newer or wrong: what is not as
// expected is not there. Objects and lists live as long as what they stand in.

/// Safe to show; empty: it is not there, or no text.
std::string text_in(const nlohmann::json& object, const char* key);
/// The same of a value itself.
std::string text_of(const nlohmann::json& value);
/// A finite number.
std::optional<double> number_in(const nlohmann::json& object, const char* key);
/// Milliseconds since 1970, of a year that can be written.
std::optional<Time> time_in(const nlohmann::json& object, const char* key);
/// A whole number of things.
std::string count_text(double count);
/// An empty list where there is none.
const nlohmann::json& list_in(const nlohmann::json& object, const char* key);
/// An empty object where there is none.
const nlohmann::json& object_in(const nlohmann::json& object, const char* key);
bool flag_in(const nlohmann::json& object, const char* key);

}  // namespace waymark::wallboard
