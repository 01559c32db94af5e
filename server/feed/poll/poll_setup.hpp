#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/access/secret.hpp"
#include "server/feed/mapping/mapping.hpp"

namespace waymark::server {

namespace mapping {
enum class TimeFormat;
}

/// How we show who we are.
struct PollAuth {
    enum class Kind { none, basic, bearer, header, query };
    Kind kind = Kind::none;
    std::string name;    ///< the user, the header or the parameter
    std::string prefix;  ///< of a header's value: "token "
    Secret secret;
};

/// How instants are written in a request.
enum class CursorFormat {
    rfc3339,  ///< "2026-03-30T08:00:00Z"
    sql,      ///< "2026-03-30 08:00:00", in a zone
    minute,   ///< "2026-03-30 08:00", in a zone
    epoch_s,
    epoch_ms,
};

/// From where on changes are asked for.
struct PollCursor {
    std::string value;               ///< JSON pointer to when an item was last changed
    mapping::TimeFormat reads{};     ///< how items write that: rfc3339 unless told
    std::string reads_zone = "UTC";  ///< of items' times without an offset
    CursorFormat writes = CursorFormat::rfc3339;
    Duration overlap = std::chrono::seconds{10};
    Duration first = std::chrono::hours{24};  ///< so far back the very first time
};

/// How an answer of many pages is asked for.
struct PollPaging {
    enum class Kind { none, next, link, page, offset };
    Kind kind = Kind::none;
    std::string next;        ///< JSON pointer to the next page's address
    std::int64_t first = 1;  ///< number of the first page, or offset of the first item
    std::int64_t size = 0;   ///< items of a full page; 0: not known, go on until one is empty
    int most = 20;           ///< pages a round
};

/// One more request for each item.
struct PollDetails {
    std::string url;  ///< with {id}
    std::string id;   ///< JSON pointer in an item
    std::size_t at_once = 4;
};

/// What feeds.json says of a feed whose adapter is "poll" (docs/feeds/polling.md).
struct PollSetup {
    std::string url;
    std::vector<std::pair<std::string, std::string>> query;  ///< parameters, not yet encoded
    /// All parameters of the round that asks for what is open, after every start; empty: there is
    /// none.
    std::vector<std::pair<std::string, std::string>> backlog;
    std::vector<std::pair<std::string, std::string>> headers;
    Duration every = std::chrono::seconds{30};
    Duration timeout = std::chrono::seconds{20};
    PollAuth auth;
    std::string items;         ///< JSON pointer to the list of items
    std::string zone = "UTC";  ///< in which a request's times without an offset are read
    std::optional<PollCursor> cursor;
    PollPaging paging;
    std::optional<PollDetails> details;
    bool redirects = false;
    std::string tls_ca;  ///< absolute or relative to the desk folder; empty: the system's
    std::shared_ptr<const Mapping> mapping;
};

/// Every problem is noted; what is returned then must not be used.
PollSetup read_poll_setup(FileObject& object);

}  // namespace waymark::server
