#include <gmock/gmock.h>

#include "server/feed/mapping/time_text.hpp"
#include "tests/support/polled.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::polled;
using test::problems_of_poll;

TEST(PollSetups, AnAddressAndAMappingSuffice) {
    const PollSetup setup = polled("{}");
    EXPECT_EQ(setup.every, 30s);
    EXPECT_EQ(setup.timeout, 20s);
    EXPECT_EQ(setup.auth.kind, PollAuth::Kind::none);
    EXPECT_EQ(setup.paging.kind, PollPaging::Kind::none);
    EXPECT_FALSE(setup.cursor || setup.details || setup.redirects);
    EXPECT_NE(setup.mapping, nullptr);
}

TEST(PollSetups, SayWhatToAskForAndHow) {
    const PollSetup setup = polled(R"({
        "zone": "Asia/Tokyo", "every": "1min", "timeout": "5s", "items": "/items", "redirects": true, "tls_ca": "ca.pem",
        "query": {"query": "LastUpdated > '{cursor}'", "page": "{page}"},
        "backlog": {"query": "Status = 'open'", "order": "id"},
        "headers": {"Accept": "application/json"},
        "auth": {"header": {"name": "Authorization", "prefix": "token ", "value": {"env": "RT"}}},
        "cursor": {"value": "/LastUpdated", "reads": "sql", "writes": "minute",
                   "overlap": "1min", "first": "30d"},
        "paging": {"page": 0, "size": 50, "most": 3},
        "details": {"url": "http://rt.invalid/ticket/{id}", "id": "/id", "at_once": 2}})");
    EXPECT_EQ(setup.every, 1min);
    EXPECT_EQ(setup.timeout, 5s);
    EXPECT_EQ(setup.query.size(), 2u);
    using Parameter = std::pair<std::string, std::string>;
    EXPECT_THAT(setup.backlog, testing::UnorderedElementsAre(Parameter{"query", "Status = 'open'"},
                                                             Parameter{"page", "{page}"},
                                                             Parameter{"order", "id"}));
    EXPECT_EQ(setup.headers.at(0).second, "application/json");
    EXPECT_EQ(setup.auth.kind, PollAuth::Kind::header);
    EXPECT_EQ(setup.auth.prefix, "token ");
    EXPECT_EQ(setup.auth.secret.env, "RT");
    EXPECT_EQ(setup.cursor->reads, mapping::TimeFormat::sql);
    EXPECT_EQ(setup.cursor->writes, CursorFormat::minute);
    EXPECT_EQ(setup.zone, "Asia/Tokyo");
    EXPECT_EQ(setup.cursor->overlap, 1min);
    EXPECT_EQ(setup.cursor->first, 24h * 30);
    EXPECT_EQ(setup.paging.first, 0);
    EXPECT_EQ(setup.paging.size, 50);
    EXPECT_EQ(setup.paging.most, 3);
    EXPECT_EQ(setup.details->at_once, 2u);
    EXPECT_TRUE(setup.redirects);
    EXPECT_EQ(setup.tls_ca, "ca.pem");
}

TEST(PollSetups, EverythingThatIsWrongIsSaidAtItsPlace) {
    const std::string rules = R"("mapping": {"rules": [{"emit": "feed.alive"}]})";
    const std::string good = R"("url": "http://a/", )" + rules;
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({)" + rules + "}", "feeds.json /feeds/0: \"url\" is missing"},
        {R"({"url": "http://a/"})", "feeds.json /feeds/0: \"mapping\" is missing"},
        {R"({"url": "a", )" + rules + "}",
         "feeds.json /feeds/0/url: \"a\" is no address that can be asked; allowed are http:// and "
         "https:// without user, password and #, with what is not plain ASCII in \"query\""},
        {R"({"url": "http://u:p@a/", )" + rules + "}", "is no address that can be asked"},
        {R"({"url": "http://a/x y", )" + rules + "}", "is no address that can be asked"},
        {R"({"every": "10ms", )" + good + "}",
         "feeds.json /feeds/0/every: \"10ms\" is out of range; allowed are \"1s\" to \"1d\""},
        {R"({"timeout": "1h", )" + good + "}", "allowed are \"1s\" to \"5min\""},
        {R"({"interval": "1h", )" + good + "}", "/feeds/0/interval: \"interval\" is no known key"},
        {R"({"query": 1, )" + good + "}", "/feeds/0/query: 1 is no object of texts"},
        {R"({"headers": {"A b": "x"}, )" + good + "}", "\"A b\" is no name of a header"},
        {R"({"headers": {"A": "x\r\nB: y"}, )" + good + "}", "/feeds/0/headers/A"},
        {R"({"auth": {}, )" + good + "}", "holds 0 ways; exactly one of"},
        {R"({"auth": {"bearer": "t0ken"}, )" + good + "}", "/feeds/0/auth/bearer"},
        {R"({"auth": {"basic": {"user": "a:b", "password": {"env": "P"}}}, )" + good + "}",
         "\"a:b\" is no user name; all but : is allowed"},
        {R"({"cursor": {"value": "/t"}, )" + good + "}",
         "{cursor} is missing in \"url\" and \"query\""},
        {R"({"url": "http://a/{cursor}", )" + rules + "}",
         "\"cursor\" is missing; {cursor} stands in"},
        {R"({"url": "http://a/{page}", )" + rules + "}", "\"page\" of \"paging\" is missing"},
        {R"({"cursor": {"value": "t"}, "url": "http://a/{cursor}", )" + rules + "}",
         "/feeds/0/cursor/value: \"t\" is no JSON pointer"},
        {R"({"cursor": {"value": "/t"}, "zone": "Mars", "url": "http://a/{cursor}", )" + rules +
             "}",
         "/feeds/0/zone"},
        {R"({"cursor": {"value": "/t", "writes": "iso"}, "url": "http://a/{cursor}", )" + rules +
             "}",
         "/feeds/0/cursor/writes"},
        {R"({"backlog": "open", )" + good + "}",
         "/feeds/0/backlog: \"open\" is no object of texts"},
        {R"({"cursor": {"value": "/t"}, "url": "http://a/", "query": {"q": "{cursor}"},
             "backlog": {"order": "id"}, )" +
             rules + "}",
         "\"backlog\" leaves {cursor} in the request"},
        {R"({"paging": {}, )" + good + "}", "holds 0 ways to the next page"},
        {R"({"paging": {"next": "/n", "link": true}, )" + good + "}", "holds 2 ways"},
        {R"({"paging": {"next": "/n", "most": 0}, )" + good + "}", "/feeds/0/paging/most"},
        {R"({"details": {"url": "http://a/x"}, )" + good + "}", "has no {id}"},
        {R"({"details": {"url": "http://b/{id}"}, )" + good + "}",
         "details must be at the same scheme, host and port"},
    };
    for (const auto& [text, line] : cases)
        EXPECT_NE(problems_of_poll(text).find(line), std::string::npos) << text << "\nsays\n"
                                                                        << problems_of_poll(text);
}

}  // namespace
}  // namespace waymark::server
