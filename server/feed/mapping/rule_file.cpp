#include <algorithm>

#include "server/feed/mapping/rule.hpp"
#include "server/feed/mapping/value_file.hpp"
#include "shared/model/record.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t most_rules = 200;
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_note = 300;

ValueType usual_type(const std::string& field) {
    if (field == "time") return ValueType::time;
    switch (kind_of_field(field)) {
        case FieldKind::text:
            return ValueType::text;
        case FieldKind::number:
            return ValueType::number;
        case FieldKind::duration:
            return ValueType::duration;
        case FieldKind::any:
            break;
    }
    return field == "id" ? ValueType::text : ValueType::as_is;
}

Field read_field(const FileNode& node, const std::string& name, std::size_t depth) {
    Field field{name, nullptr, false, false};
    const ValueType usual = usual_type(name);
    if (node.value().is_object()) {
        FileObject object{node};
        field.required = object.flag("required");
        field.value = std::make_shared<const Value>(read_value(object, depth, usual));
    } else {
        field.value = std::make_shared<const Value>(read_value(node, depth, usual));
    }
    return field;
}

/// Adds fields to those that are known; one of the same name takes its place.
void read_fields(const FileNode& node, std::size_t depth, std::vector<Field>& fields) {
    if (!node.value().is_object()) return node.refuse("is no object of fields");
    for (const auto& [name, value] : node.value().items()) {
        const FileNode child = node.child(name);
        if (name.empty() || name.size() > longest_name)
            child.refuse_as(in_quotes(name), "is no name of a field; 1 to 100 octets are allowed");
        if (name == "type")
            child.refuse_as(in_quotes(name), "is no field; \"emit\" says the record's type");
        std::erase_if(fields, [&](const Field& known) { return known.name == name; });
        fields.push_back(read_field(child, name, depth));
    }
}

/// A fixed type is held against the catalogue: what it needs must be mapped.
void check_type(const FileNode& node, const std::string& type, const Rule& rule) {
    const RecordType* known = find_record_type(type);
    if (known == nullptr) {
        std::vector<std::string_view> names;
        for (const RecordType& one : record_types())
            names.push_back(one.name);
        if (!nearest_word(type, names).empty())
            node.refuse("is no known type; " + suggestion(type, names));
        return;
    }
    for (const std::string_view field : known->required)
        if (std::ranges::find(rule.fields, field, &Field::name) == rule.fields.end())
            node.refuse("needs " + in_quotes(field) +
                        ", which neither \"fields\" nor \"common\" say");
}

Value read_type(const FileNode& node, std::size_t depth, const Rule& rule) {
    const auto* text = node.value().get_ptr<const std::string*>();
    if (text == nullptr) return read_value(node, depth, ValueType::text);
    Value value;
    value.source = Constant{node.text(longest_name)};
    check_type(node, *text, rule);
    return value;
}

std::vector<Pointer> read_foreach(const FileNode& node) {
    std::vector<Pointer> lists;
    if (!node.value().is_array()) {
        lists.push_back(read_pointer(node));
        return lists;
    }
    for (const FileNode& item : node.items("the lists to go through are needed"))
        lists.push_back(read_pointer(item));
    return lists;
}

struct Reader {
    std::size_t root;  ///< how long the pointer of the mapping is
    std::size_t count = 0;

    Rule read(const FileNode& node, std::size_t depth, std::vector<Field> fields) {
        FileObject object{node};
        Rule rule;
        rule.place = node.pointer().substr(root);
        rule.depth = depth;
        rule.fields = std::move(fields);
        object.text_or_none("about", longest_note);
        if (const auto foreach = object.find("foreach")) {
            rule.foreach = read_foreach(*foreach);
            depth += rule.foreach.size();
            if (!fits(*foreach, depth)) return rule;
        }
        if (const auto when = object.find("when")) rule.when = read_conditions(*when, depth);
        if (const auto own = object.find("fields")) read_fields(*own, depth, rule.fields);
        const auto emit = object.find("emit");
        const auto inner = object.find("rules");
        if (emit.has_value() == inner.has_value() && node.value().is_object())
            node.refuse_as("", "has to say either \"emit\", the type of a record, or \"rules\"");
        if (emit) rule.emit = read_type(*emit, depth, rule);
        if (inner) rule.rules = read_all(*inner, depth, rule.fields);
        rule.also = object.flag("also");
        object.finish();
        return rule;
    }

    std::vector<Rule> read_all(const FileNode& node, std::size_t depth,
                               const std::vector<Field>& fields) {
        std::vector<Rule> rules;
        for (const FileNode& item : node.items("at least one rule is needed")) {
            if (++count == most_rules + 1)
                item.refuse_as("", "is one rule too many; at most 200 are allowed");
            if (count > most_rules) break;
            rules.push_back(read(item, depth, fields));
        }
        return rules;
    }
};

}  // namespace

std::vector<Rule> read_rules(FileObject& mapping) {
    std::vector<Field> fields;
    if (const auto common = mapping.find("common")) read_fields(*common, 1, fields);
    for (Field& field : fields)
        field.common = true;
    Reader reader{mapping.node().pointer().size()};
    const auto rules = mapping.need("rules");
    return rules ? reader.read_all(*rules, 1, fields) : std::vector<Rule>{};
}

}  // namespace waymark::server::mapping
