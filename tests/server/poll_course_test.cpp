#include "server/feed/poll/poll_course.hpp"

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "tests/support/polled.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::polled;
using Next = PollCourse::Next;

const Time now = *from_rfc3339("2026-03-30T08:00:00Z");

/// Items of these numbers, changed at that many seconds past 07:59, and what stands beside them.
FetchAnswer answer_of(const std::vector<int>& ids, json beside) {
    beside["items"] = json::array();
    for (const int id : ids)
        beside["items"].push_back(
            {{"id", id}, {"status", "open"}, {"changed", to_rfc3339(now - 60s + 1s * id)}});
    return {200, {{"content-type", "application/json"}}, beside.dump(), ""};
}

/// Takes one page as good and kept.
Next take(PollCourse& course, const FetchAnswer& answer, std::size_t records) {
    const auto step = course.take(answer, now);
    EXPECT_TRUE(step) << to_text(step.error());
    EXPECT_EQ(step ? step->batch.records.size() : 0, records);
    EXPECT_TRUE(records == 0 || (step && step->batch.holds_now)) << "it was asked for";
    const auto next = course.kept();
    EXPECT_TRUE(next) << to_text(next.error());
    return next.value_or(Next::wait);
}

TEST(PollCourse, OnePageIsARound) {
    const PollSetup setup = polled(R"({"url": "http://a/x?y=1"})");
    PollCourse course{setup, "", now};
    course.begin();
    EXPECT_EQ(course.url(), "http://a/x?y=1");
    EXPECT_EQ(take(course, answer_of({1, 2}, {}), 2), Next::wait);
    course.begin();
    EXPECT_EQ(take(course, answer_of({}, {}), 0), Next::wait);
}

TEST(PollCourse, TheCursorIsPutIntoTheAddress) {
    const PollSetup setup = polled(R"({"url": "http://a/{cursor}/x", "items": "/items",
        "query": {"query": "LastUpdated > '{cursor}' AND {literal}"},
        "cursor": {"value": "/changed", "writes": "sql", "overlap": "0s"}})");
    PollCourse course{setup, "", now};
    course.begin();
    take(course, answer_of({1, 5}, {}), 2);
    course.begin();
    EXPECT_EQ(course.url(),
              "http://a/2026-03-30%2007%3A59%3A05/x?query=LastUpdated%20%3E%20%272026-03-30%2007"
              "%3A59%3A05%27%20AND%20%7Bliteral%7D");
}

TEST(PollCourse, AsksForWhatIsOpenFirstAndThenForWhatChanged) {
    const PollSetup setup = polled(R"({"url": "http://a/x", "items": "/items",
        "query": {"q": "since {cursor}", "n": "9"}, "backlog": {"q": "open"},
        "paging": {"next": "/next", "most": 1},
        "cursor": {"value": "/changed", "overlap": "0s", "first": "1h"}})");
    PollCourse course{setup, {}, now};
    course.begin();
    EXPECT_EQ(course.url(), "http://a/x?n=9&q=open");
    course.begin();
    EXPECT_EQ(course.url(), "http://a/x?n=9&q=open") << "again, until it is known";
    EXPECT_EQ(take(course, answer_of({1}, {{"next", "/x?p=2"}}), 1), Next::page)
        << "all of it, however many pages a round may have";
    EXPECT_EQ(take(course, answer_of({50}, {}), 1), Next::round);
    course.begin();
    EXPECT_EQ(course.url(), "http://a/x?n=9&q=since%202026-03-30T07%3A00%3A00Z")
        << "what is open says nothing of what else changed";
    EXPECT_EQ(take(course, answer_of({40}, {}), 1), Next::wait);
    course.begin();
    EXPECT_EQ(course.url(), "http://a/x?n=9&q=since%202026-03-30T07%3A59%3A40Z");
}

TEST(PollCourse, FollowsTheNextPageTheAnswerNames) {
    const PollSetup setup = polled(
        R"({"url": "http://rt:8190/t?p=1", "items": "/items", "paging": {"next": "/next_page"}})");
    PollCourse course{setup, "", now};
    course.begin();
    EXPECT_EQ(take(course, answer_of({1}, {{"next_page", "/t?p=2"}}), 1), Next::page);
    EXPECT_EQ(course.url(), "http://rt:8190/t?p=2");
    EXPECT_EQ(take(course, answer_of({2}, {{"next_page", "https://desk.example.org/t?p=3"}}), 1),
              Next::page);
    EXPECT_EQ(course.url(), "http://rt:8190/t?p=3") << "our credentials go nowhere else";
    EXPECT_EQ(take(course, answer_of({3}, {{"next_page", "/t?p=3"}}), 1), Next::wait)
        << "it is this page";
    for (const json& none : {json{}, json{{"next_page", nullptr}}, json{{"next_page", ""}}}) {
        course.begin();
        EXPECT_EQ(course.url(), "http://rt:8190/t?p=1");
        EXPECT_EQ(take(course, answer_of({1}, none), 1), Next::wait);
    }
    for (const json& odd : {json(7), json::array(), json("file:///etc/passwd"), json("http://")}) {
        course.begin();
        ASSERT_TRUE(course.take(answer_of({1}, {{"next_page", odd}}), now));
        EXPECT_FALSE(course.kept()) << odd;
    }
}

TEST(PollCourse, FollowsTheLinkInTheHeader) {
    const PollSetup setup = polled(R"({"url": "http://a/t", "paging": {"link": true}})");
    PollCourse course{setup, "", now};
    course.begin();
    FetchAnswer first = answer_of({1}, {});
    first.headers.emplace_back("link",
                               "<http://a/t?p=9>; rel=\"last\", <t?p=2&x=a,b>; x=1; rel=\"next\"");
    EXPECT_EQ(take(course, first, 1), Next::page);
    EXPECT_EQ(course.url(), "http://a/t?p=2&x=a,b");
    EXPECT_EQ(take(course, answer_of({1}, {}), 1), Next::wait);
}

TEST(NextLink, IsFoundInWhatServersSend) {
    EXPECT_EQ(next_link("<u>; rel=\"next\""), "u");
    EXPECT_EQ(next_link("<a>;rel=prev,<b>;rel=next"), "b");
    EXPECT_EQ(next_link("<a>; rel=\"next\", <b>; rel=\"last\""), "a");
    for (const char* none : {"", "<", "<>", "<a", "a>", "<a>; rel=\"last\"", "<a>", "<a>; rel=",
                             "<a>, <b>", ";;;;", "><", "<a>; title=\"rel=next", ",,,,"})
        EXPECT_EQ(next_link(none), "") << none;
}

TEST(PollCourse, CountsPagesAndOffsets) {
    const PollSetup pages = polled(R"({"url": "http://a/t?page={page}", "items": "/items",
        "paging": {"page": 1, "size": 2}})");
    PollCourse course{pages, "", now};
    course.begin();
    EXPECT_EQ(course.url(), "http://a/t?page=1");
    EXPECT_EQ(take(course, answer_of({1, 2}, {}), 2), Next::page);
    EXPECT_EQ(course.url(), "http://a/t?page=2");
    EXPECT_EQ(take(course, answer_of({3}, {}), 1), Next::wait) << "it was not full";

    const PollSetup offsets = polled(R"({"url": "http://a/t?from={offset}", "items": "/items",
        "paging": {"offset": 0}})");
    PollCourse other{offsets, "", now};
    other.begin();
    EXPECT_EQ(other.url(), "http://a/t?from=0");
    EXPECT_EQ(take(other, answer_of({1, 2, 3}, {}), 3), Next::page);
    EXPECT_EQ(other.url(), "http://a/t?from=3");
    EXPECT_EQ(take(other, answer_of({}, {}), 0), Next::wait);
}

TEST(PollCourse, ARoundHasSoManyPagesAndTheNextGoesOnFromThere) {
    const PollSetup setup = polled(R"({"url": "http://a/{cursor}/{page}", "items": "/items",
        "cursor": {"value": "/changed", "writes": "epoch_s", "overlap": "0s"},
        "paging": {"page": 1, "most": 2}})");
    PollCourse course{setup, "", now};
    course.begin();
    EXPECT_EQ(take(course, answer_of({1}, {}), 1), Next::page);
    EXPECT_EQ(take(course, answer_of({2}, {}), 1), Next::round);
    EXPECT_TRUE(course.cut_short());
    course.begin();
    EXPECT_EQ(course.url(), "http://a/1774857542/1");
    EXPECT_EQ(take(course, answer_of({2}, {}), 1), Next::page);
    EXPECT_EQ(take(course, answer_of({2}, {}), 1), Next::wait) << "it gets no further";
}

TEST(PollCourse, AsksOnlyForWhatIsNew) {
    const PollSetup setup = polled(R"({"url": "http://a/t"})");
    PollCourse course{setup, "", now};
    course.begin();
    EXPECT_TRUE(course.headers().empty());
    FetchAnswer marked = answer_of({1}, {});
    marked.headers.emplace_back("etag", "\"v1\"");
    take(course, marked, 1);
    course.begin();
    EXPECT_EQ(course.headers(), (FetchHeaders{{"If-None-Match", "\"v1\""}}));
    EXPECT_EQ(take(course, {304, {}, "", ""}, 0), Next::wait);
    EXPECT_EQ(course.headers(), (FetchHeaders{{"If-None-Match", "\"v1\""}})) << "it still holds";
    FetchAnswer dated = answer_of({1}, {});
    dated.headers.emplace_back("last-modified", "Mon, 30 Mar 2026 08:00:00 GMT");
    take(course, dated, 1);
    EXPECT_EQ(course.headers().at(0).first, "If-Modified-Since");
    ASSERT_TRUE(course.take(marked, now));
    EXPECT_EQ(course.headers().at(0).first, "If-Modified-Since") << "not kept, not known";
}

TEST(PollCourse, EachItemIsAskedForWhereAListSaysTooLittle) {
    const PollSetup setup = polled(R"({"url": "http://a/t?{cursor}", "items": "/items",
        "cursor": {"value": "/changed"}, "details": {"url": "http://a/t/{id}", "id": "/id"},
        "mapping": {"rules": [{"emit": "ticket.state", "fields": {"ticket": "/id"}}]}})");
    PollCourse course{setup, "", now};
    course.begin();
    auto step = course.take(answer_of({7, 8}, {}), now);
    ASSERT_TRUE(step);
    EXPECT_TRUE(step->batch.records.empty());
    EXPECT_EQ(step->details, (std::vector<std::string>{"http://a/t/7", "http://a/t/8"}));
    const auto detail = course.detail({200, {}, R"({"id": 7})", ""}, now);
    ASSERT_TRUE(detail);
    EXPECT_EQ(detail->records.at(0).text("ticket"), "7");
    EXPECT_EQ(course.kept(), Next::wait);
    course.begin();
    step = course.take(answer_of({8, 9}, {}), now);
    EXPECT_EQ(step->details, (std::vector<std::string>{"http://a/t/9"})) << "8 is as it was";

    FetchAnswer odd{200, {}, R"({"items": [{"id": "../admin?x"}, {}, {"id": [1]}, 5, null]})", ""};
    step = course.take(odd, now);
    EXPECT_EQ(step->details, (std::vector<std::string>{"http://a/t/..%2Fadmin%3Fx"}));
    EXPECT_EQ(step->without_id, 4u);
    EXPECT_EQ(step->without_time, 5u);
}

TEST(PollCourse, WhatIsNoAnswerIsRefusedWithItsReason) {
    const PollSetup setup = polled(R"({"url": "http://a/{cursor}", "items": "/items",
        "cursor": {"value": "/changed"}})");
    const std::string login = "<!DOCTYPE html><title>Login</title>";
    const std::vector<std::pair<FetchAnswer, std::string>> cases{
        {{200, {{"content-type", "text/html; charset=utf-8"}}, login, ""}, "login page"},
        {{200, {{"content-type", "application/json"}}, login, ""}, "login page"},
        {{200, {}, R"({"items": {"1": {}}})", ""}, "/items: is no list of items in the answer"},
        {{200, {}, R"({"tickets": []})", ""}, "/items: is no list of items in the answer"},
        {{200, {}, R"({"items": [)", ""}, ""},
        {{200, {}, "", ""}, ""},
        {{200, {}, "nul\0l", ""}, ""},
        {{200, {}, R"({"items": [], "items": []})", ""}, ""},
        {{200, {}, R"({"items": [{"id": 1e999}]})", ""}, ""},
        {{200, {}, std::string(100'000, '['), ""}, ""},
        {{200, {}, std::string(1 << 21, ' ') + "{}", ""}, ""},
        {{200, {}, "{\"items\": [\"\xff\xfe\"]}", ""}, ""},
    };
    for (const auto& [answer, why] : cases) {
        PollCourse course{setup, "", now};
        course.begin();
        const auto step = course.take(answer, now);
        ASSERT_FALSE(step) << answer.body.substr(0, 50);
        EXPECT_NE(to_text(step.error()).find(why), std::string::npos) << to_text(step.error());
        course.begin();
        EXPECT_EQ(take(course, answer_of({1}, {}), 1), Next::wait) << "the next good one is taken";
    }
}

TEST(PollCourse, TablesAndMetricsAreTheMappings) {
    const PollSetup table = polled(R"({"url": "http://a/x.csv", "mapping": {"decode": "csv",
        "rules": [{"emit": "sample", "fields": {"metric": "/name", "value": "/value"}}]}})");
    PollCourse csv{table, "", now};
    csv.begin();
    EXPECT_EQ(take(csv, {200, {{"content-type", "text/csv"}}, "name,value\nwaiting,4\n", ""}, 1),
              Next::wait);
    EXPECT_FALSE(csv.take({200, {{"content-type", "text/html"}}, "<html>", ""}, now));
}

}  // namespace
}  // namespace waymark::server
