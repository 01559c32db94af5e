#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

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
using enum LineProtocol;

json parsed(const char* text) {
    return json::parse(text);
}

TEST(GraphiteLines, AreSamplesAtTheirTime) {
    LineTry lines{graphite, "{}"};
    EXPECT_THAT(lines.take("desk.waiting 4 1773651590\r\n"
                           "desk.load;queue=service;host=pbx 0.25 1773651590.045\n"
                           "\n"
                           "desk.ready  -2e1\t-1\n"
                           "desk.busy +3\n"),
                ElementsAre(parsed(R"({"type":"sample","metric":"desk.waiting","value":4.0,
                                       "kind":"gauge","time":1773651590000})"),
                            parsed(R"({"type":"sample","metric":"desk.load","value":0.25,
                                       "kind":"gauge","queue":"service","labels":{"host":"pbx"},
                                       "time":1773651590045})"),
                            parsed(R"({"type":"sample","metric":"desk.ready","value":-20.0,
                                       "kind":"gauge","time":1773651600000})"),
                            parsed(R"({"type":"sample","metric":"desk.busy","value":3.0,
                                       "kind":"gauge","time":1773651600000})")));
    EXPECT_THAT(lines.refused, IsEmpty());
}

TEST(GraphiteLines, OfCollectdGetTheirNamesByTemplates) {
    LineTry lines{graphite,
                  R"({"ttl": "30s", "templates": [
                       "collectd.*.servicedesk-{queue}.desk_kpi-{metric}",
                       {"path": "stats_counts.desk.{what}.{how}", "metric": "{what}_{how}",
                        "kind": "delta", "ttl": "1min"}]})"};
    EXPECT_THAT(
        lines.take("collectd.desk.servicedesk-support.desk_kpi-calls_waiting 4 1773651590\n"
                   "collectd.desk.servicedesk-support.desk_kpi-agents_ready nan 1773651590\n"
                   "stats_counts.desk.calls.answered 3 1773651590\n"
                   "collectd.desk.cpu-0.cpu-idle 99 1773651590\n"),
        ElementsAre(parsed(R"({"type":"sample","metric":"calls_waiting","value":4.0,"ttl":30.0,
                               "kind":"gauge","queue":"support","time":1773651590000})"),
                    parsed(R"({"type":"sample","metric":"calls_answered","value":3.0,"ttl":60.0,
                               "kind":"delta","time":1773651590000})")));
    EXPECT_THAT(lines.refused, UnorderedElementsAre(Pair(line_reason::no_value, 1),
                                                    Pair(line_reason::no_template, 1)));
}

TEST(InfluxLines, MakeASampleOfEachField) {
    LineTry lines{influx, R"({"labels": {"queue_name": "queue", "host": null}})"};
    EXPECT_THAT(
        lines.take("# a comment with \"quotes=\"\n"
                   "desk,queue_name=service\\ desk,host=a calls_waiting=4i,sl=0.83 "
                   "1773651590045000000\n"
                   "my\\ desk,a\\=b=c\\,d up=t,n=7u\n"),
        ElementsAre(parsed(R"({"type":"sample","metric":"desk.calls_waiting","value":4.0,
                               "kind":"gauge","queue":"service desk","time":1773651590045})"),
                    parsed(R"({"type":"sample","metric":"desk.sl","value":0.83,
                               "kind":"gauge","queue":"service desk","time":1773651590045})"),
                    parsed(R"({"type":"sample","metric":"my desk.up","value":1.0,"kind":"gauge",
                               "labels":{"a=b":"c,d"},"time":1773651600000})"),
                    parsed(R"({"type":"sample","metric":"my desk.n","value":7.0,"kind":"gauge",
                               "labels":{"a=b":"c,d"},"time":1773651600000})")));
    EXPECT_THAT(lines.refused, IsEmpty());
}

TEST(InfluxLines, SayTheirTimeInThePrecisionThatWasSet) {
    LineTry lines{influx, R"({"precision": "ms"})"};
    EXPECT_THAT(lines.take("desk n=1 1773651590045\n"),
                ElementsAre(parsed(R"({"type":"sample","metric":"desk.n","value":1.0,
                                       "kind":"gauge","time":1773651590045})")));
}

TEST(InfluxLines, TakeNoLineOutOfATextThatSomebodyWrote) {
    LineTry lines{influx, "{}"};
    const auto samples = lines.take(
        "ticket subject=\"hello\ndesk calls_waiting=99i\n\\\"\ndesk a=1\",n=1i\n"
        "ticket n=2i\n");
    ASSERT_THAT(samples, SizeIs(2));
    EXPECT_EQ(samples[0]["metric"], "ticket.n");
    EXPECT_EQ(samples[0]["value"], 1.0);
    EXPECT_EQ(samples[1]["value"], 2.0);
    EXPECT_THAT(lines.refused, ElementsAre(Pair(line_reason::text_field, 1)));
}

TEST(InfluxLines, OfATextThatNeverEndsAreReadAgainAfterALineThatIsTooLong) {
    LineTry lines{influx, "{}"};
    const std::string text = "ticket subject=\"" + std::string(LineReader::most_octets, 'x');
    EXPECT_THAT(lines.take(text + "\ndesk n=1\n"), SizeIs(1));
    EXPECT_THAT(lines.refused, ElementsAre(Pair(line_reason::too_long, 1)));
}

struct Hostile {
    LineProtocol protocol;
    std::string line;
    std::string_view reason;
};

TEST(Lines, ThatCannotBeUsedAreRefusedAndTheNextOneIsTaken) {
    const std::string nul{"a.b\0c 1", 7};
    const std::vector<Hostile> table{
        {graphite, "desk.waiting", line_reason::no_form},
        {graphite, "desk.waiting 1 2 3", line_reason::no_form},
        {graphite, "desk.waiting;queue 1", line_reason::no_form},
        {graphite, "desk.waiting;=x 1", line_reason::no_form},
        {graphite, "desk.waiting;a= 1", line_reason::no_name},
        {graphite, ";a=b 1", line_reason::no_name},
        {graphite, std::string(91, 'a') + " 1", line_reason::no_name},
        {graphite, "desk.waiting four", line_reason::no_number},
        {graphite, "desk.waiting 4,5", line_reason::no_number},
        {graphite, "desk.waiting 0x10", line_reason::no_number},
        {graphite, "desk.waiting +-1", line_reason::no_number},
        {graphite, "desk.waiting nan", line_reason::no_value},
        {graphite, "desk.waiting -inf", line_reason::no_value},
        {graphite, "desk.waiting 1e999", line_reason::too_large},
        {graphite, "desk.waiting 1.1e15", line_reason::too_large},
        {graphite, "desk.waiting 1 tomorrow", line_reason::no_time},
        {graphite, "desk.waiting 1 -7", line_reason::no_time},
        {graphite, "desk.waiting 1 99999999999", line_reason::no_time},
        {graphite, "desk.waiting 1 1e300", line_reason::no_time},
        {graphite, "desk.waiting 1 nan", line_reason::no_time},
        {graphite, nul, line_reason::no_text},
        {graphite, "desk\xff.waiting 1", line_reason::no_text},
        {graphite, "desk\x1b[31m 1", line_reason::no_text},
        {graphite, "a;b=c;d=e;f=g;h=i;j=k;l=m;n=o;p=q;r=s;t=u;v=w;x=y;z=1;1=1;2=1;3=1;4=1 1",
         line_reason::too_many_labels},
        {graphite, std::string(LineReader::most_octets + 1, 'a'), line_reason::too_long},
        {influx, "desk", line_reason::no_form},
        {influx, "desk ", line_reason::no_form},
        {influx, "desk,queue n=1", line_reason::no_form},
        {influx, "desk,queue= n=1", line_reason::no_form},
        {influx, "desk n", line_reason::no_form},
        {influx, "desk n=1,", line_reason::no_form},
        {influx, ",a=b n=1", line_reason::no_form},
        {influx, "desk n=", line_reason::no_number},
        {influx, "desk n=1.5i", line_reason::no_number},
        {influx, "desk n=NaNi", line_reason::no_number},
        {influx, "desk n=yes", line_reason::no_number},
        {influx, "desk n=NaN", line_reason::no_value},
        {influx, "desk n=9223372036854775807i", line_reason::too_large},
        {influx, "desk n=\"some text\"", line_reason::text_field},
        {influx, "desk n=1 12:00", line_reason::no_time},
        {influx, "desk n=1 9223372036854775808", line_reason::no_time},
        {statsd, "desk", line_reason::no_form},
        {statsd, "desk:1", line_reason::no_form},
        {statsd, ":1|c", line_reason::no_form},
        {statsd, "desk:|c", line_reason::no_form},
        {statsd, "_e{5,4}:title|text", line_reason::unknown_type},
        {statsd, "desk:1|kg", line_reason::unknown_type},
        {statsd, "desk:x|c", line_reason::no_number},
        {statsd, "desk:1:2|c", line_reason::no_number},
        {statsd, "desk:nan|g", line_reason::no_value},
        {statsd, "desk:1e400|ms", line_reason::too_large},
        {statsd, "desk:1|c|@0", line_reason::no_rate},
        {statsd, "desk:1|c|@2", line_reason::no_rate},
        {statsd, "desk:1|c|@x", line_reason::no_rate},
        {statsd, "desk:+1|g", line_reason::unknown_gauge},
        {statsd, "desk:1|c|#a:", line_reason::no_name},
    };
    for (const auto& [protocol, line, reason] : table) {
        LineTry lines{protocol, "{}"};
        const std::string good = protocol == graphite ? "good 1"
                                 : protocol == statsd ? "good:1|g"
                                                      : "good n=1";
        EXPECT_THAT(lines.take(line + '\n' + good + '\n'), SizeIs(1)) << line;
        EXPECT_THAT(lines.refused, ElementsAre(Pair(reason, 1))) << line;
    }
}

TEST(Lines, OfEverNewNamesFillNoMemory) {
    LineTry lines{graphite, R"({"series": 3})"};
    for (int i = 0; i < 100; ++i)
        lines.take("name" + std::to_string(i) + " 1\n");
    EXPECT_THAT(lines.refused, ElementsAre(Pair(line_reason::too_many_series, 97)));
    EXPECT_THAT(lines.take("name1 2\n"), SizeIs(1)) << "those in use go on";
    lines.now += 24h;
    EXPECT_THAT(lines.take("name1 2\nother 1\n"), SizeIs(1)) << "the others may come again";
    lines.now += 2min;
    EXPECT_THAT(lines.take("another 1\n"), SizeIs(1)) << "they were not told for a day";
}

RC_GTEST_PROP(Lines, OfAnyOctetsAreTakenOrRefused, (const std::string& octets)) {
    for (const LineProtocol protocol : {graphite, statsd, influx}) {
        LineTry lines{protocol, R"({"templates": ["{metric}", "x{a}y.{metric}x"]})"};
        lines.take(octets);
    }
}

RC_GTEST_PROP(Lines, AreTheSameInWhateverPiecesTheyCome, (const std::vector<std::string>& parts)) {
    std::string whole;
    std::vector<std::string> alphabet;
    for (std::string part : parts) {
        for (char& letter : part)
            letter = "a=\" ,\\\n1"[static_cast<unsigned char>(letter) % 8];
        whole += part;
        alphabet.push_back(part);
    }
    for (const bool quotes : {false, true}) {
        std::vector<std::string> one;
        std::vector<std::string> other;
        LineReader at_once{quotes};
        at_once.read(whole, [&](auto line) { one.emplace_back(line.value_or("")); });
        one.push_back(at_once.rest());
        LineReader piecemeal{quotes};
        for (const std::string& part : alphabet)
            piecemeal.read(part, [&](auto line) { other.emplace_back(line.value_or("")); });
        other.push_back(piecemeal.rest());
        RC_ASSERT(one == other);
    }
}

}  // namespace
}  // namespace waymark::server
