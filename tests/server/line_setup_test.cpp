#include "server/feed/lines/line_setup.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::Optional;
using testing::Pair;
using testing::UnorderedElementsAre;

struct Bad {
    LineSetup (*read)(FileObject&);
    std::string settings;
    std::string problem;
};

TEST(LineSetup, SaysEveryMistakeWithItsPlaceAndWhatIsAllowed) {
    const std::vector<Bad> table{
        {read_graphite_setup, R"({})", R"(/feeds/0: "listen" is missing)"},
        {read_graphite_setup, R"({"listen": "2003"})",
         R"(/feeds/0/listen: "2003" is no address to listen at; ADDRESS:PORT is)"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:65536"})", "is no address to listen at"},
        {read_graphite_setup, R"({"listen": "0.0.0.0:2003"})",
         R"(/feeds/0/listen: "0.0.0.0:2003" is open to others, and lines carry no token: "allow")"},
        {read_graphite_setup, R"({"listen": "10.0.0.1:2003", "allow": ["10.0.0.0/33"]})",
         R"(/feeds/0/allow/0: "10.0.0.0/33" is no address; allowed are)"},
        {read_graphite_setup, R"({"listen": "10.0.0.1:2003", "allow": []})", "/feeds/0/allow"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:1", "transport": "sctp"})",
         R"("sctp" is not known; allowed are "tcp", "udp", "both")"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:1", "templates": ["a.{b}"]})",
         R"(/feeds/0/templates/0: "a.{b}" has no {metric}, and no "metric" stands beside it)"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:1", "templates": ["a.{metric"]})",
         "is no template; allowed are"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:1", "templates": ["a..{metric}"]})",
         "is no template"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:1", "templates": ["{a}{metric}"]})",
         "is no template"},
        {read_graphite_setup, R"({"listen": "127.0.0.1:1", "templates": ["{metric}.{metric}"]})",
         "has {metric} twice"},
        {read_graphite_setup,
         R"({"listen": "127.0.0.1:1", "templates": [{"path": "a.*", "metric": "{b}"}]})",
         R"(/feeds/0/templates/0/metric: "{b}" has {b}, which the path has not)"},
        {read_graphite_setup,
         R"({"listen": "127.0.0.1:1", "templates": [{"path": "a", "metric": "b", "kind": "rate"}]})",
         R"("rate" is not known; allowed are)"},
        {read_statsd_setup,
         R"({"listen": "127.0.0.1:1", "templates": [{"path": "a", "metric": "b", "kind": "delta"}]})",
         "StatsD lines say their kind"},
        {read_statsd_setup, R"({"listen": "127.0.0.1:1", "labels": ["a"]})", "/feeds/0/labels"},
        {read_statsd_setup, R"({"listen": "127.0.0.1:1", "ttl": "2d"})",
         R"(/feeds/0/ttl: "2d" is out of range; allowed are "1s" to "1d")"},
        {read_statsd_setup, R"({"listen": "127.0.0.1:1", "series": 0})", "/feeds/0/series: 0"},
        {read_influx_setup, R"({"allow": ["10.0.0.1"]})",
         R"(/feeds/0/allow: ["10.0.0.1"] is of no use without "listen")"},
        {read_influx_setup, R"({"precision": "h"})", R"(/feeds/0/precision: "h" is not known)"},
        {read_influx_setup, R"({"prescision": "s"})", R"(did you mean "precision"?)"},
    };
    for (const auto& [read, settings, problem] : table) {
        test::SettingsObject object{settings};
        read(object.object());
        object.object().finish();
        EXPECT_THAT(object.problems(), HasSubstr(problem)) << settings;
    }
}

TEST(LineSetup, OfInfluxNeedsNoListener) {
    test::SettingsObject object{"{}"};
    EXPECT_FALSE(read_influx_setup(object.object()).listen);
    object.object().finish();
    EXPECT_EQ(object.problems(), "");
}

TEST(Network, HoldsTheAddressesItSays) {
    const auto holds = [](const char* network, const char* address) {
        return Network::from(network)->contains(Network::from(address)->octets);
    };
    EXPECT_TRUE(holds("192.168.4.0/22", "192.168.7.255"));
    EXPECT_FALSE(holds("192.168.4.0/22", "192.168.8.0"));
    EXPECT_TRUE(holds("10.1.2.3", "10.1.2.3"));
    EXPECT_FALSE(holds("10.1.2.3", "10.1.2.2"));
    EXPECT_TRUE(holds("10.1.2.3", "::ffff:10.1.2.3"));
    EXPECT_TRUE(holds("0.0.0.0/0", "9.9.9.9"));
    EXPECT_FALSE(holds("0.0.0.0/0", "fd00::1"));
    EXPECT_TRUE(holds("fd00::/8", "fdff::1"));
    EXPECT_FALSE(holds("fd00::/8", "fe00::1"));
    for (const char* none : {"", "10.1.2", "10.1.2.3/", "10.1.2.3/-1", "::/129", "localhost"})
        EXPECT_FALSE(Network::from(none)) << none;
}

TEST(PathTemplate, StandsForPathsOfItsForm) {
    const auto match = [](const char* form, const char* path) {
        const nlohmann::json text = form;
        std::vector<Problem> problems;
        return PathTemplate::read({text, "", "", problems}).match(path);
    };
    EXPECT_THAT(match("a.{q}-x-{metric}", "a.b-c-x-x-d"),
                Optional(UnorderedElementsAre(Pair("q", "b-c"), Pair("metric", "x-d"))));
    EXPECT_THAT(match("{metric}x", "fooxx"),
                Optional(UnorderedElementsAre(Pair("metric", "foox"))));
    EXPECT_THAT(match("*.{metric}", "any.m"), Optional(UnorderedElementsAre(Pair("metric", "m"))));
    for (const char* other : {"a.m", "a.-x-m", "a.q-x-", "b.q-x-m", "a.q-x-m.", "a", ""})
        EXPECT_THAT(match("a.{q}-x-{metric}", other), Eq(std::nullopt)) << other;
    EXPECT_THAT(match("{metric}x", "x"), Eq(std::nullopt));
}

}  // namespace
}  // namespace waymark::server
