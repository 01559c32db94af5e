#include "server/kpi/event/matcher.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

bool is_one_of(const FieldValue* value, const std::vector<FieldValue>& list) {
    return value != nullptr && std::ranges::find(list, *value) != list.end();
}

/// The bounds, all of which an absent field or one that is no number fails.
bool within_bounds(const Condition& condition, const FieldValue* value) {
    if (!condition.at_least && !condition.at_most && !condition.above && !condition.below)
        return true;
    const auto* number = value ? std::get_if<double>(value) : nullptr;
    if (number == nullptr) return false;
    return (!condition.at_least || *number >= *condition.at_least) &&
           (!condition.at_most || *number <= *condition.at_most) &&
           (!condition.above || *number > *condition.above) &&
           (!condition.below || *number < *condition.below);
}

}  // namespace

bool holds(const Condition& condition, const Fields& fields) {
    const auto found = fields.find(condition.field);
    const FieldValue* value = found == fields.end() ? nullptr : &found->second;
    if (condition.present && *condition.present != (value != nullptr)) return false;
    if (!condition.any_of.empty() && !is_one_of(value, condition.any_of)) return false;
    if (is_one_of(value, condition.none_of)) return false;
    return within_bounds(condition, value);
}

bool all_hold(const std::vector<Condition>& conditions, const Fields& fields) {
    return std::ranges::all_of(
        conditions, [&](const Condition& condition) { return holds(condition, fields); });
}

bool matches(const Selector& selector, const Record& record) {
    return std::ranges::find(selector.types, record.type) != selector.types.end() &&
           all_hold(selector.where, record.fields);
}

bool matches_any(const Selection& selection, const Record& record) {
    return std::ranges::any_of(selection,
                               [&](const Selector& selector) { return matches(selector, record); });
}

}  // namespace waymark::server
