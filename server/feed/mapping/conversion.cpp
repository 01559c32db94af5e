#include "server/feed/mapping/conversion.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "shared/base/clock.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

/// What a text says as a number: finite, or NaN for "nan", "+Inf" and the like.
struct NumberText {
    std::optional<double> number;
    bool beyond = false;  ///< beyond a double
};

NumberText read_number(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ptr != end || read.ec == std::errc::invalid_argument) return {};
    if (read.ec == std::errc::result_out_of_range) return {std::nullopt, true};
    return {number};
}

/// "1:02:03" and "2:03" as seconds.
std::optional<double> clock_length(std::string_view text) {
    constexpr std::size_t longest = 12;
    if (text.size() > longest || text.find(':') == std::string_view::npos) return std::nullopt;
    double seconds = 0;
    for (int parts = 1; parts <= 3; ++parts) {
        const std::size_t end = std::min(text.find(':'), text.size());
        const std::string_view part = text.substr(0, end);
        const bool digits = !part.empty() && part.front() >= '0' && part.front() <= '9';
        const auto number = digits ? read_number(part).number : std::nullopt;
        if (!number || (parts > 1 && *number >= 60)) return std::nullopt;
        seconds = seconds * 60 + *number;
        if (end == text.size()) return parts > 1 ? std::optional{seconds} : std::nullopt;
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

/// "P1DT2H3M4.5S" as seconds.
std::optional<double> iso_length(std::string_view text) {
    constexpr std::size_t longest = 40;
    if (text.size() < 3 || text.size() > longest || text.front() != 'P') return std::nullopt;
    text.remove_prefix(1);
    double seconds = 0;
    bool clock = false;
    while (!text.empty()) {
        if (!clock && text.front() == 'T') {
            clock = true;
            text.remove_prefix(1);
        }
        const std::size_t end = text.find_first_not_of("0123456789.");
        if (end == 0 || end == std::string_view::npos) return std::nullopt;
        const auto number = read_number(text.substr(0, end)).number;
        const std::string_view units = clock ? "HMS" : "D";
        const std::size_t unit = units.find(text[end]);
        if (!number || unit == std::string_view::npos) return std::nullopt;
        constexpr std::array<double, 3> lengths{3600, 60, 1};
        seconds += *number * (clock ? lengths[unit] : 86400);
        text.remove_prefix(end + 1);
    }
    return seconds;
}

Error no_such(const json& value, std::string_view what) {
    return {"", show_json(value) + " is no " + std::string{what}};
}

Result<json> to_number(const json& value, const Conversion& conversion) {
    const bool length = conversion.type == ValueType::duration;
    std::optional<double> number;
    if (value.is_number()) number = value.get<double>();
    if (const auto* text = value.get_ptr<const std::string*>()) {
        std::string digits = *text;
        if (conversion.decimal_comma && digits.find('.') == std::string::npos)
            std::ranges::replace(digits, ',', '.');
        const auto read = read_number(digits);
        if (read.beyond) return tl::unexpected(Error{"", show_json(value) + " is beyond a double"});
        number = read.number;
        if (!number && length) {
            number = clock_length(digits);
            if (!number) number = iso_length(digits);
            if (!number) number = duration_from(digits);
        }
    }
    if (!number)
        return tl::unexpected(no_such(
            value, length ? "duration; allowed are seconds, \"1:02:03\", \"PT5M\" and \"20s\""
                          : "number"));
    const double scaled = *number * conversion.scale;
    return std::isfinite(scaled) ? json(scaled) : json();
}

Result<json> to_flag(const json& value) {
    if (value.is_boolean()) return value;
    const auto text = text_of(value);
    for (const std::string_view yes : {"true", "yes", "1", "on"})
        if (text && *text == yes) return json(true);
    for (const std::string_view no : {"false", "no", "0", "off"})
        if (text && *text == no) return json(false);
    return tl::unexpected(no_such(value, "flag; allowed are true and false, yes and no, 1 and 0"));
}

}  // namespace

const std::vector<std::string_view>& value_type_names() {
    static const std::vector<std::string_view> names{"text", "number", "flag", "time", "duration"};
    return names;
}

Result<json> convert(const json& value, const Conversion& conversion) {
    if (value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()))
        return json();
    switch (conversion.type) {
        case ValueType::as_is:
            return value;
        case ValueType::text:
            if (value.is_string()) return value;
            if (auto text = text_of(value)) return json(std::move(*text));
            return tl::unexpected(no_such(value, "text"));
        case ValueType::flag:
            return to_flag(value);
        case ValueType::number:
        case ValueType::duration:
            return to_number(value, conversion);
        case ValueType::time:
            if (const auto time = time_from(value, conversion.time_format, conversion.zone))
                return json(to_rfc3339(*time));
            return tl::unexpected(no_such(
                value,
                "time; it should be " + std::string{description_of(conversion.time_format)}));
    }
    return json();
}

std::optional<std::string> text_of(const json& value) {
    if (const auto* text = value.get_ptr<const std::string*>()) return *text;
    if (value.is_null() || value.is_structured()) return std::nullopt;
    return value.dump();
}

std::optional<double> number_of(const json& value) {
    std::optional<double> number;
    if (value.is_number()) number = value.get<double>();
    if (const auto* text = value.get_ptr<const std::string*>()) number = read_number(*text).number;
    return number && std::isfinite(*number) ? number : std::nullopt;
}

bool same(const json& one, const json& other) {
    if (one.type() == other.type() || (one.is_number() && other.is_number())) return one == other;
    if (one.is_structured() || other.is_structured()) return false;
    return text_of(one) == text_of(other);
}

}  // namespace waymark::server::mapping
