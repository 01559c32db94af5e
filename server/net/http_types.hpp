#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waymark::server {

/// What is answered to an HTTP request, before it becomes octets.
struct Answer {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    bool operator==(const Answer&) const = default;
};

/// {"error":{"where","what"}}: every answer but a good one looks like this.
Answer error_answer(int status, std::string_view where, std::string_view what);

}  // namespace waymark::server
