#include "shared/protocol/record_codec.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/base/overloaded.hpp"
#include "shared/base/utf8.hpp"
#include "shared/protocol/record_maker.hpp"

namespace waymark {
namespace {

using nlohmann::json;

/// As write_json() writes it.
std::string in_utf8(const std::string& text) {
    return is_utf8(text) ? text : json::parse(write_json(text)).get<std::string>();
}

/// Gives a field as if its text had been read.
void give(RecordMaker& maker, const RecordFields::Field& field) {
    const std::string name = in_utf8(field.first);
    const auto take =
        Overloaded{[&](const std::string& text) { maker.take(name, in_utf8(text)); },
                   [&](bool flag) { maker.take(name, json(flag)); },
                   [&](double number) {
                       maker.take(name, std::isfinite(number) ? json(number) : json(nullptr));
                   },
                   [&](const std::vector<std::string>& texts) {
                       json list = json::array();
                       for (const std::string& text : texts)
                           list.push_back(in_utf8(text));
                       maker.take(name, list);
                   },
                   [&](const RawJson& raw) {
                       // One level less: the record is the one around it.
                       auto value = read_json(raw.text, {.depth = JsonLimits{}.depth - 1});
                       if (value)
                           maker.take(name, *value);
                       else
                           maker.fail({pointer_to(name) + value.error().where, value.error().what});
                   }};
    std::visit(take, field.second);
}

Error no_record(const json& value) {
    return {"", show_json(value) + " is no record; a record is an object with a \"type\""};
}

}  // namespace

Result<Record> read_record(const json& value, Time received, const RecordLimits& limits) {
    if (!value.is_object()) return tl::unexpected(no_record(value));
    RecordMaker maker{received, limits};
    for (const auto& [name, member] : value.items())
        maker.take(name, member);
    return maker.finish();
}

Result<Record> parse_record(std::string_view line, Time received, const RecordLimits& limits) {
    RecordMaker maker{received, limits};
    const auto read = read_members(line, {}, maker);
    if (!read) return tl::unexpected(read.error());
    return read->is_object() ? maker.finish() : tl::unexpected(no_record(*read));
}

Result<Record> check_record(const Record& record, const RecordLimits& limits) {
    RecordMaker maker{Time{}, limits};
    auto field = record.fields.begin();
    // In the order of their names, as they stand in a line: the first that is wrong is told.
    const auto take_until = [&](std::string_view name) {
        for (; field != record.fields.end() && field->first < name; ++field)
            give(maker, *field);
    };
    const auto skip = [&](std::string_view name) {
        if (field != record.fields.end() && field->first == name) ++field;
    };
    take_until("id");
    if (!record.id.empty()) {
        maker.take("id", in_utf8(record.id));
        skip("id");
    }
    take_until("time");
    skip("time");
    maker.take(record.time);
    take_until("type");
    skip("type");
    maker.take("type", in_utf8(record.type));
    for (; field != record.fields.end(); ++field)
        give(maker, *field);
    return maker.finish();
}

json field_json(const FieldValue& value) {
    if (const auto* raw = std::get_if<RawJson>(&value))
        return json::parse(raw->text, nullptr, false);
    return std::visit(
        [](const auto& held) -> json {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, RawJson>)
                return nullptr;
            else
                return held;
        },
        value);
}

std::string write_record(const Record& record) {
    json value = json::object();
    for (const auto& [field, content] : record.fields)
        value[field] = field_json(content);
    value["type"] = record.type;
    if (!record.id.empty()) value["id"] = record.id;
    value["time"] = time_json(record.time);
    return write_json(value);
}

}  // namespace waymark
