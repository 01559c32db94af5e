#include "server/feed/mqtt/mqtt_decoder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "server/feed/mqtt/mqtt_inbox.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

constexpr Time noon = from_epoch_ms(1'773'662'400'000);

constexpr const char* mapped = R"({"host": "broker", "topics": ["desk/+/state"],
    "status": [{"topic": "desk/nodered/status"}],
    "mapping": {"decode": "json", "rules": [{"emit": "sample", "fields": {
        "metric": {"const": "waiting"}, "value": "/waiting", "queue": {"header": "topic",
            "regex": "^desk/([^/]+)/"}, "time": {"path": "/at", "type": "time",
            "time_format": "epoch_ms"}}}]}})";
constexpr const char* collectd = R"({"host": "broker", "topics": ["collectd/#"],
    "payload": "collectd", "templates": ["collectd.*.servicedesk-{queue}.desk_kpi-{metric}",
                                         "collectd.*.{metric}.load"]})";

struct ReadSetup {
    explicit ReadSetup(const std::string& text) : settings(text) {
        setup = read_mqtt_setup(settings.object());
        settings.object().finish();
    }
    test::SettingsObject settings;
    MqttSetup setup;
};

MqttSetup setup_of(const std::string& text) {
    const ReadSetup read{text};
    if (!read.settings.problems().empty()) throw std::runtime_error(read.settings.problems());
    return read.setup;
}

TEST(MqttMessages, BecomeRecordsByRulesThatSeeTheirTopic) {
    MqttDecoder decoder{setup_of(mapped)};
    const auto made = decoder.take({"desk/support/state", R"({"waiting": 4})"}, noon);
    ASSERT_THAT(made.batch.records, SizeIs(1));
    EXPECT_EQ(made.batch.records[0].text("queue"), "support");
    EXPECT_EQ(made.batch.records[0].number("value"), 4);
    EXPECT_EQ(made.batch.records[0].time, noon);
    EXPECT_TRUE(made.alive);
}

TEST(MqttMessages, ThatCannotBeReadAreCountedAndProveNoLife) {
    MqttDecoder decoder{setup_of(mapped)};
    for (const std::string bad : {"", "{", "\xff", "{\"a\":1,\"a\":2}", "[[[[", "NaN"}) {
        const auto made = decoder.take({"desk/support/state", bad}, noon);
        EXPECT_THAT(made.counts, ElementsAre(Pair("a message that can't be read", 1))) << bad;
        EXPECT_FALSE(made.alive) << bad;
    }
    const auto made = decoder.take({"desk/support/state", R"({"waiting": 4})"}, noon);
    EXPECT_THAT(made.batch.records, SizeIs(1));
}

TEST(MqttMessages, ThatWereRetainedAreNeverFresh) {
    MqttDecoder decoder{setup_of(mapped)};
    const auto old = decoder.take({"desk/support/state", R"({"waiting": 9})", true}, noon);
    EXPECT_THAT(old.batch.records, IsEmpty());
    EXPECT_FALSE(old.alive);
    EXPECT_THAT(old.counts,
                ElementsAre(Pair("a retained message that states no time of its own", 1)));
    const auto dated =
        decoder.take({"desk/sales/state", R"({"waiting": 2, "at": 1773662000000})", true}, noon);
    EXPECT_THAT(dated.batch.records, IsEmpty()) << "alone it proves nothing";
    EXPECT_FALSE(dated.alive);
    EXPECT_THAT(dated.counts, IsEmpty());
    const auto live = decoder.take({"desk/support/state", R"({"waiting": 4})"}, noon + 1s);
    ASSERT_THAT(live.batch.records, SizeIs(2));
    EXPECT_EQ(live.batch.records[0].text("queue"), "sales");
    EXPECT_EQ(live.batch.records[0].time, from_epoch_ms(1'773'662'000'000));
    EXPECT_THAT(decoder.take({"desk/support/state", R"({"waiting": 4})"}, noon).batch.records,
                SizeIs(1));
}

TEST(MqttMessages, OfEverNewRetainedTopicsFillNoMemory) {
    MqttDecoder decoder{setup_of(mapped)};
    for (std::size_t i = 0; i < MqttDecoder::most_held + 5; ++i)
        decoder.take({"desk/q" + std::to_string(i) + "/state",
                      R"({"waiting": 2, "at": 1773662000000})", true},
                     noon);
    const auto live = decoder.take({"desk/support/state", R"({"waiting": 4})"}, noon);
    ASSERT_THAT(live.batch.records, SizeIs(MqttDecoder::most_held + 1));
    EXPECT_EQ(live.batch.records[0].text("queue"), "q5") << "the oldest are left";
}

TEST(MqttStatusTopics, TellThatASystemIsGoneAndBack) {
    MqttDecoder decoder{setup_of(mapped)};
    EXPECT_FALSE(decoder.take({"desk/nodered/status", "offline", true}, noon).alive);
    EXPECT_THAT(decoder.offline(), ElementsAre("desk/nodered/status"));
    EXPECT_FALSE(decoder.take({"desk/nodered/status", "online", true}, noon).alive);
    EXPECT_THAT(decoder.offline(), IsEmpty());
    decoder.take({"desk/nodered/status", "offline"}, noon);
    EXPECT_TRUE(decoder.take({"desk/nodered/status", "online"}, noon).alive);
}

TEST(CollectdMessages, AreSamplesNamedByTemplates) {
    MqttDecoder decoder{setup_of(collectd)};
    const auto made =
        decoder.take({"collectd/desk.example/servicedesk-support/desk_kpi-calls_waiting",
                      std::string{"1773662399.045:4\0", 17}},
                     noon);
    ASSERT_THAT(made.batch.records, SizeIs(1));
    EXPECT_EQ(made.batch.records[0].text("metric"), "calls_waiting");
    EXPECT_EQ(made.batch.records[0].text("queue"), "support");
    EXPECT_EQ(made.batch.records[0].number("value"), 4);
    EXPECT_EQ(made.batch.records[0].time, from_epoch_ms(1'773'662'399'045));
    const auto load = decoder.take({"collectd/desk/load/load", "1773662399:0.5:nan:2"}, noon);
    ASSERT_THAT(load.batch.records, SizeIs(2));
    EXPECT_EQ(load.batch.records[1].text("metric"), "load.3");
    EXPECT_THAT(load.counts, ElementsAre(Pair(line_reason::no_value, 1)));
}

TEST(CollectdMessages, ThatAreHostileAreCounted) {
    MqttDecoder decoder{setup_of(collectd)};
    const std::vector<std::pair<std::string, std::string_view>> table{
        {"", line_reason::no_time},
        {std::string(1, '\0'), line_reason::no_time},
        {"now:4", line_reason::no_time},
        {"1773662399", line_reason::no_form},
        {"1773662399:", line_reason::no_form},
        {"99999999999:4", line_reason::no_time},
        {"1773662399:four", line_reason::no_number},
        {"1773662399:1e999", line_reason::too_large},
        {std::string{"1773662399:4\0:5", 15}, line_reason::no_number},
        {"1773662399:" + std::string(5'000, '1'), line_reason::too_long},
    };
    for (const auto& [payload, reason] : table) {
        const auto made = decoder.take({"collectd/h/load/load", payload}, noon);
        EXPECT_TRUE(made.counts.contains(reason)) << payload;
    }
    EXPECT_TRUE(decoder.take({"collectd/h/x/y/z", "1773662399:4"}, noon)
                    .counts.contains(line_reason::no_template));
}

RC_GTEST_PROP(CollectdMessages, OfAnyOctetsDoNoHarm,
              (const std::string& topic, const std::string& payload, bool retained)) {
    MqttDecoder decoder{setup_of(collectd)};
    decoder.take({topic, payload, retained}, noon);
    decoder.take({"collectd/h/load/load", payload, retained}, noon);
}

TEST(MqttInbox, DropsTheOldestBeyondItsLimitsAndCountsThem) {
    MqttInbox inbox;
    EXPECT_TRUE(inbox.put({"t", "0"})) << "somebody has to be told";
    for (std::size_t i = 1; i < MqttInbox::most_messages + 3; ++i)
        EXPECT_FALSE(inbox.put({"t", std::to_string(i)}));
    EXPECT_EQ(inbox.take()->payload, "3");
    EXPECT_EQ(inbox.take_dropped(), 3u);
    EXPECT_FALSE(inbox.put({"t", std::string(MqttInbox::largest + 1, 'x')}));
    EXPECT_EQ(inbox.take_dropped(), 1u);
    for (int i = 0; i < 20; ++i)
        inbox.put({"t", std::string(MqttInbox::largest, 'x')});
    std::size_t left = 0;
    while (inbox.take())
        ++left;
    EXPECT_EQ(left, 15u) << "16 MiB, topics included";
}

TEST(MqttSetups, SayTheirMistakes) {
    const auto problems = [](const char* text) { return ReadSetup{text}.settings.problems(); };
    EXPECT_THAT(problems("{}"), HasSubstr(R"(/feeds/0: "host" is missing)"));
    EXPECT_THAT(problems("{}"), HasSubstr(R"(/feeds/0: "topics" is missing)"));
    EXPECT_THAT(problems("{}"), HasSubstr(R"(either "mapping", the rules for its messages, or)"));
    EXPECT_THAT(problems(R"({"topics": ["a#"]})"),
                HasSubstr(R"(/feeds/0/topics/0: "a#" is no topic)"));
    EXPECT_THAT(problems(R"({"topics": [{"topic": "a", "qos": 2}]})"),
                HasSubstr("/feeds/0/topics/0/qos: 2 is"));
    EXPECT_THAT(problems(R"({"status": [{"topic": "a/+"}]})"),
                HasSubstr(R"(/feeds/0/status/0/topic: "a/+" is no single topic)"));
    EXPECT_THAT(problems(R"({"tls": {"key": "k"}})"),
                HasSubstr(R"("certificate" and "key" go together)"));
    EXPECT_THAT(problems(R"({"secret": {"env": "X"}})"), HasSubstr(R"(of no use without "user")"));
    EXPECT_THAT(problems(R"({"payload": "json"})"), HasSubstr(R"("json" is not known)"));
    EXPECT_THAT(problems(R"({"port": 0})"), HasSubstr("/feeds/0/port: 0"));
    EXPECT_EQ(setup_of(R"({"host": "b", "topics": ["a"], "tls": true,
                           "mapping": {"rules": [{"emit": "feed.alive"}]}})")
                  .port,
              8883);
}

}  // namespace
}  // namespace waymark::server
