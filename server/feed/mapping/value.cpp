#include "server/feed/mapping/value.hpp"

#include <algorithm>

#include <re2/re2.h>

#include "shared/protocol/json_reader.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;
using Found = Result<const json*>;

/// What stands at a key of a list or an object.
const json* at_key(const json& holder, const json& key) {
    if (holder.is_array() && key.is_number_unsigned()) {
        const auto place = key.get<std::size_t>();
        return place < holder.size() ? &holder[place] : nullptr;
    }
    const auto* name = key.get_ptr<const std::string*>();
    if (!holder.is_object() || name == nullptr) return nullptr;
    const auto found = holder.find(*name);
    return found == holder.end() ? nullptr : &*found;
}

class Finder {
public:
    Finder(Scope& scope, json& made) : scope_(scope), made_(made) {}

    Found operator()(const Constant& constant) { return &constant.value; }
    Found operator()(const AtPath& path) {
        return path.pointer.follow(*scope_.levels[path.level].value);
    }
    Found operator()(const AtKey& key) { return &scope_.levels[key.level].key; }
    Found operator()(const Beside& beside) {
        const json* other = beside.pointer.follow(*scope_.levels[beside.level].value);
        return other ? at_key(*other, scope_.levels[beside.level + 1].key) : nullptr;
    }
    Found operator()(const Header& header) {
        const auto& fields = scope_.delivery.headers;
        const auto found =
            std::ranges::find(fields, header.name, &std::pair<std::string, std::string>::first);
        if (found == fields.end()) return nullptr;
        return &(made_ = found->second);
    }
    Found operator()(const Find& find) {
        const json* list = find.list.follow(*scope_.levels[find.level].value);
        if (list == nullptr || !list->is_structured()) return nullptr;
        const Level outside = scope_.levels[find.inner];
        const json* found = nullptr;
        for (auto item = list->begin(); item != list->end() && !scope_.exhausted(); ++item) {
            scope_.spend(1);
            scope_.levels[find.inner].value = &*item;
            if (!holds(find.where, scope_, nullptr)) continue;
            found = find.path.follow(*item);
            break;
        }
        scope_.levels[find.inner] = outside;
        return found;
    }
    Found operator()(const First& first) {
        for (const Value& option : first.options) {
            const auto found = find_value(option, scope_, made_);
            if (!found || *found != nullptr) return found;
        }
        return nullptr;
    }
    Found operator()(const Text& text) {
        std::string whole;
        for (const auto& part : text.parts) {
            if (const auto* words = std::get_if<std::string>(&part)) {
                whole += *words;
                continue;
            }
            json made;
            const auto found = find_value(*std::get<std::unique_ptr<Value>>(part), scope_, made);
            if (!found || *found == nullptr) return found;
            const auto value = text_of(**found);
            if (!value) return failure("", show_json(**found) + " is no text");
            whole += *value;
        }
        scope_.spend(whole.size());
        return &(made_ = std::move(whole));
    }
    Found operator()(const Object& object) {
        json whole = json::object();
        for (const auto& [name, member] : object.members) {
            json made;
            const auto found = find_value(member, scope_, made);
            if (!found) return found;
            if (*found != nullptr) whole[name] = **found;
        }
        if (whole.empty()) return nullptr;
        return &(made_ = std::move(whole));
    }

private:
    Scope& scope_;
    json& made_;
};

bool is_nothing(const json* value) {
    if (value == nullptr || value->is_null()) return true;
    const auto* text = value->get_ptr<const std::string*>();
    return text != nullptr && text->empty();
}

/// The first group of the pattern, or all that it matches; null when it does not match.
json cut(const re2::RE2& regex, const std::string& text) {
    re2::StringPiece parts[2];
    const int groups = std::min(regex.NumberOfCapturingGroups(), 1);
    if (!regex.Match(text, 0, text.size(), re2::RE2::UNANCHORED, parts, groups + 1)) return {};
    return std::string{parts[groups].data(), parts[groups].size()};
}

Found worked_out(const Value& value, const json& found, json& made) {
    if (std::ranges::any_of(value.nothing, [&](const json& one) { return same(found, one); }))
        return nullptr;
    const json* now = &found;
    json part;
    if (value.regex) {
        const auto text = text_of(found);
        if (!text) return nullptr;
        part = cut(*value.regex, *text);
        if (is_nothing(&part)) return nullptr;
        now = &part;
    }
    if (value.mapped) {
        const auto text = text_of(*now);
        auto word = text ? value.words.find(*text) : value.words.end();
        if (word == value.words.end()) word = value.words.find("*");
        if (word == value.words.end()) return nullptr;
        now = &word->second;
    }
    auto converted = convert(*now, value.conversion);
    if (!converted) return tl::unexpected(converted.error());
    return &(made = std::move(*converted));
}

/// Where in the message the value comes from, when that is one place.
std::string place_of(const Value& value, const Scope& scope) {
    const auto* path = std::get_if<AtPath>(&value.source);
    return path != nullptr ? scope.levels[path->level].place + path->pointer.text() : std::string{};
}

}  // namespace

Header header_named(std::string name) {
    std::ranges::transform(name, name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return {std::move(name)};
}

Value::Value() = default;
Value::~Value() = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(Value&&) noexcept = default;

std::size_t weight_of(const json& value) {
    if (const auto* text = value.get_ptr<const std::string*>()) return 8 + text->size();
    std::size_t weight = 8;
    if (value.is_structured())
        for (const auto& [key, part] : value.items())
            weight += key.size() + weight_of(part);
    return weight;
}

Found find_value(const Value& value, Scope& scope, json& made) {
    scope.spend(1);
    json source;
    Finder finder{scope, value.plain ? made : source};
    auto found = std::visit(finder, value.source);
    if (!found) return found;
    if (!value.plain && !is_nothing(*found)) {
        scope.spend(weight_of(**found));
        found = worked_out(value, **found, made);
        if (!found) {
            if (found.error().where.empty()) found.error().where = place_of(value, scope);
            return found;
        }
    }
    if (!is_nothing(*found)) return found;
    return value.fallback.is_null() ? nullptr : &value.fallback;
}

}  // namespace waymark::server::mapping
