#include "shared/protocol/record_maker.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "shared/model/epoch.hpp"
#include "shared/protocol/annotation_record.hpp"

namespace waymark {
namespace {

using nlohmann::json;

constexpr std::size_t usual_fields = 8;
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

Error too_long(std::string_view field, std::size_t octets, std::size_t limit) {
    return {pointer_to(field), "has " + std::to_string(octets) + " octets; at most " +
                                   std::to_string(limit) + " are allowed"};
}

Error no_time(const json& value) {
    return {"/time", show_json(value) +
                         " is no time; allowed are RFC 3339 with an offset, as "
                         "\"2026-03-30T08:00:00+01:00\", or whole epoch milliseconds"};
}

Result<Time> read_time(const json& value) {
    if (value.is_number_integer()) {
        const auto ms = value.is_number_unsigned()
                            ? static_cast<std::int64_t>(
                                  std::min<std::uint64_t>(value.get<std::uint64_t>(), INT64_MAX))
                            : value.get<std::int64_t>();
        if (const auto time = time_from_ticks(ms, 1'000)) return *time;
    }
    return tl::unexpected(no_time(value));
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

bool holds_number(std::string_view field) {
    const FieldKind kind = kind_of_field(field);
    return kind == FieldKind::duration || kind == FieldKind::number;
}

/// A list of texts whose JSON, each octet of which takes at most six, is surely within the limit.
bool is_short_list(const json& value, std::size_t limit) {
    if (!value.is_array()) return false;
    std::size_t octets = 2;
    for (const json& text : value) {
        if (!text.is_string()) return false;
        octets += 3 + 6 * text.get_ref<const std::string&>().size();
    }
    return octets <= limit;
}

/// Of a value that is no text.
Result<FieldValue> read_field(std::string_view field, const json& value, std::size_t limit) {
    if (holds_number(field)) {
        const auto number = read_number(field, value);
        if (!number) return tl::unexpected(number.error());
        return FieldValue{*number};
    }
    if (value.is_boolean()) return FieldValue{value.get<bool>()};
    if (value.is_number() && std::abs(value.get<double>()) <= largest_number)
        return FieldValue{value.get<double>()};
    if (is_short_list(value, limit)) return FieldValue{value.get<std::vector<std::string>>()};
    std::string nested = write_json(value);
    if (nested.size() > limit) return tl::unexpected(too_long(field, nested.size(), limit));
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
    if (record.type != "annotation.added") return {};
    return read_annotation({}, record).map([](const Annotation&) {});
}

bool is_name(std::string_view name) {
    return name == "type" || name == "id" || holds_text(name);
}

}  // namespace

std::string pointer_to(std::string_view field) {
    return (json::json_pointer{} / std::string{field}).to_string();
}

FieldKind kind_of_field(std::string_view field) {
    if (holds_text(field)) return FieldKind::text;
    if (is_one_of(field, duration_fields)) return FieldKind::duration;
    return is_one_of(field, number_fields) ? FieldKind::number : FieldKind::any;
}

RecordMaker::RecordMaker(Time received, const RecordLimits& limits) : limits_(limits) {
    record_.time = received;
    record_.fields.reserve(usual_fields);
}

void RecordMaker::take(std::string_view name, std::string text) {
    if (!begin(name)) return;
    if (name == "time") {
        if (const auto time = from_rfc3339(text))
            record_.time = *time;
        else
            fail(no_time(text));
    } else if (holds_number(name)) {
        fail(read_number(name, text).error());
    } else {
        put(name, std::move(text));
    }
}

void RecordMaker::take(std::string_view name, const json& value) {
    if (value.is_string()) return take(name, value.get<std::string>());
    if (!begin(name) || value.is_null()) return;
    if (name == "time") {
        if (const auto time = read_time(value))
            record_.time = *time;
        else
            fail(time.error());
    } else if (is_name(name)) {
        if (value.is_number_integer()) return put(name, value.dump());
        fail({pointer_to(name), show_json(value) + " is no text"});
    } else {
        if (auto field = read_field(name, value, limits_.text_octets))
            record_.fields.emplace(name, std::move(*field));
        else
            fail(field.error());
    }
}

void RecordMaker::take(Time time) {
    if (time_from_ticks(to_epoch_us(time), 1'000'000))
        record_.time = time;
    else
        fail(no_time(time_json(time)));
}

void RecordMaker::fail(Error error) {
    if (!error_) error_ = std::move(error);
}

Result<Record> RecordMaker::finish() {
    if (fields_ > limits_.fields)
        return failure("", "has " + std::to_string(fields_) + " fields; at most " +
                               std::to_string(limits_.fields) + " are allowed");
    if (error_) return tl::unexpected(*error_);
    if (record_.type.empty())
        return failure("/type", "is missing; as \"contact.offered\" or \"sample\"");
    if (const auto complete = check_required(record_); !complete)
        return tl::unexpected(complete.error());
    return std::move(record_);
}

bool RecordMaker::begin(std::string_view name) {
    if (name != "type" && name != "id" && name != "time") ++fields_;
    if (name.empty() || name.size() > limits_.name_octets)
        fail({"", "a field's name has " + std::to_string(name.size()) + " octets; 1 to " +
                      std::to_string(limits_.name_octets) + " are allowed"});
    return !error_ && fields_ <= limits_.fields;
}

void RecordMaker::put(std::string_view name, std::string text) {
    const std::size_t limit = is_name(name) ? limits_.name_octets : limits_.text_octets;
    if (text.size() > limit) return fail(too_long(name, text.size(), limit));
    if (name == "type")
        record_.type = std::move(text);
    else if (name == "id")
        record_.id = std::move(text);
    else
        record_.fields.emplace(name, std::move(text));
}

json time_json(Time time) {
    if (time == from_epoch_ms(to_epoch_ms(time))) return to_epoch_ms(time);
    return to_rfc3339(time);
}

}  // namespace waymark
