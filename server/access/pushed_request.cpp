#include "server/access/pushed_request.hpp"

#include <algorithm>

#include "server/access/hmac.hpp"

namespace waymark::server {
namespace {

std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet =
            text[i] == '%' && text.size() - i > 2 ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
        if (octet) i += 2;
        plain += octet ? octet->front() : text[i] == '+' ? ' ' : text[i];
    }
    return plain;
}

}  // namespace

std::optional<std::string_view> only_header(const PushedRequest& request, std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [other, value] : request.headers) {
        if (other != name) continue;
        if (found) return std::nullopt;
        found = value;
    }
    return found;
}

std::string_view query_of(const PushedRequest& request) {
    const auto mark = request.target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : request.target.substr(mark + 1);
}

FormPairs read_form(std::string_view text) {
    FormPairs pairs;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty()) continue;
        const std::string_view name = pair.substr(0, pair.find('='));
        pairs.emplace_back(unescaped(name),
                           unescaped(pair.substr(std::min(name.size() + 1, pair.size()))));
    }
    return pairs;
}

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

}  // namespace waymark::server
