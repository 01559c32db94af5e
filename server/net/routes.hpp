#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/access/paired_screens.hpp"
#include "server/access/tokens.hpp"
#include "server/charter/lint_book.hpp"
#include "server/desk.hpp"
#include "server/feed/lines/line_feed.hpp"
#include "server/feed/push/push_feed.hpp"
#include "server/net/http_types.hpp"
#include "server/net/page.hpp"
#include "server/net/screen_pages.hpp"

namespace waymark::server {

/// Who may come in: everybody, readers (the screen token, where there is one), those who command
/// screens, or the feed named in the path.
enum class Guard { everybody, readers, operators, feed };

/// A row of the table of paths. Every row has its guard, so none is open by being forgotten.
struct Route {
    std::string_view pattern;  ///< "{id}" stands for one segment
    Page page = Page::health;
    Guard guard = Guard::readers;
    std::string_view methods;      ///< "GET, HEAD", as in an Allow field
    std::string_view subprotocol;  ///< of a WebSocket address; else empty
};

std::span<const Route> all_routes();

/// A path's row, and the segment that stands for "{id}"; of two both, with '/' between.
struct Found {
    const Route* route = nullptr;
    std::string id;
    std::string query;  ///< what follows the '?' of the target
};
Found find_route(std::string_view path);

/// The feed of that name if it takes Influx lines; else null.
using FindLines = std::function<LineFeed*(const FeedId&)>;

/// Decides without sockets whether a request goes through, and answers what can be answered at
/// once. Server thread only.
class Routes {
public:
    /// All must outlive the routes. `metrics` makes the text of /metrics.
    Routes(Desk& desk, const Tokens& tokens, const PairedScreens& paired, PushFeeds& pushes,
           const ScreenPages& screens, FindLines find_lines, std::function<std::string()> metrics);

    /// Nothing: go on; a delivery may still have to prove who sent it. Else 401, 404 or 405.
    /// `method` is "GET", "POST", ...
    std::optional<Answer> refuse(const Found& found, std::string_view method,
                                 std::string_view token) const;

    /// The walls that were paired, and may read.
    const PairedScreens& paired() const { return paired_; }

    /// What a delivery to that feed holds, or the answer that refuses it, which is counted then.
    tl::expected<FeedBatch, Answer> open(const FeedId& feed, const PushedRequest& request);

    /// What the lines of a request to write make, or the answer that refuses it.
    tl::expected<LineFeed::Body, Answer> read_lines(const FeedId& feed,
                                                    const PushedRequest& request) const;

    /// The answer to GET of a page that has one (the first eight).
    Answer page(const Found& found, Time now) const;

    /// The answer to a delivery that was opened.
    Answer answer_to_delivery(const FeedId& feed, const Ingested& ingested) const;

private:
    const PushFeed* push_of(const Found& found) const;

    Desk& desk_;
    bool may_read(std::string_view token) const;

    const Tokens& tokens_;
    const PairedScreens& paired_;
    PushFeeds& pushes_;
    const ScreenPages& screens_;
    FindLines find_lines_;
    std::function<std::string()> metrics_;
    mutable LintBook lints_;
};

/// An error after which it may be tried again in so many seconds.
Answer later(int status, std::string_view what, int seconds);

/// How a body is written by its Content-Type; nothing for a type that is not taken.
std::optional<BodyForm> form_of(std::string_view content_type);
Answer unsupported_form(std::string_view content_type);

/// The HTTP answer to records.
Answer answer_to(const Ingested& ingested);

/// The answer to lines, of which the good ones were handed to the desk.
Answer answer_to_lines(const LineFeed::Body& lines, const Ingested& ingested);

}  // namespace waymark::server
