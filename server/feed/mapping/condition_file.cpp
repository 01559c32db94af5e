#include <algorithm>

#include <re2/re2.h>

#include "server/feed/mapping/value_file.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

/// In the order of Test.
const std::vector<std::string_view>& test_names() {
    static const std::vector<std::string_view> names{"eq",    "ne", "in", "exists", "absent",
                                                     "match", "gt", "lt", "ge",     "le"};
    return names;
}

void read_operand(const FileNode& node, std::size_t depth, Condition& condition) {
    const bool equality = condition.test == Test::eq || condition.test == Test::ne;
    if (equality && node.value().is_object()) {
        condition.other = std::make_unique<const Value>(read_value(node, depth, ValueType::as_is));
        return;
    }
    condition.operand = node.value();
    switch (condition.test) {
        case Test::match:
            condition.pattern = read_pattern(node);
            break;
        case Test::in:
            node.items("the values to choose from are needed");
            break;
        case Test::eq:
        case Test::ne:
            if (node.value().is_structured() || node.value().is_null())
                node.refuse(
                    "can't be compared with; allowed are a text, a number, true, false and another "
                    "value, as {\"path\": \"/author\"}");
            break;
        default:
            if (!node.value().is_number()) node.refuse("is no number");
    }
}

Condition read_comparison(const FileNode& node, std::size_t depth) {
    Condition condition;
    condition.kind = Condition::Kind::comparison;
    const auto parts = node.items();
    if (parts.size() < 2 || parts.size() > 3) {
        node.refuse(
            "is no condition; allowed are [VALUE, TEST] and [VALUE, TEST, OTHER], as "
            "[\"/status\", \"eq\", \"open\"]");
        return condition;
    }
    condition.subject =
        std::make_unique<const Value>(read_value(parts[0], depth, ValueType::as_is));
    const std::string test = parts[1].word(test_names());
    if (test.empty()) return condition;
    condition.test =
        static_cast<Test>(std::ranges::find(test_names(), test) - test_names().begin());
    condition.shown = parts[0].shown() + ' ' + test;
    const bool alone = condition.test == Test::exists || condition.test == Test::absent;
    if (alone == (parts.size() == 3)) {
        node.refuse(alone ? "has a value too many; \"" + test + "\" compares with nothing"
                          : "has no value that \"" + test + "\" compares with");
        return condition;
    }
    if (!alone) {
        condition.shown += ' ' + parts[2].shown();
        read_operand(parts[2], depth, condition);
    }
    return condition;
}

Condition read_condition(const FileNode& node, std::size_t depth) {
    if (!node.value().is_object()) return read_comparison(node, depth);
    Condition condition;
    FileObject object{node};
    std::size_t count = 0;
    const auto read = [&](std::string_view key, Condition::Kind kind) {
        const auto found = object.find(key);
        if (!found) return;
        ++count;
        condition = read_conditions(*found, depth);
        condition.kind = kind;
    };
    read("all", Condition::Kind::all);
    read("any", Condition::Kind::any);
    read("none", Condition::Kind::none);
    object.finish();
    if (count != 1)
        node.refuse_as("", "holds " + std::to_string(count) +
                               " lists of conditions; exactly one of \"all\", \"any\" and \"none\" "
                               "is allowed");
    return condition;
}

}  // namespace

Condition read_conditions(const FileNode& node, std::size_t depth) {
    Condition condition;
    for (const FileNode& item : node.items("conditions are needed"))
        condition.parts.push_back(read_condition(item, depth));
    return condition;
}

}  // namespace waymark::server::mapping
