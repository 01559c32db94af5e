#include <gmock/gmock.h>

#include "tests/support/line_try.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::LineTry;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// "metric kind value" of each sample.
std::vector<std::string> brief(const std::vector<json>& samples) {
    std::vector<std::string> lines;
    for (const json& sample : samples)
        lines.push_back(sample["metric"].get<std::string>() + ' ' +
                        sample["kind"].get<std::string>() + ' ' + sample["value"].dump());
    return lines;
}

class Statsd : public testing::Test {
protected:
    LineTry lines{LineProtocol::statsd, "{}"};
};

TEST_F(Statsd, CountersAreAddedUpWithTheirRate) {
    EXPECT_THAT(brief(lines.take("calls:1|c\ncalls:2|c\ncalls:1|c|@0.1\nother:-1|c")),
                UnorderedElementsAre("calls delta 13.0", "other delta -1.0"));
    EXPECT_THAT(lines.take(""), IsEmpty()) << "the next second begins with nothing";
}

TEST_F(Statsd, OfAGaugeTheLastValueCountsAndChangesAreAdded) {
    EXPECT_THAT(brief(lines.take("ready:5|g\nready:7|g")), ElementsAre("ready gauge 7.0"));
    EXPECT_THAT(brief(lines.take("ready:-2|g\nready:+1|g")), ElementsAre("ready gauge 6.0"));
}

TEST_F(Statsd, AChangeOfAGaugeThatIsNotKnownIsNotTakenForItsValue) {
    EXPECT_THAT(lines.take("ready:-2|g"), IsEmpty());
    lines.take("ready:5|g");
    lines.now += 25h;
    lines.take("");
    EXPECT_THAT(lines.take("ready:+1|g"), IsEmpty()) << "that was yesterday";
    EXPECT_THAT(lines.refused, ElementsAre(Pair(line_reason::unknown_gauge, 2)));
}

TEST_F(Statsd, TimersTellTheirNumberAndTheirSumInSeconds) {
    EXPECT_THAT(brief(lines.take("wait:17144|ms\nwait:856|ms\nsize:3|h\nsize:4|d|@0.5")),
                UnorderedElementsAre("wait.count delta 2.0", "wait.seconds interval 18.0",
                                     "size.count delta 3.0", "size.sum interval 11.0"));
}

TEST_F(Statsd, ASetTellsHowManyDifferentWordsThereWere) {
    EXPECT_THAT(brief(lines.take("agents:kim|s\nagents:dev|s\nagents:kim|s")),
                ElementsAre("agents interval 2.0"));
    std::string many;
    for (std::size_t i = 0; i < StatsdTotals::most_words + 10; ++i)
        many += "agents:" + std::to_string(i) + "|s\n";
    EXPECT_THAT(brief(lines.take(many)), ElementsAre("agents interval 10000.0"));
}

TEST_F(Statsd, LabelsTellSeriesApart) {
    const auto samples = lines.take(
        "calls:1|c|#queue:service,vip\r\ncalls:2|c|#queue:sales|@0.5\n"
        "calls:3|c|#queue:service,vip|c:container|T1773651590");
    ASSERT_THAT(samples, SizeIs(2));
    EXPECT_EQ(samples[0], json::parse(R"({"type":"sample","metric":"calls","kind":"delta",
        "value":4.0,"queue":"sales","time":1773651600000})"));
    EXPECT_EQ(samples[1], json::parse(R"({"type":"sample","metric":"calls","kind":"delta",
        "value":4.0,"queue":"service","labels":{"vip":"true"},"time":1773651600000})"));
}

TEST_F(Statsd, AGaugeAndACounterOfOneNameAreNotAddedUp) {
    EXPECT_THAT(brief(lines.take("calls:1|c\ncalls:5|g")),
                UnorderedElementsAre("calls delta 1.0", "calls gauge 5.0"));
}

TEST(StatsdTemplates, NameTimersToo) {
    LineTry lines{LineProtocol::statsd,
                  R"({"templates": ["desk.{queue}.{metric}"], "ttl": "10s"})"};
    EXPECT_THAT(lines.take("desk.service.wait:1000|ms"),
                ElementsAre(json::parse(R"({"type":"sample","metric":"wait.count","value":1.0,
                    "kind":"delta","queue":"service","ttl":10.0,"time":1773651600000})"),
                            json::parse(R"({"type":"sample","metric":"wait.seconds","value":1.0,
                    "kind":"interval","queue":"service","ttl":10.0,"time":1773651600000})")));
}

}  // namespace
}  // namespace waymark::server
