#include <algorithm>
#include <set>

#include "server/feed/mapping/decoding.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/base/utf8.hpp"

namespace waymark::server::mapping {
namespace {

constexpr std::size_t most_fields = 1000;

Result<std::string> unescaped(std::string_view text) {
    for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 3))
        if (text.size() - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
            return failure("", "has a % without two hexadecimal digits after it");
    std::string plain{text};
    std::ranges::replace(plain, '+', ' ');
    plain = percent_decoded(plain);
    if (!is_clean(plain)) return failure("", "is no UTF-8 text, or holds NUL");
    return plain;
}

}  // namespace

bool is_clean(std::string_view text) {
    return text.find('\0') == std::string_view::npos && is_utf8(text);
}

Result<std::vector<std::pair<std::string, std::string>>> read_form(std::string_view body) {
    std::vector<std::pair<std::string, std::string>> fields;
    std::set<std::string> names;
    while (!body.empty()) {
        const std::size_t end = std::min(body.find('&'), body.size());
        const std::string_view field = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (field.empty()) continue;
        const std::string which = "/" + std::to_string(fields.size());
        if (fields.size() == most_fields)
            return failure(which, "is one field too many; at most 1000 are allowed");
        const std::size_t equals = std::min(field.find('='), field.size());
        auto name = unescaped(field.substr(0, equals));
        auto value = unescaped(field.substr(std::min(equals + 1, field.size())));
        if (!name) return failure(which, "field " + which.substr(1) + " " + name.error().what);
        if (!value) return failure(which, "field " + which.substr(1) + " " + value.error().what);
        if (!names.insert(*name).second)
            return failure(which, "field \"" + *name + "\" stands twice");
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

}  // namespace waymark::server::mapping
