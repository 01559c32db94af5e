#include "server/feed/push/push_feed.hpp"

#include <gmock/gmock.h>

#include "shared/base/base64.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;
using Kind = PushRefusal::Kind;

const Time now = *from_rfc3339("2026-03-30T08:00:00Z");

/// Tickets that are told of as {"no", "at"}; a ticket without a number is none.
json tickets() {
    return json::parse(R"({
        "mapping": {
            "decode": "json",
            "common": {"ticket": {"path": "/no", "required": true},
                       "time": {"path": "/at", "type": "time", "time_format": "rfc3339"}},
            "rules": [{"when": [[{"path": "/what"}, "eq", "new"]], "emit": "ticket.created"},
                      {"when": [[{"path": "/what"}, "eq", "load"]], "emit": "sample",
                       "fields": {"metric": {"const": "load"}, "value": {"path": "/no"}}}]
        }
    })");
}

PushFeed feed_with(const json& settings_json) {
    test::SettingsObject settings{settings_json.dump()};
    auto setup = read_push_setup(settings.object());
    settings.object().finish();
    EXPECT_EQ(settings.problems(), "");
    auto feed = PushFeed::with(std::move(*setup), "/",
                               [](const std::string&) -> const char* { return nullptr; });
    EXPECT_TRUE(feed);
    return std::move(*feed);
}

PushFeed feed_with_change(const std::string& merge_patch) {
    json settings = tickets();
    settings.merge_patch(json::parse(merge_patch));
    return feed_with(settings);
}

auto open(PushFeed& feed, const Headers& headers, const std::string& body, Time time) {
    return feed.open({headers, "/v1/feeds/tickets/deliveries", body, time});
}

const std::string created = R"({"what": "new", "no": 7, "at": "2026-03-30T07:59:00Z"})";

TEST(PushFeed, MakesRecordsOfADelivery) {
    PushFeed feed = feed_with(tickets());
    EXPECT_FALSE(feed.proves());
    EXPECT_EQ(feed.status(), 200);
    const auto batch = open(feed, {}, created, now);
    ASSERT_TRUE(batch) << to_text(batch.error().why);
    ASSERT_EQ(batch->records.size(), 1u);
    EXPECT_EQ(batch->records[0].type, "ticket.created");
    EXPECT_EQ(batch->records[0].text("ticket"), "7");
    EXPECT_EQ(batch->records[0].time, now - 1min);
}

TEST(PushFeed, WhatNoRuleMatchesMakesNothingAndIsNoError) {
    PushFeed feed = feed_with(tickets());
    const auto batch = open(feed, {}, R"({"what": "lunch"})", now);
    ASSERT_TRUE(batch);
    EXPECT_TRUE(batch->records.empty());
    EXPECT_TRUE(batch->rejected.empty());
}

TEST(PushFeed, ARepeatMakesTheSameIds) {
    const auto id_of = [](PushFeed& feed, const Headers& headers, const std::string& body,
                          Time time) { return open(feed, headers, body, time)->records.at(0).id; };
    PushFeed unnamed = feed_with(tickets());
    EXPECT_EQ(id_of(unnamed, {}, created, now), id_of(unnamed, {}, created, now + 1h))
        << "by all that it says";
    EXPECT_NE(id_of(unnamed, {}, created, now),
              id_of(unnamed, {}, R"({"what": "new", "no": 8, "at": "2026-03-30T07:59:00Z"})", now));

    PushFeed by_header = feed_with_change(R"({"delivery_id": {"header": "X-Delivery"}})");
    const std::string undated = R"({"what": "new", "no": 7})";
    EXPECT_EQ(id_of(by_header, {{"x-delivery", "d-1"}}, undated, now), "d-1/1");
    EXPECT_EQ(id_of(by_header, {{"x-delivery", "d-1"}}, undated, now + 1h), "d-1/1");
    const std::string long_id(500, 'x');
    EXPECT_LE(id_of(by_header, {{"x-delivery", long_id}}, undated, now).size(), 100u);
    EXPECT_NE(id_of(by_header, {}, created, now), "") << "a delivery that has none";

    PushFeed by_path = feed_with_change(R"({"delivery_id": {"path": "/no"}})");
    EXPECT_EQ(id_of(by_path, {}, created, now), "7/1");
    EXPECT_EQ(id_of(by_path, {}, R"({"what": "load", "no": 3})", now), "3/1")
        << "so that not even a sample counts twice";
    PushFeed by_no_path = feed_with_change(R"({"delivery_id": {"path": "/a/b"}})");
    EXPECT_EQ(id_of(by_no_path, {}, created, now), id_of(unnamed, {}, created, now));
}

TEST(PushFeed, OnlyWhoShowsTheSecretIsHeard) {
    PushFeed feed = feed_with_change(R"({"auth": {"basic": "a"}, "secret": {"clear": "secret!"}})");
    EXPECT_TRUE(feed.proves());
    const auto asked = open(feed, {}, created, now);
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().kind, Kind::asked);
    EXPECT_EQ(asked.error().reason(), "") << "so it goes with a client that waits to be asked";
    EXPECT_EQ(asked.error().challenge, R"(Basic realm="waymark", charset="UTF-8")");
    const auto wrong = open(feed, {{"authorization", "Basic " + to_base64("a:b")}}, created, now);
    EXPECT_EQ(wrong.error().kind, Kind::forged);
    EXPECT_EQ(wrong.error().challenge, asked.error().challenge) << "it may try again";
    EXPECT_TRUE(open(feed, {{"authorization", "Basic " + to_base64("a:secret!")}}, created, now));

    PushFeed by_header =
        feed_with_change(R"({"auth": {"header": "T"}, "secret": {"clear": "secret!"}})");
    EXPECT_EQ(open(by_header, {{"t", "secret?"}}, created, now).error().kind, Kind::forged);
    EXPECT_EQ(open(by_header, {}, created, now).error().kind, Kind::not_proved);
    EXPECT_EQ(open(by_header, {}, created, now).error().challenge, "");
}

TEST(PushFeed, OnlyWhatProvedItselfUsesTheFeedsRateUp) {
    PushFeed feed = feed_with_change(
        R"({"auth": {"header": "T"}, "secret": {"clear": "secret!"}, "max_rate": 2})");
    const Headers good{{"t", "secret!"}};
    for (int i = 0; i < 1'000; ++i)
        open(feed, {{"t", "guess"}}, created, now);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(open(feed, good, created, now)) << i;
    const auto beyond = open(feed, good, created, now);
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().kind, Kind::too_many);
    EXPECT_EQ(beyond.error().retry_after, 1);
    EXPECT_TRUE(open(feed, good, created, now + 500ms)) << "one more each half second";
    EXPECT_FALSE(open(feed, good, created, now + 501ms));
    EXPECT_FALSE(open(feed, good, created, now - 1h)) << "a clock that is set back";
    EXPECT_TRUE(open(feed, good, created, now - 1h + 1s));
}

TEST(PushFeed, WhatCanNotBeReadIsRefusedInWords) {
    PushFeed feed = feed_with(tickets());
    for (const std::string& body :
         {std::string{}, std::string{"{\"a\":"}, std::string(1 << 20, '['),
          std::string(1 << 20, ' '), std::string(1 << 20, '\0'), std::string(1 << 20, '\xff'),
          std::string{"what=new&no=7"}, R"({"no": 1, "no": 2})" + std::string{}}) {
        const auto refused = open(feed, {}, body, now);
        ASSERT_FALSE(refused) << body.substr(0, 50);
        EXPECT_EQ(refused.error().kind, Kind::unreadable);
        EXPECT_NE(refused.error().why.what, "");
        EXPECT_EQ(refused.error().reason(), "a message that can't be read");
    }
    const auto packed = open(feed, {{"content-encoding", "gzip"}}, created, now);
    EXPECT_EQ(packed.error().kind, Kind::packed);
    EXPECT_TRUE(open(feed, {{"content-encoding", "Identity"}}, created, now));
}

TEST(PushFeed, WhatLacksSomethingIsRejectedAndTheNextIsTaken) {
    PushFeed feed = feed_with(tickets());
    const auto lacking = open(feed, {}, R"({"what": "new"})", now);
    ASSERT_TRUE(lacking);
    EXPECT_TRUE(lacking->records.empty());
    EXPECT_EQ(lacking->rejected.size(), 1u);
    EXPECT_EQ(open(feed, {}, created, now)->records.size(), 1u);
}

TEST(PushFeed, SettingsThatMakeNoSenseAreRefusedAtTheirPlace) {
    const std::pair<const char*, const char*> table[]{
        {R"({"status": 201})",
         "feeds.json /feeds/0/status: 201 is not known; allowed are 200 and 204"},
        {R"({"status": "204"})",
         "feeds.json /feeds/0/status: \"204\" is not known; allowed are 200 and 204"},
        {R"({"max_rate": 0})",
         "feeds.json /feeds/0/max_rate: 0 is no number of deliveries a second; allowed are 1.0 to "
         "100000.0"},
        {R"({"delivery_id": {}})",
         "feeds.json /feeds/0/delivery_id: {} is in no one place; exactly one of \"header\" and "
         "\"path\" is allowed"},
        {R"({"delivery_id": {"path": "id"}})",
         "feeds.json /feeds/0/delivery_id/path: \"id\" is no JSON pointer; allowed is one as "
         "\"/event/id\""},
        {R"({"delivery_id": {"path": "/~2"}})",
         "feeds.json /feeds/0/delivery_id/path: \"/~2\" is no JSON pointer; allowed is one as "
         "\"/event/id\""},
        {R"({"mapping": null})", "feeds.json /feeds/0: \"mapping\" is missing"},
    };
    for (const auto& [change, problem] : table) {
        json changed = tickets();
        changed.merge_patch(json::parse(change));
        test::SettingsObject settings{changed.dump()};
        read_push_setup(settings.object());
        EXPECT_EQ(settings.problems(), problem);
    }
}

}  // namespace
}  // namespace waymark::server
