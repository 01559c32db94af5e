#include "shared/protocol/record_codec.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> duration_fields{"wait", "talk", "hold",
                                                          "wrap", "ring", "ttl"};
constexpr std::array<std::string_view, 8> number_fields{
    "value", "score", "points", "max", "hours", "amount", "numerator", "denominator"};

/// Sums and squares of numbers up to this are numbers still, whatever a feed sends.
constexpr double largest_number = 1e15;
constexpr double longest_duration = 400 * 86'400.0;

bool is_one_of(std::string_view name, auto const& names) {
    return std::ranges::find(names, name) != names.end();
}

std::string pointer_to(std::string_view field) {
    return (json::json_pointer{} / std::string{field}).to_string();
}

Result<std::string> read_text(std::string_view field, const json& value, std::size_t limit) {
    std::string text;
    if (value.is_string())
        text = value.get<std::string>();
    else if (value.is_number_integer())
        text = value.dump();
    else
        return failure(pointer_to(field), show_json(value) + " is no text");
    if (text.size() > limit)
        return failure(pointer_to(field), "has " + std::to_string(text.size()) +
                                              " octets; at most " + std::to_string(limit) +
                                              " are allowed");
    return text;
}

Result<Time> read_time(const json& value) {
    constexpr std::string_view allowed =
        " is no time; allowed are RFC 3339 with an offset, as \"2026-03-30T08:00:00+01:00\", or "
        "whole epoch milliseconds";
    if (value.is_number_integer()) {
        const auto ms = value.is_number_unsigned()
                            ? static_cast<std::int64_t>(
                                  std::min<std::uint64_t>(value.get<std::uint64_t>(), INT64_MAX))
                            : value.get<std::int64_t>();
        constexpr std::int64_t year_2200 = 7'258'118'400'000;
        if (ms >= 0 && ms < year_2200) return from_epoch_ms(ms);
    } else if (value.is_string()) {
        if (const auto time = from_rfc3339(value.get_ref<const std::string&>())) return *time;
    }
    return failure("/time", show_json(value) + std::string{allowed});
}

Result<double> read_number(std::string_view field, const json& value) {
    if (!value.is_number()) return failure(pointer_to(field), show_json(value) + " is no number");
    const double number = value.get<double>();
    if (is_one_of(field, duration_fields) && (number < 0 || number > longest_duration))
        return failure(pointer_to(field), show_json(value) +
                                              " is no duration; allowed are seconds from 0 to "
                                              "34560000, which is 400 days");
    if (std::abs(number) > largest_number)
        return failure(pointer_to(field),
                       show_json(value) + " is out of range; allowed are -1e15 to 1e15");
    return number;
}

Result<FieldValue> read_field(const std::string& field, const json& value,
                              const RecordLimits& limits) {
    const FieldKind kind = kind_of_field(field);
    if (kind == FieldKind::text) {
        auto text = read_text(field, value, limits.name_octets);
        if (!text) return tl::unexpected(text.error());
        return FieldValue{std::move(*text)};
    }
    if (kind != FieldKind::any) {
        const auto number = read_number(field, value);
        if (!number) return tl::unexpected(number.error());
        return FieldValue{*number};
    }
    if (value.is_boolean()) return FieldValue{value.get<bool>()};
    if (value.is_number() && std::abs(value.get<double>()) <= largest_number)
        return FieldValue{value.get<double>()};
    if (value.is_string()) {
        auto text = read_text(field, value, limits.text_octets);
        if (!text) return tl::unexpected(text.error());
        return FieldValue{std::move(*text)};
    }
    std::string nested = write_json(value);
    if (nested.size() > limits.text_octets)
        return failure(pointer_to(field), "has " + std::to_string(nested.size()) +
                                              " octets; at most " +
                                              std::to_string(limits.text_octets) + " are allowed");
    const bool texts = value.is_array() && std::ranges::all_of(value, &json::is_string);
    if (texts) return FieldValue{value.get<std::vector<std::string>>()};
    return FieldValue{RawJson{std::move(nested)}};
}

Result<void> check_required(const Record& record) {
    const RecordType* type = find_record_type(record.type);
    if (type == nullptr) return {};
    if (type->is_event && record.id.empty())
        return failure("/id", "is missing; every event needs an id, unique within its feed");
    for (const std::string_view field : type->required) {
        const FieldValue* value = record.find(field);
        const auto* text = value ? std::get_if<std::string>(value) : nullptr;
        if (value == nullptr || (text && text->empty()))
            return failure(pointer_to(field), "is missing; \"" + record.type + "\" needs it");
    }
    return {};
}

Result<Record> read_bounded(const json& value, Time received, const RecordLimits& limits) {
    if (!value.is_object())
        return failure("",
                       show_json(value) + " is no record; a record is an object with a \"type\"");
    const std::size_t fields =
        value.size() - value.count("type") - value.count("id") - value.count("time");
    if (fields > limits.fields)
        return failure("", "has " + std::to_string(fields) + " fields; at most " +
                               std::to_string(limits.fields) + " are allowed");
    Record record;
    record.time = received;
    for (const auto& [field, content] : value.items()) {
        if (content.is_null()) continue;
        if (field.empty() || field.size() > limits.name_octets)
            return failure("", "a field's name has " + std::to_string(field.size()) +
                                   " octets; 1 to " + std::to_string(limits.name_octets) +
                                   " are allowed");
        if (field == "type" || field == "id") {
            auto text = read_text(field, content, limits.name_octets);
            if (!text) return tl::unexpected(text.error());
            (field == "type" ? record.type : record.id) = std::move(*text);
        } else if (field == "time") {
            const auto time = read_time(content);
            if (!time) return tl::unexpected(time.error());
            record.time = *time;
        } else {
            auto read = read_field(field, content, limits);
            if (!read) return tl::unexpected(read.error());
            record.fields.emplace(field, std::move(*read));
        }
    }
    if (record.type.empty())
        return failure("/type", "is missing; as \"contact.offered\" or \"sample\"");
    if (const auto complete = check_required(record); !complete)
        return tl::unexpected(complete.error());
    return record;
}

}  // namespace

FieldKind kind_of_field(std::string_view field) {
    if (holds_text(field)) return FieldKind::text;
    if (is_one_of(field, duration_fields)) return FieldKind::duration;
    return is_one_of(field, number_fields) ? FieldKind::number : FieldKind::any;
}

Result<Record> read_record(const json& value, Time received, const RecordLimits& limits) {
    return read_bounded(value, received, limits);
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
    // A phone system's microseconds are kept.
    if (record.time == from_epoch_ms(to_epoch_ms(record.time)))
        value["time"] = to_epoch_ms(record.time);
    else
        value["time"] = to_rfc3339(record.time);
    return write_json(value);
}

Result<Record> parse_record(std::string_view line) {
    auto value = read_json(line, {});
    if (!value) return tl::unexpected(value.error());
    return read_bounded(*value, Time{}, {});
}

}  // namespace waymark
