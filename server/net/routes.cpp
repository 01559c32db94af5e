#include "server/net/routes.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "server/net/desk_pages.hpp"
#include "shared/base/form_text.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::server {
namespace {

constexpr std::string_view reading = "GET, HEAD";

constexpr std::array table{
    Route{"/healthz", Page::health, Guard::everybody, reading, ""},
    Route{"/readyz", Page::ready, Guard::readers, reading, ""},
    Route{"/metrics", Page::metrics, Guard::readers, reading, ""},
    Route{"/v1/desk", Page::desk, Guard::readers, reading, ""},
    Route{"/v1/kpis/{id}", Page::kpi, Guard::readers, reading, ""},
    Route{"/v1/kpis/{id}/history", Page::kpi_history, Guard::readers, reading, ""},
    Route{"/v1/kpis/{id}/records", Page::kpi_records, Guard::readers, reading, ""},
    Route{"/v1/nodes/{id}/{id}/history", Page::node_history, Guard::readers, reading, ""},
    Route{"/v1/milestones", Page::milestones, Guard::readers, reading, ""},
    Route{"/v1/milestones/{id}/confirm", Page::confirm, Guard::operators, "POST", ""},
    Route{"/v1/milestones/{id}/dismiss", Page::dismiss, Guard::operators, "POST", ""},
    Route{"/v1/kpis/{id}/explain", Page::explanation, Guard::readers, reading, ""},
    Route{"/v1/health", Page::data_health, Guard::readers, reading, ""},
    Route{"/v1/lints", Page::lints, Guard::readers, reading, ""},
    Route{"/v1/screens", Page::screens, Guard::readers, reading, ""},
    Route{"/v1/screens/{id}/command", Page::screen_command, Guard::operators, "POST", ""},
    Route{"/v1/screens/{id}/pair", Page::screen_pair, Guard::operators, "POST", ""},
    Route{"/v1/screens/{id}/unpair", Page::screen_unpair, Guard::operators, "POST", ""},
    Route{"/v1/pairings", Page::pairings, Guard::everybody, "POST", ""},
    Route{"/v1/pairings/{id}", Page::pairing, Guard::everybody, "GET", ""},
    Route{"/v1/live", Page::live, Guard::readers, "GET", screen_subprotocol},
    Route{"/v1/feeds/{id}/records", Page::records, Guard::feed, "POST", ""},
    Route{"/v1/feeds/{id}/deliveries", Page::deliveries, Guard::feed, "POST", ""},
    Route{"/v1/feeds/{id}/write", Page::write, Guard::feed, "POST", ""},
    Route{"/v1/feeds/{id}/live", Page::feed_live, Guard::feed, "GET", feed_subprotocol},
};

/// Takes the text up to the next '/' off the front.
std::string_view segment(std::string_view& path) {
    const auto end = std::min(path.find('/', 1), path.size());
    const auto taken = path.substr(0, end);
    path.remove_prefix(end);
    return taken;
}

bool matches(std::string_view pattern, std::string_view path, std::string& id) {
    while (!pattern.empty() && !path.empty()) {
        const auto wanted = segment(pattern), there = segment(path);
        if (wanted == "/{id}") {
            if (there.size() < 2) return false;
            id += (id.empty() ? "" : "/") + std::string{there.substr(1)};
        } else if (wanted != there) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

bool lists(std::string_view methods, std::string_view method) {
    while (!methods.empty()) {
        const auto end = std::min(methods.find(", "), methods.size());
        if (methods.substr(0, end) == method) return true;
        methods.remove_prefix(std::min(end + 2, methods.size()));
    }
    return false;
}

Answer ok(std::string body) {
    return {.body = std::move(body)};
}

Answer unauthorised(std::string_view what) {
    Answer answer = error_answer(401, "Authorization", what);
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

Answer no_such_kpi() {
    return error_answer(404, "", "there is no KPI of that name; /v1/desk lists them");
}

Answer answer_to(const PushRefusal& refusal) {
    const auto& [where, what] = refusal.why;
    switch (refusal.kind) {
        case PushRefusal::Kind::asked:
        case PushRefusal::Kind::not_proved:
        case PushRefusal::Kind::forged: {
            // Only who is asked for something that its client could show is asked at all.
            Answer answer = error_answer(refusal.challenge.empty() ? 403 : 401, where, what);
            if (answer.status == 401)
                answer.headers.emplace_back("WWW-Authenticate", refusal.challenge);
            return answer;
        }
        case PushRefusal::Kind::too_many:
            return later(429, what, refusal.retry_after);
        case PushRefusal::Kind::packed:
            return error_answer(415, where, what);
        case PushRefusal::Kind::unreadable:
            break;
    }
    return error_answer(400, where, what);
}

}  // namespace

Answer error_answer(int status, std::string_view where, std::string_view what) {
    const nlohmann::json body{{"error", {{"where", where}, {"what", what}}}};
    return {.status = status, .body = write_json(body)};
}

Answer later(int status, std::string_view what, int seconds) {
    Answer answer = error_answer(status, "", what);
    answer.headers.emplace_back("Retry-After", std::to_string(seconds));
    return answer;
}

std::span<const Route> all_routes() {
    return table;
}

Found find_route(std::string_view path) {
    for (const Route& route : table) {
        Found found{&route, {}, {}};
        if (matches(route.pattern, path, found.id)) return found;
    }
    return {};
}

Routes::Routes(Desk& desk, const Tokens& tokens, const PairedScreens& paired, PushFeeds& pushes,
               const ScreenPages& screens, FindLines find_lines,
               std::function<std::string()> metrics)
    : desk_(desk),
      tokens_(tokens),
      paired_(paired),
      pushes_(pushes),
      screens_(screens),
      find_lines_(std::move(find_lines)),
      metrics_(std::move(metrics)) {}

/// A screen that was paired has a token of its own.
bool Routes::may_read(std::string_view token) const {
    return tokens_.may_read(token) || paired_.knows(token);
}

/// The feed that a delivery is for; null: the path is another, or that feed takes none.
const PushFeed* Routes::push_of(const Found& found) const {
    if (!found.route || found.route->page != Page::deliveries) return nullptr;
    const auto push = pushes_.find(FeedId{found.id});
    return push == pushes_.end() ? nullptr : &push->second;
}

std::optional<Answer> Routes::refuse(const Found& found, std::string_view method,
                                     std::string_view token) const {
    // Whoever has no token learns nothing, not even which paths there are.
    const Guard guard = found.route ? found.route->guard : Guard::readers;
    if (guard == Guard::readers && !may_read(token))
        return unauthorised("the screen token is needed");
    if (guard == Guard::operators && !tokens_.may_command(token))
        return unauthorised("the token of those who command screens is needed");
    if (guard == Guard::feed && !desk_.has_feed(FeedId{found.id}) && may_read(token))
        return error_answer(404, "", "there is no feed of that name; feeds.json lists them");
    const PushFeed* const push = push_of(found);
    const bool proves_later = push != nullptr && push->proves();
    if (guard == Guard::feed && !proves_later && !tokens_.may_feed(FeedId{found.id}, token))
        return unauthorised("the feed's token is needed");
    if (!found.route) return error_answer(404, "", "there is nothing at that path");
    if (found.route->page == Page::deliveries && push == nullptr)
        return error_answer(404, "",
                            "this feed takes no deliveries: in feeds.json its adapter is not "
                            "\"push\"; /v1/feeds/{feed}/records takes records");
    if (found.route->page == Page::write && !find_lines_(FeedId{found.id}))
        return error_answer(404, "",
                            "this feed takes no Influx lines: in feeds.json its adapter is not "
                            "\"influx\"");
    if (lists(found.route->methods, method)) return std::nullopt;
    Answer answer = error_answer(405, "", std::string{found.route->methods} + " is allowed here");
    answer.headers.emplace_back("Allow", found.route->methods);
    return answer;
}

tl::expected<FeedBatch, Answer> Routes::open(const FeedId& feed, const PushedRequest& request) {
    const auto push = pushes_.find(feed);
    // The desk folder may have changed while the body came in.
    if (push == pushes_.end() || !desk_.has_feed(feed))
        return tl::unexpected(error_answer(404, "", "there is no such feed any more"));
    auto batch = push->second.open(request);
    if (batch) {
        // Whoever sends is there, also with what none of our rules is about.
        if (batch->records.empty() && batch->rejected.empty()) desk_.alive(feed, request.received);
        return std::move(*batch);
    }
    if (const auto reason = batch.error().reason(); !reason.empty())
        desk_.count(feed, reason, 1, request.received);
    return tl::unexpected(answer_to(batch.error()));
}

Answer Routes::answer_to_delivery(const FeedId& feed, const Ingested& ingested) const {
    Answer answer = answer_to(ingested);
    const auto push = pushes_.find(feed);
    if (answer.status == 200 && push != pushes_.end() && push->second.status() == 204)
        return {.status = 204, .content_type = {}, .body = {}, .headers = {}};
    return answer;
}

tl::expected<LineFeed::Body, Answer> Routes::read_lines(const FeedId& feed,
                                                        const PushedRequest& request) const {
    LineFeed* const lines = find_lines_(feed);
    // The desk folder may have changed while the body came in.
    if (!lines || !desk_.has_feed(feed))
        return tl::unexpected(error_answer(404, "", "there is no such feed any more"));
    for (const auto& [name, value] : request.headers)
        if (name == "content-encoding" && value != "identity")
            return tl::unexpected(
                error_answer(415, "Content-Encoding",
                             in_quotes(value) + " is not taken; lines have to come unpacked"));
    std::string precision = "ns";
    for (FormField& field : read_form(query_of(request), most_form_fields))
        if (field.name == "precision") precision = std::move(field.value);
    const auto ticks = ticks_of(precision);
    if (!ticks)
        return tl::unexpected(error_answer(
            400, "precision", in_quotes(precision) + " is none; allowed are ns, us, ms and s"));
    return lines->read_body(request.body, *ticks);
}

Answer answer_to_lines(const LineFeed::Body& lines, const Ingested& ingested) {
    const bool kept = ingested.outcome == Ingested::Outcome::stored;
    if (!kept && ingested.outcome != Ingested::Outcome::nothing_accepted)
        return answer_to(ingested);
    if (lines.refused > 0)
        return error_answer(400, "line " + std::to_string(lines.line),
                            std::string{lines.reason} + "; of " + std::to_string(lines.refused) +
                                " lines something was not taken, the rest was");
    if (!ingested.rejected.empty()) return answer_to(ingested);
    return {.status = 204, .content_type = {}, .body = {}, .headers = {}};
}

Answer Routes::page(const Found& found, Time now) const {
    switch (found.route->page) {
        case Page::health:
            return ok(R"({"ok":true})");
        case Page::ready:
            return ok(write_json({{"ready", true}, {"sequence", desk_.board().position.sequence}}));
        case Page::metrics:
            return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics_()};
        case Page::desk:
            return ok(encode_board(desk_.board()));
        case Page::kpi:
            if (auto text = encode_kpi(desk_.board(), KpiId{found.id})) return ok(std::move(*text));
            return no_such_kpi();
        case Page::kpi_history:
            return kpi_history_page(desk_, found.id, found.query);
        case Page::kpi_records:
            return kpi_records_page(desk_, found.id, found.query);
        case Page::node_history:
            return node_history_page(desk_, found.id, found.query);
        case Page::milestones:
            return ok(desk_.milestones_text());
        case Page::explanation:
            if (auto text = desk_.explain(KpiId{found.id})) return ok(std::move(*text));
            return no_such_kpi();
        case Page::data_health:
            return ok(desk_.health());
        case Page::lints:
            return ok(lints_.text(desk_.folder(), desk_.board().desk.clock, now));
        case Page::confirm:
        case Page::dismiss:
        case Page::screens:
            return ok(screens_.list(now));
        case Page::screen_command:
        case Page::screen_pair:
        case Page::screen_unpair:
        case Page::pairings:
        case Page::pairing:
        case Page::live:
        case Page::records:
        case Page::deliveries:
        case Page::write:
        case Page::feed_live:
            break;
    }
    return error_answer(404, "", "there is nothing to read at that path");
}

std::optional<BodyForm> form_of(std::string_view content_type) {
    std::string type{content_type.substr(0, content_type.find(';'))};
    while (type.ends_with(' ') || type.ends_with('\t'))
        type.pop_back();
    type = in_lower_case(type);
    if (type == "application/json") return BodyForm::json;
    if (type == "application/x-ndjson") return BodyForm::ndjson;
    return std::nullopt;
}

Answer unsupported_form(std::string_view content_type) {
    return error_answer(415, "Content-Type",
                        "\"" + std::string{content_type.substr(0, 100)} +
                            "\" is not taken; application/json and application/x-ndjson are");
}

Answer answer_to(const Ingested& ingested) {
    using Outcome = Ingested::Outcome;
    switch (ingested.outcome) {
        case Outcome::stored:
            return ok(encode_answer(ingested.accepted, ingested.rejected));
        case Outcome::nothing_accepted:
            return {.status = 422, .body = encode_answer(0, ingested.rejected)};
        case Outcome::unreadable:
            return error_answer(400, ingested.why.where, ingested.why.what);
        case Outcome::busy:
            return later(503, "too much is waiting for the disk", 1);
        case Outcome::no_room:
            return error_answer(507, "", "nothing was kept: " + to_text(ingested.why));
    }
    return error_answer(500, "", "this should not have happened");
}

}  // namespace waymark::server
