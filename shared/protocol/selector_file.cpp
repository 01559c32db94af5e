#include "shared/protocol/selector_file.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

constexpr std::size_t longest_word = 100;

/// Types that no feed sends and that follow from others.
constexpr std::array<std::string_view, 5> derived_types{
    "contact.lost", "customer.contacted", "ticket.response_due", "ticket.resolution_due",
    "ticket.promise_due"};

std::vector<std::string_view> event_names() {
    std::vector<std::string_view> names;
    for (const RecordType& type : record_types())
        if (type.is_event) names.push_back(type.name);
    names.insert(names.end(), derived_types.begin(), derived_types.end());
    return names;
}

std::string read_event_type(const FileNode& node) {
    std::string type = node.text(longest_word);
    if (type.empty()) return type;
    const RecordType* known = find_record_type(type);
    if (known != nullptr && !known->is_event)
        node.refuse("is no event; samples are read by the measures \"gauge\" and \"counter\"");
    if (known != nullptr || std::ranges::find(derived_types, type) != derived_types.end())
        return type;
    if (const auto nearest = nearest_word(type, event_names()); !nearest.empty())
        node.refuse("is no known type; did you mean " + in_quotes(nearest) + "?");
    return type;
}

/// A single value to compare with. Fields that always hold text are compared as text.
std::optional<FieldValue> read_scalar(const FileNode& node, bool as_text) {
    if (node.value().is_boolean()) return node.value().get<bool>();
    if (node.value().is_number_integer() && as_text) return node.value().dump();
    if (node.value().is_number()) return node.value().get<double>();
    if (node.value().is_string()) return node.value().get<std::string>();
    node.refuse("is nothing to compare with; allowed are a text, a number, true or false");
    return std::nullopt;
}

std::vector<FieldValue> read_scalars(const FileNode& node, bool as_text) {
    std::vector<FieldValue> values;
    const auto take = [&](const FileNode& one) {
        if (auto value = read_scalar(one, as_text)) values.push_back(std::move(*value));
    };
    if (!node.value().is_array())
        take(node);
    else
        for (const FileNode& item : node.items("at least one value is needed"))
            take(item);
    return values;
}

Condition read_condition(const std::string& field, const FileNode& node) {
    const bool as_text = holds_text(field);
    Condition condition{.field = field};
    if (!node.value().is_object()) {
        condition.any_of = read_scalars(node, as_text);
        return condition;
    }
    FileObject parts{node};
    const auto bound = [&](std::string_view key) {
        const auto found = parts.find(key);
        return found ? read_bound(*found) : std::nullopt;
    };
    condition.at_least = bound("at_least");
    condition.at_most = bound("at_most");
    condition.above = bound("above");
    condition.below = bound("below");
    if (const auto unwanted = parts.find("not"))
        condition.none_of = read_scalars(*unwanted, as_text);
    if (const auto present = parts.find("present")) condition.present = present->flag();
    condition.or_absent = parts.flag("or_absent");
    parts.finish();
    if (node.value().empty())
        node.refuse(
            "says nothing; allowed are at_least, at_most, above, below, not, present and "
            "or_absent");
    return condition;
}

}  // namespace

std::vector<std::string> read_event_types(const FileNode& node) {
    if (!node.value().is_array()) return {read_event_type(node)};
    std::vector<std::string> types;
    for (const FileNode& item : node.items("at least one type is needed"))
        types.push_back(read_event_type(item));
    return types;
}

std::vector<Condition> read_conditions(const FileNode& node) {
    std::vector<Condition> conditions;
    if (!node.value().is_object()) {
        node.refuse("is no object; allowed is {\"field\": condition, ...}");
        return conditions;
    }
    for (const auto& [field, value] : node.value().items())
        conditions.push_back(read_condition(field, node.child(field)));
    return conditions;
}

Selection read_selection(const FileNode& node) {
    Selection selection;
    for (const FileNode& item :
         node.items("at least one {\"type\": ..., \"where\": {...}} is needed")) {
        FileObject object{item};
        Selector selector;
        if (const auto type = object.need("type")) selector.types = read_event_types(*type);
        if (const auto where = object.find("where")) selector.where = read_conditions(*where);
        object.finish();
        selection.push_back(std::move(selector));
    }
    return selection;
}

}  // namespace waymark
