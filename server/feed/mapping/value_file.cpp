#include "server/feed/mapping/value_file.hpp"

#include <algorithm>
#include <array>
#include <exception>

#include <date/tz.h>
#include <re2/re2.h>

#include "server/feed/mapping/template_text.hpp"
#include "shared/protocol/hours_file.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t longest_pattern = 300;
constexpr std::size_t longest_header = 100;
constexpr std::array<std::string_view, 9> sources{"path",  "root", "const", "header", "find",
                                                  "first", "text", "key",   "beside"};

/// The level that `up` says, of `depth`: 0 is the innermost.
std::size_t read_level(FileObject& object, std::size_t depth) {
    const auto up = object.find("up");
    if (!up) return depth - 1;
    if (depth == 1) {
        up->refuse("is of no use here; it is for what stands within foreach or find");
        return 0;
    }
    const auto levels = static_cast<std::size_t>(
        up->whole("number of levels", 1, static_cast<std::int64_t>(depth) - 1));
    return depth - 1 - levels;
}

Find read_find(FileObject& object, const FileNode& list, std::size_t depth) {
    Find find{read_pointer(list), read_level(object, depth), depth, {}, {}};
    const bool deep_enough = fits(list, depth + 1);
    if (const auto where = object.need("where"); where && deep_enough)
        find.where = read_conditions(*where, depth + 1);
    if (const auto path = object.need("path")) find.path = read_pointer(*path);
    return find;
}

/// What stands in the outer element beside the list that foreach goes through.
Beside read_beside(const FileNode& node, std::size_t depth) {
    if (depth < 2) node.refuse("is of no use here; it is for what stands within foreach");
    return {read_pointer(node), std::max<std::size_t>(depth, 2) - 2};
}

Object read_object(const FileNode& node, std::size_t depth) {
    Object object;
    if (!node.value().is_object()) {
        node.refuse("is no object of values");
        return object;
    }
    for (const auto& [name, value] : node.value().items())
        object.members.emplace_back(name, read_value(node.child(name), depth, ValueType::as_is));
    return object;
}

void read_source(FileObject& object, std::size_t depth, Value& value) {
    if (const auto node = object.find("find"))
        value.source = read_find(object, *node, depth);
    else if (const auto path = object.find("path"))
        value.source = AtPath{read_pointer(*path), read_level(object, depth)};
    if (const auto node = object.find("root")) value.source = AtPath{read_pointer(*node), 0};
    if (const auto node = object.find("const")) value.source = Constant{node->value()};
    if (const auto node = object.find("header"))
        value.source = header_named(node->text(longest_header));
    if (const auto node = object.find("text")) value.source = read_template(*node, depth);
    if (const auto node = object.find("beside")) value.source = read_beside(*node, depth);
    if (const auto node = object.find("object")) value.source = read_object(*node, depth);
    if (const auto node = object.find("key")) {
        if (!node->flag()) node->refuse("is not needed; allowed is true");
        if (depth < 2) node->refuse("is of no use here; it is for what stands within foreach");
        value.source = AtKey{read_level(object, depth)};
    }
    if (const auto node = object.find("first")) {
        First first;
        for (const FileNode& item : node->items("the values to choose from are needed"))
            first.options.push_back(read_value(item, depth, ValueType::as_is));
        value.source = std::move(first);
    }
}

/// A value comes from one place.
void check_one_source(const FileObject& object) {
    const json& value = object.node().value();
    if (!value.is_object()) return;
    std::size_t count = value.contains("object") ? 1 : 0;
    for (const std::string_view source : sources)
        count += value.contains(source) ? 1 : 0;
    if (value.contains("find") && value.contains("path")) --count;
    if (count != 1)
        object.node().refuse_as(
            "", "says " + std::to_string(count) +
                    " places to take the value from; exactly one of \"path\", \"root\", \"const\", "
                    "\"header\", \"find\", \"first\", \"text\", \"key\", \"beside\" and \"object\" "
                    "is allowed");
}

void read_words(const FileNode& node, Value& value) {
    value.mapped = true;
    if (!node.value().is_object() || node.value().empty())
        return node.refuse("is no map; allowed is an object as {\"High\": \"P1\", \"*\": \"P3\"}");
    for (const auto& [word, meaning] : node.value().items()) {
        if (meaning.is_structured())
            node.child(word).refuse("is neither a text nor a number, flag or null");
        value.words[word] = meaning;
    }
}

std::size_t position(const std::vector<std::string_view>& names, const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

void read_time_format(FileObject& object, Conversion& conversion) {
    const auto format = object.find("time_format");
    const auto zone = object.find("zone");
    if (format && conversion.type != ValueType::time)
        format->refuse("is of no use here; it is for the type \"time\"");
    if (format)
        if (const auto name = format->word(time_format_names()); !name.empty())
            conversion.time_format = static_cast<TimeFormat>(position(time_format_names(), name));
    const bool needs_zone = conversion.time_format == TimeFormat::sql;
    if (zone && !needs_zone) zone->refuse("is of no use here; it is for the time format \"sql\"");
    if (needs_zone && !zone)
        object.node().miss(
            "\"zone\" is missing; as \"Europe/London\" or \"UTC\": times in the "
            "format \"sql\" have no offset");
    if (!zone || !needs_zone) return;
    try {
        conversion.zone = date::locate_zone(read_zone(*zone));
    } catch (const std::exception&) {
        conversion.zone = nullptr;  // read_zone noted the problem
    }
}

void read_conversion(FileObject& object, ValueType usual, Conversion& conversion) {
    conversion.type = usual;
    if (const auto type = object.find("type"))
        if (const auto name = type->word(value_type_names()); !name.empty())
            conversion.type = static_cast<ValueType>(position(value_type_names(), name) + 1);
    read_time_format(object, conversion);
    const bool numeric =
        conversion.type == ValueType::number || conversion.type == ValueType::duration;
    constexpr std::string_view for_numbers =
        "is of no use here; it is for the types \"number\" and \"duration\"";
    if (const auto scale = object.find("scale")) {
        conversion.scale = scale->number("factor", -1e12, 1e12);
        if (!numeric) scale->refuse(std::string{for_numbers});
    }
    if (const auto comma = object.find("decimal_comma")) {
        conversion.decimal_comma = comma->flag();
        if (!numeric) comma->refuse(std::string{for_numbers});
    }
}

Value from_pointer(const FileNode& node, std::size_t depth, ValueType usual) {
    Value value;
    const auto* text = node.value().get_ptr<const std::string*>();
    if (text == nullptr || (!text->empty() && text->front() != '/'))
        node.refuse(
            "is no JSON pointer, as \"/issue/key\", and no object; a fixed text is "
            "{\"const\": \"...\"}");
    else
        value.source = AtPath{read_pointer(node), depth - 1};
    value.conversion.type = usual;
    value.plain = usual == ValueType::as_is;
    return value;
}

}  // namespace

Pointer read_pointer(const FileNode& node) {
    const auto* text = node.value().get_ptr<const std::string*>();
    auto pointer = text ? Pointer::from(*text) : std::nullopt;
    if (!pointer)
        node.refuse(
            "is no JSON pointer; allowed are \"\" and texts as \"/issue/key\", in which "
            "~1 stands for / and ~0 for ~");
    return pointer ? std::move(*pointer) : Pointer{};
}

std::unique_ptr<const re2::RE2> read_pattern(const FileNode& node) {
    const std::string text = node.text(longest_pattern);
    if (text.empty()) return nullptr;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto pattern = std::make_unique<const re2::RE2>(text, options);
    if (pattern->ok()) return pattern;
    node.refuse("is no regular expression of RE2: " + pattern->error());
    return nullptr;
}

bool fits(const FileNode& node, std::size_t depth) {
    if (depth <= most_levels) return true;
    node.refuse("lies too deep; at most " + std::to_string(most_levels - 1) +
                " levels of foreach and find are allowed");
    return false;
}

Value read_value(FileObject& object, std::size_t depth, ValueType usual) {
    Value value;
    check_one_source(object);
    read_source(object, depth, value);
    if (const auto nothing = object.find("null"))
        for (const FileNode& item : nothing->items("the values that mean none are needed"))
            value.nothing.push_back(item.value());
    if (const auto regex = object.find("regex")) value.regex = read_pattern(*regex);
    if (const auto words = object.find("map")) read_words(*words, value);
    read_conversion(object, usual, value.conversion);
    if (const auto fallback = object.find("default")) value.fallback = fallback->value();
    value.plain = value.nothing.empty() && !value.regex && !value.mapped &&
                  value.conversion.type == ValueType::as_is;
    object.finish();
    return value;
}

Value read_value(const FileNode& node, std::size_t depth, ValueType usual) {
    if (!node.value().is_object()) return from_pointer(node, depth, usual);
    FileObject object{node};
    return read_value(object, depth, usual);
}

}  // namespace waymark::server::mapping
