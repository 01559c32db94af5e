#include "shared/base/form_text.hpp"

#include <algorithm>

#include "shared/base/octet_text.hpp"

namespace waymark {
namespace {

bool is_proper(std::string_view text) {
    for (std::size_t i = text.find('%'); i != text.npos; i = text.find('%', i + 3))
        if (text.size() - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
            return false;
    return true;
}

std::string unescaped(std::string_view text) {
    std::string plain{text};
    std::ranges::replace(plain, '+', ' ');
    return percent_decoded(plain);
}

}  // namespace

std::vector<FormField> read_form(std::string_view text, std::size_t most) {
    std::vector<FormField> fields;
    while (!text.empty() && fields.size() < most) {
        const std::string_view field = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(field.size() + 1, text.size()));
        if (field.empty()) continue;
        const std::string_view name = field.substr(0, field.find('='));
        const std::string_view value = field.substr(std::min(name.size() + 1, field.size()));
        fields.push_back({unescaped(name), unescaped(value), is_proper(name) && is_proper(value)});
    }
    return fields;
}

}  // namespace waymark
