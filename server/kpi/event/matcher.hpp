#pragma once

#include "shared/model/measure.hpp"

namespace waymark::server {

/// The fields of a record, or those last heard of a subject.
using Fields = std::map<std::string, FieldValue, std::less<>>;

bool holds(const Condition& condition, const Fields& fields);
bool all_hold(const std::vector<Condition>& conditions, const Fields& fields);

/// Whether the record is of one of the selector's types and meets its conditions.
bool matches(const Selector& selector, const Record& record);

/// Whether any selector matches: an event counts once however many do.
bool matches_any(const Selection& selection, const Record& record);

}  // namespace waymark::server
