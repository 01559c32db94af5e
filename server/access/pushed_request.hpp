#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/model/time.hpp"

namespace waymark::server {

/// What somebody who pushes sent, as far as it can prove who that is. What it refers to must
/// outlive it.
struct PushedRequest {
    /// Names in lower case.
    const std::vector<std::pair<std::string, std::string>>& headers;
    std::string_view target;  ///< the path with its query, as it was asked for
    std::string_view body;
    Time received;
};

/// The value of a header field, its name in lower case; nothing when it is not there, or more than
/// once.
std::optional<std::string_view> only_header(const PushedRequest& request, std::string_view name);

/// What stands behind the target's '?'; may be empty.
std::string_view query_of(const PushedRequest& request);

}  // namespace waymark::server
