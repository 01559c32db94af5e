#include "server/net/request_check.hpp"

#include <gmock/gmock.h>

#include "server/net/routes.hpp"

namespace waymark::server {
namespace {

namespace http = boost::beast::http;
using testing::HasSubstr;

RequestHead head(const std::vector<std::pair<std::string, std::string>>& fields) {
    RequestHead head;
    head.method(http::verb::get);
    head.target("/v1/live");
    head.version(11);
    for (const auto& [name, value] : fields)
        head.insert(name, value);
    return head;
}

int refusal(const std::vector<std::pair<std::string, std::string>>& fields) {
    const HostNames hosts{{"wall.example"}, false};
    const auto answer = refuse_request(head(fields), hosts);
    return answer ? answer->status : 0;
}

TEST(RequestCheck, OnlyOurOwnNamesAreAnswered) {
    for (const char* good : {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "[::1]",
                             "wall.example", "Wall.Example:80"})
        EXPECT_EQ(refusal({{"Host", good}}), 0) << good;
    for (const char* foreign : {"evil.example", "localhost.evil.example", "192.168.1.9",
                                "wall.example.", "127.0.0.1.evil.example:80"})
        EXPECT_EQ(refusal({{"Host", foreign}}), 421) << foreign;
    for (const char* bad : {"", "a b", "localhost:", "localhost:x", "localhost:123456", "[::1",
                            "user@localhost", "localhost/x"})
        EXPECT_EQ(refusal({{"Host", bad}}), 400) << bad;
    EXPECT_EQ(refusal({}), 400);
    EXPECT_EQ(refusal({{"Host", "localhost"}, {"Host", "localhost"}}), 400);
    EXPECT_TRUE((HostNames{{}, true}).allow("192.168.1.9:8080"));
    EXPECT_FALSE((HostNames{{}, true}).allow("evil.example"));
}

TEST(RequestCheck, FramingThatCouldBeReadInTwoWaysIsRefused) {
    const std::pair<std::string, std::string> host{"Host", "localhost"};
    EXPECT_EQ(refusal({host, {"Transfer-Encoding", "chunked"}}), 0);
    EXPECT_EQ(refusal({host, {"Transfer-Encoding", "Chunked"}}), 0);
    for (const char* bad : {"xchunked", "chunked, identity", "gzip, chunked", "identity", ""})
        EXPECT_EQ(refusal({host, {"Transfer-Encoding", bad}}), 400) << bad;
    EXPECT_EQ(refusal({host, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}),
              400);
    EXPECT_EQ(refusal({host, {"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}}), 400);
    EXPECT_EQ(refusal({host, {"Content-Length", "3"}, {"Content-Length", "3"}}), 400);
}

TEST(RequestCheck, ForeignOriginsAreRefused) {
    const std::pair<std::string, std::string> host{"Host", "localhost"};
    EXPECT_EQ(refusal({host, {"Origin", "http://localhost:8080"}}), 0);
    EXPECT_EQ(refusal({host, {"Origin", "https://wall.example"}}), 0);
    for (const char* bad : {"http://evil.example", "null", "", "localhost", "file://localhost"})
        EXPECT_EQ(refusal({host, {"Origin", bad}}), 403) << bad;
}

TEST(RequestCheck, AnUpgradeNeedsOneGoodKeyVersionAndSubprotocol) {
    using Fields = std::vector<std::pair<std::string, std::string>>;
    const Fields good{{"Host", "localhost"},
                      {"Upgrade", "WebSocket"},
                      {"Connection", "keep-alive, Upgrade"},
                      {"Sec-WebSocket-Version", "13"},
                      {"Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="},
                      {"Sec-WebSocket-Protocol", "chat, waymark.v1"}};
    const auto status_without = [&](std::size_t field, const std::string& value) {
        Fields fields = good;
        fields[field].second = value;
        const auto answer = refuse_upgrade(head(fields), "waymark.v1");
        return answer ? answer->status : 0;
    };
    EXPECT_EQ(status_without(0, "localhost"), 0);
    EXPECT_EQ(status_without(1, "h2c"), 426);
    EXPECT_EQ(status_without(2, "close"), 426);
    EXPECT_EQ(status_without(3, "12"), 426);
    EXPECT_EQ(status_without(4, ""), 400);
    EXPECT_EQ(status_without(4, "AAAA"), 400);
    EXPECT_EQ(status_without(4, "!!!!!!!!!!!!!!!!!!!!!!=="), 400);
    EXPECT_EQ(status_without(5, "waymark.v2"), 400);
    Fields twice = good;
    twice.push_back(good[4]);
    EXPECT_EQ(refuse_upgrade(head(twice), "waymark.v1")->status, 400);
    Fields body = good;
    body.emplace_back("Content-Length", "2");
    EXPECT_EQ(refuse_upgrade(head(body), "waymark.v1")->status, 400);
}

TEST(RequestCheck, BearerTokensAndPathsAreFound) {
    EXPECT_EQ(bearer_token(head({{"Authorization", "bearer abc def"}})), "abc def");
    EXPECT_EQ(bearer_token(head({{"Authorization", "Basic abc"}})), "");
    EXPECT_EQ(bearer_token(head({{"Authorization", "Bearer a"}, {"Authorization", "Bearer b"}})),
              "");
    RequestHead request = head({});
    for (const auto& [target, path] : std::vector<std::pair<std::string, std::string>>{
             {"/a/b?c=/d", "/a/b"}, {"http://localhost/a", "/a"}, {"http://localhost", "/"}}) {
        request.target(target);
        EXPECT_EQ(path_of(request), path);
    }
    for (const auto& [target, query] : std::vector<std::pair<std::string, std::string>>{
             {"/a?b=c?d", "b=c?d"}, {"/a?", ""}, {"/a", ""}, {"", ""}}) {
        request.target(target);
        EXPECT_EQ(query_of(request), query) << target;
    }
}

TEST(RequestCheck, AllFieldsAreHandedOnInTheirOrder) {
    using Fields = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(fields_of(head({{"X-Trigger", "A b"}, {"x-trigger", "c"}, {"Empty", ""}})),
              (Fields{{"x-trigger", "A b"}, {"x-trigger", "c"}, {"empty", ""}}));
}

TEST(Routes, EveryRouteHasAGuardAndOnlyHealthAndPairingAreOpen) {
    for (const Route& route : all_routes()) {
        const bool open = route.pattern == "/healthz" || route.pattern.starts_with("/v1/pairings");
        EXPECT_EQ(route.guard == Guard::everybody, open) << route.pattern;
        EXPECT_EQ(route.guard == Guard::operators,
                  route.methods == "POST" && !open && !route.pattern.starts_with("/v1/feeds/"))
            << route.pattern;
        EXPECT_EQ(route.guard == Guard::feed, route.pattern.starts_with("/v1/feeds/"));
        EXPECT_EQ(find_route(route.pattern).route, &route) << route.pattern;
    }
}

TEST(Routes, OddPathsLeadNowhere) {
    EXPECT_EQ(find_route("/v1/feeds/phone/records").id, "phone");
    for (const char* path : {"", "/", "//healthz", "/healthz/", "/v1/kpis/", "/v1/kpis",
                             "/v1/kpis/a/b", "/v1/feeds//records", "/V1/desk", "/v1/desk/../desk"})
        EXPECT_EQ(find_route(path).route, nullptr) << path;
}

TEST(Routes, ContentTypesAreReadLoosely) {
    EXPECT_EQ(form_of("application/json"), BodyForm::json);
    EXPECT_EQ(form_of("Application/JSON ; charset=utf-8"), BodyForm::json);
    EXPECT_EQ(form_of("application/x-ndjson"), BodyForm::ndjson);
    EXPECT_EQ(form_of("text/plain"), std::nullopt);
    EXPECT_EQ(form_of(""), std::nullopt);
}

TEST(Routes, EveryOutcomeOfRecordsHasItsStatus) {
    using Outcome = Ingested::Outcome;
    EXPECT_EQ(answer_to({.outcome = Outcome::stored, .accepted = 2}).body,
              R"({"accepted":2,"rejected":[]})");
    const Answer none =
        answer_to({.outcome = Outcome::nothing_accepted, .rejected = {{"/0/id", "is missing"}}});
    EXPECT_EQ(none.status, 422);
    EXPECT_EQ(none.body, R"({"accepted":0,"rejected":[{"at":"/0/id","why":"is missing"}]})");
    EXPECT_EQ(answer_to({.outcome = Outcome::unreadable, .why = {"/a", "bad"}}).status, 400);
    const Answer busy = answer_to({.outcome = Outcome::busy});
    EXPECT_EQ(busy.status, 503);
    EXPECT_THAT(busy.headers, testing::Contains(testing::Pair("Retry-After", "1")));
    const Answer full = answer_to({.outcome = Outcome::no_room, .why = {"db", "disk is full"}});
    EXPECT_EQ(full.status, 507);
    EXPECT_THAT(full.body, HasSubstr("disk is full"));
}

}  // namespace
}  // namespace waymark::server
