#include "server/access/pushed_request.hpp"

#include <algorithm>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

std::string unescaped(std::string_view text) {
    std::string plain{text};
    std::ranges::replace(plain, '+', ' ');
    return percent_decoded(plain);
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

}  // namespace waymark::server
