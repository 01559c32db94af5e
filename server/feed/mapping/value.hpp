#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/feed/mapping/condition.hpp"
#include "server/feed/mapping/conversion.hpp"
#include "server/feed/mapping/pointer.hpp"
#include "server/feed/mapping/scope.hpp"

namespace re2 {
class RE2;
}

namespace waymark::server::mapping {

struct Value;

/// What stands at a pointer within the element of a level.
struct AtPath {
    Pointer pointer;
    std::size_t level = 0;
};
/// The place or name of the element that `foreach` has come to.
struct AtKey {
    std::size_t level = 0;
};
/// What has the same place or name in another list or object of the level's element.
struct Beside {
    Pointer pointer;
    std::size_t level = 0;  ///< of the element that holds the other; its inner one is next
};
struct Constant {
    nlohmann::json value;
};
struct Header {
    std::string name;  ///< in lower case
};
Header header_named(std::string name);
/// A value of the first element of a list or object for which everything holds.
struct Find {
    Pointer list;
    std::size_t level = 0;  ///< of what holds the list
    std::size_t inner = 0;  ///< that the elements take
    Condition where;
    Pointer path;  ///< within the element found
};
/// The first of several that has a value.
struct First {
    std::vector<Value> options;
};
/// Texts and values in a row; nothing when one of them is nothing.
struct Text {
    std::vector<std::variant<std::string, std::unique_ptr<Value>>> parts;
};
/// An object of those values that there are.
struct Object {
    std::vector<std::pair<std::string, Value>> members;
};

/// How a value of a record comes out of a message.
struct Value {
    std::variant<Constant, AtPath, AtKey, Beside, Header, Find, First, Text, Object> source;
    bool plain = true;                      ///< whether the source's value is taken as it is
    std::vector<nlohmann::json> nothing;    ///< values that mean none
    std::unique_ptr<const re2::RE2> regex;  ///< its first group is taken, or all it matches
    std::map<std::string, nlohmann::json, std::less<>> words;  ///< "*": any other
    bool mapped = false;                                       ///< whether `words` is to be used
    Conversion conversion;
    nlohmann::json fallback;  ///< null: none

    Value();
    ~Value();
    Value(Value&&) noexcept;
    Value& operator=(Value&&) noexcept;
};

/// What a value comes to: within the message or the rules, or in `made`, which must outlive it;
/// null when there is none. An Error's `where` is a pointer within what was
/// delivered, empty when the value has no single place.
Result<const nlohmann::json*> find_value(const Value& value, Scope& scope, nlohmann::json& made);

/// About how many octets a value has.
std::size_t weight_of(const nlohmann::json& value);

}  // namespace waymark::server::mapping
