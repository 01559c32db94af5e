#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

using FetchHeaders = std::vector<std::pair<std::string, std::string>>;

/// Which addresses a request may connect to.
enum class Reach {
    anywhere,
    other_machines,  ///< is_another_machine, whatever name it was found by
};

/// An HTTP request of ours. Certificates are verified, environment and user settings are not looked
/// at, no cookie is kept.
struct FetchRequest {
    std::string method = "GET";  ///< or "POST"
    std::string url;             ///< is_web_url
    FetchHeaders headers;        ///< without line ends
    FetchHeaders credentials;    ///< sent to the origin of `url` only, wherever that sends us on
    std::string body;            ///< of a POST
    Duration timeout = std::chrono::seconds{30};  ///< until the last octet, redirects included
    Duration connect_timeout = std::chrono::seconds{10};
    std::size_t most_octets = 1 << 20;  ///< of the answer's body, unpacked
    bool redirects = false;  ///< a GET is sent on up to 5 times, never from https to http
    Reach reach = Reach::anywhere;
    std::string ca_file;  ///< PEM certificates to trust; empty: the system's
};

struct FetchAnswer {
    int status = 0;
    FetchHeaders headers;  ///< names in lower case
    std::string body;
    std::string url;  ///< where it came from in the end

    /// The first header of that lower-case name; empty: there is none.
    std::string_view header(std::string_view name) const;
};

/// What came back, whatever its status; or why nothing did, without the URL, which may hold
/// secrets.
using Fetched = Result<FetchAnswer>;

/// How long an answer asks us to stay away (Retry-After in seconds or as a date), at most an hour;
/// zero when it does not. `now` is our clock, used for dates.
Duration retry_after(const FetchAnswer& answer, Time now);

}  // namespace waymark::server
