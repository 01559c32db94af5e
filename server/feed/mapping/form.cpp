#include <algorithm>

#include "server/feed/mapping/decoding.hpp"
#include "shared/base/form_text.hpp"
#include "shared/base/utf8.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

/// Why a field can't be used as text; empty: it can. What proves who sent a form reads octets and
/// is not asked.
std::string fault_of(const FormField& field) {
    if (!field.proper) return "has a % without two hexadecimal digits after it";
    if (!is_clean(field.name) || !is_clean(field.value)) return "is no UTF-8 text, or holds NUL";
    return {};
}

}  // namespace

bool is_clean(std::string_view text) {
    return text.find('\0') == std::string_view::npos && is_utf8(text);
}

Result<void> decode_form(std::string_view body, const std::vector<std::string>& json_fields,
                         const TakeElement& take) {
    json element = json::object();
    std::size_t place = 0;
    for (FormField& field : read_form(body, most_form_fields + 1)) {
        const std::string where = "/" + std::to_string(place);
        if (place == most_form_fields)
            return failure(where, "is one field too many; at most 1000 are allowed");
        if (const std::string fault = fault_of(field); !fault.empty())
            return failure(where, "field " + std::to_string(place) + " " + fault);
        if (element.contains(field.name))
            return failure(where, "field \"" + field.name + "\" stands twice");
        element[field.name] = std::move(field.value);
        ++place;
    }
    for (const std::string& name : json_fields) {
        const auto field = element.find(name);
        if (field == element.end()) continue;
        // One level less: the form is the one around it.
        auto value =
            read_json(field->get_ref<const std::string&>(), {.depth = JsonLimits{}.depth - 1});
        if (!value)
            return failure(value.error().where, "field \"" + name + "\": " + value.error().what);
        *field = std::move(*value);
    }
    take("", std::move(element));
    return {};
}

}  // namespace waymark::server::mapping
