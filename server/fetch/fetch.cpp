#include "server/fetch/fetch.hpp"

#include <algorithm>
#include <charconv>

#include <curl/curl.h>

namespace waymark::server {

std::string_view FetchAnswer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &FetchHeaders::value_type::first);
    return found == headers.end() ? std::string_view{} : found->second;
}

Duration retry_after(const FetchAnswer& answer, Time now) {
    constexpr Duration most = std::chrono::hours{1};
    const std::string text{answer.header("retry-after")};
    if (text.empty()) return {};
    std::int64_t seconds = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, seconds);
    if (read.ptr == end) {
        if (read.ec == std::errc::result_out_of_range) return most;
        const std::int64_t limit = std::chrono::seconds{std::chrono::hours{1}}.count();
        return std::chrono::seconds{std::clamp<std::int64_t>(seconds, 0, limit)};
    }
    const std::int64_t date = curl_getdate(text.c_str(), nullptr);
    if (date < 0) return {};
    return std::clamp<Duration>(Time{std::chrono::seconds{date}} - now, Duration{}, most);
}

}  // namespace waymark::server
