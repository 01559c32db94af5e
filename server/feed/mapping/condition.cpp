#include "server/feed/mapping/condition.hpp"

#include <algorithm>

#include <re2/re2.h>

#include "server/feed/mapping/value.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

bool matches(const re2::RE2& pattern, const json& value, Scope& scope) {
    const auto text = text_of(value);
    if (!text) return false;
    scope.spend(text->size());
    return re2::RE2::PartialMatch(*text, pattern);
}

bool passes(const Condition& condition, const json* value, Scope& scope) {
    if (condition.test == Test::absent) return value == nullptr;
    if (condition.test == Test::ne) return value == nullptr || !same(*value, condition.operand);
    if (value == nullptr) return false;
    switch (condition.test) {
        case Test::exists:
            return true;
        case Test::eq:
            return same(*value, condition.operand);
        case Test::in:
            return std::ranges::any_of(condition.operand,
                                       [&](const json& one) { return same(*value, one); });
        case Test::match:
            return matches(*condition.pattern, *value, scope);
        default:
            break;
    }
    const auto number = number_of(*value);
    if (!number) return false;
    const double bound = condition.operand.get<double>();
    if (condition.test == Test::gt) return *number > bound;
    if (condition.test == Test::lt) return *number < bound;
    return condition.test == Test::ge ? *number >= bound : *number <= bound;
}

/// Two values of the message are the same when both are there.
bool agrees(const Condition& condition, const json* value, Scope& scope) {
    json made;
    const auto other = find_value(*condition.other, scope, made);
    if (!other) return false;
    if (value != nullptr) scope.spend(weight_of(*value));
    const bool equal = value != nullptr && *other != nullptr && same(*value, **other);
    return equal == (condition.test == Test::eq);
}

bool compare(const Condition& condition, Scope& scope, std::vector<std::string>* notes) {
    scope.spend(1);
    json made;
    const auto found = find_value(*condition.subject, scope, made);
    const bool passed = found && (condition.other ? agrees(condition, *found, scope)
                                                  : passes(condition, *found, scope));
    if (notes != nullptr) {
        std::string note = condition.shown + (passed ? ": yes" : ": no");
        if (!found)
            note += "; " + found.error().what;
        else
            note += *found == nullptr ? "; there is nothing" : "; it is " + show_json(**found);
        notes->push_back(std::move(note));
    }
    return passed;
}

}  // namespace

Condition::Condition() = default;
Condition::~Condition() = default;
Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(Condition&&) noexcept = default;

bool holds(const Condition& condition, Scope& scope, std::vector<std::string>* notes) {
    const auto holding = [&](const Condition& part) { return holds(part, scope, notes); };
    switch (condition.kind) {
        case Condition::Kind::comparison:
            return compare(condition, scope, notes);
        case Condition::Kind::all:
            return std::ranges::all_of(condition.parts, holding);
        case Condition::Kind::any:
            return std::ranges::any_of(condition.parts, holding);
        case Condition::Kind::none:
            return std::ranges::none_of(condition.parts, holding);
    }
    return false;
}

}  // namespace waymark::server::mapping
