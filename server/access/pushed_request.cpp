#include "server/access/pushed_request.hpp"

namespace waymark::server {
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

}  // namespace waymark::server
