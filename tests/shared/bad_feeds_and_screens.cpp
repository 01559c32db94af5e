#include "tests/support/bad_desks.hpp"

namespace waymark::test {
namespace {

/// Puts so many feeds into the file.
std::string with_feeds(int count) {
    std::string feeds;
    for (int i = 0; i < count; ++i)
        feeds += (i == 0 ? "" : ",") + std::string{R"({"id":")"} +
                 (i == 0 ? "phone" : "feed-" + std::to_string(i)) +
                 R"(","title":"A feed","cadence":"10s"})";
    return R"({"op":"replace","path":"/feeds","value":[)" + feeds + "]}";
}

std::vector<BadDesk> bad_feeds() {
    const std::string file = "feeds.json";
    return {
        {file,
         R"({"op":"replace","path":"/feeds/0/cadence","value":"0.5s"})",
         {R"(feeds.json /feeds/0/cadence: "0.5s" is out of range; allowed are "1s" to "1d")"},
         false},
        {file,
         R"({"op":"replace","path":"/feeds/0/cadence","value":"2d"})",
         {R"(feeds.json /feeds/0/cadence: "2d" is out of range; allowed are "1s" to "1d")"},
         false},
        {file,
         R"({"op":"replace","path":"/feeds/0/cadence","value":"often"})",
         {R"(feeds.json /feeds/0/cadence: "often" is no duration; allowed are "20s", "5min", "4h", "3d" and the like, or seconds)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/max_wait","value":0})",
         {R"(feeds.json /feeds/0/max_wait: 0 is out of range; allowed are "1s" to "1d")"}},
        {file,
         R"({"op":"add","path":"/feeds/0/max_wait","value":"long"})",
         {R"(feeds.json /feeds/0/max_wait: "long" is no duration; allowed are "20s", "5min", "4h", "3d" and the like, or seconds)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/queues","value":[]})",
         {"feeds.json /feeds/0/queues: [] is empty; the queues that count are needed"}},
        {file,
         R"({"op":"add","path":"/feeds/0/queues","value":["sales","sales"]})",
         {R"(feeds.json /feeds/0/queues/1: "sales" stands twice in this list)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/queues","value":[7]})",
         {"feeds.json /feeds/0/queues/0: 7 is no text; allowed is a text of at most 100 "
          "characters"}},
        {file,
         R"({"op":"remove","path":"/feeds/0/cadence"})",
         {R"(feeds.json /feeds/0: "cadence" is missing)"}},
        {file,
         R"({"op":"replace","path":"/feeds/0/adapter","value":"carrier pigeon"})",
         {R"(feeds.json /feeds/0/adapter: "carrier pigeon" is not known; allowed are "records", "push", "poll", "ami", "queue_log", "freeswitch", "mqtt", "file", "graphite", "statsd", "influx")"}},
        {file,
         R"({"op":"add","path":"/feeds/0/quiet_ok","value":"yes"})",
         {R"(feeds.json /feeds/0/quiet_ok: "yes" is neither true nor false)"}},
        {file,
         R"({"op":"add","path":"/feeds/1","value":{"id":"phone","title":"Again","cadence":10}})",
         {R"(feeds.json /feeds/1/id: "phone" stands at /feeds/0/id already; every id is its own)"},
         false},
        {file,
         R"({"op":"add","path":"/feeds/0/token","value":"secret"})",
         {R"(feeds.json /feeds/0/token: "secret" is no object)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/token","value":{"sha256":"ABC"}})",
         {R"(feeds.json /feeds/0/token/sha256: "ABC" is no SHA-256 hash; allowed are 64 lower-case hexadecimal digits)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/token","value":{"env":"phone token"}})",
         {R"(feeds.json /feeds/0/token/env: "phone token" is no environment variable; allowed are capitals, digits and underscores)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/token","value":{"env":"PHONE","file":"phone.token"}})",
         {R"(feeds.json /feeds/0/token: holds 2 keys; exactly one of "sha256", "env" and "file" is allowed)"}},
        {file,
         R"({"op":"add","path":"/feeds/0/token","value":{}})",
         {R"(feeds.json /feeds/0/token: holds 0 keys; exactly one of "sha256", "env" and "file" is allowed)"}},
        {file,
         R"({"op":"replace","path":"/feeds","value":[]})",
         {"feeds.json /feeds: [] is empty; at least one feed is needed"}},
        {file, with_feeds(101), {"feeds.json /feeds: holds 101 feeds; at most 100 are allowed"}},
    };
}

std::vector<BadDesk> bad_screens() {
    const std::string file = "screens.json";
    return {
        {file,
         R"({"op":"replace","path":"/scenes/0/kpis/0","value":"anwsered"})",
         {R"(screens.json /scenes/0/kpis/0: "anwsered" is no KPI of kpis.json; did you mean "answered"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/scenes/0/kpis/0","value":"waiting"})",
         {R"(screens.json /scenes/0/kpis/1: "waiting" stands twice in this scene)"}},
        {file,
         R"({"op":"replace","path":"/scenes/0/kpis","value":[]})",
         {"screens.json /scenes/0/kpis: [] is empty; at least one KPI is needed"}},
        {file,
         R"({"op":"replace","path":"/screens/0/scene","value":"walls"})",
         {R"(screens.json /screens/0/scene: "walls" is no scene of this file; did you mean "wall"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/screens/0/diagonal","value":5})",
         {"screens.json /screens/0/diagonal: 5 is no diagonal in inches; allowed are 10.0 to "
          "200.0"}},
        {file,
         R"({"op":"replace","path":"/screens/0/distance","value":"1.5m"})",
         {R"(screens.json /screens/0/distance: "1.5m" is no reading distance in metres; allowed are 0.3 to 30.0)"}},
        {file,
         R"({"op":"add","path":"/screens/1","value":{"id":"main","scene":"wall"}})",
         {R"(screens.json /screens/1/id: "main" stands at /screens/0/id already; every id is its own)"},
         false},
        {file,
         R"({"op":"add","path":"/scenes/1","value":{"id":"wall","kpis":["answered"]}})",
         {R"(screens.json /scenes/1/id: "wall" stands at /scenes/0/id already; every id is its own)"},
         false},
        {file,
         R"({"op":"add","path":"/scenes/0/kind","value":"wal"})",
         {R"(screens.json /scenes/0/kind: "wal" is not known; did you mean "wall"?)"}},
        {file,
         R"({"op":"add","path":"/scenes/1","value":{"id":"one","kind":"objective","objective":"reach"}})",
         {R"(screens.json /scenes/1/objective: "reach" is no objective of the desk; allowed is "communication")"},
         false},
        {file,
         R"({"op":"add","path":"/scenes/1","value":{"id":"note","kind":"announcement"}})",
         {R"(screens.json /scenes/1: "text" is missing)"}},
        {file,
         R"({"op":"add","path":"/scenes/1","value":{"id":"way","kind":"roadmap","kpis":["answered"]}})",
         {R"(screens.json /scenes/1/kpis: "kpis" is no known key; allowed are "id", "kind", "title")"}},
        {file,
         R"({"op":"add","path":"/screens/0/rotation","value":[{"scene":"wall"}]})",
         {R"(screens.json /screens/0/rotation: stands beside "scene"; only one of both is allowed)"}},
        {file,
         R"({"op":"replace","path":"/screens/0","value":{"id":"main","rotation":[{"scene":"wal","for":"1s","days":["monday"],"from":"08:00"}]}})",
         {R"(screens.json /screens/0/rotation/0/scene: "wal" is no scene of this file; did you mean "wall"?)",
          R"(screens.json /screens/0/rotation/0/for: "1s" is no such length of time; allowed are "5s" to "1h")",
          R"(screens.json /screens/0/rotation/0/days/0: "monday" is not known; allowed are "mon", "tue", "wed", "thu", "fri", "sat", "sun")",
          R"(screens.json /screens/0/rotation/0: needs "from" and "to", such as "08:00" and "18:00")"}},
        {file,
         R"({"op":"add","path":"/screens/0/night","value":{"from":"19:00","to":"25:00","shows":"off"}})",
         {R"(screens.json /screens/0/night/to: "25:00" is no time of day; allowed are "00:00" to "24:00")",
          R"(screens.json /screens/0/night/shows: "off" is not known; allowed are "dim", "black")"}},
        {file,
         R"({"op":"add","path":"/screens/0/turned","value":45})",
         {"screens.json /screens/0/turned: 45 is no angle of a screen; allowed are 0, 90, 180 and "
          "270"}},
        {file,
         R"({"op":"add","path":"/screens/0/pinned","value":["answered","waitin"]})",
         {R"(screens.json /screens/0/pinned/1: "waitin" is no KPI of kpis.json; did you mean "waiting"?)"},
         false},
        {file,
         R"({"op":"add","path":"/screens/0/theme","value":"drak"})",
         {R"(screens.json /screens/0/theme: "drak" is not known; did you mean "dark"?)"}},
        {file,
         R"({"op":"add","path":"/screens/0/sound","value":{"times":11,"every":"2h","quiet":{"from":"08:00","to":"08:00"}}})",
         {"screens.json /screens/0/sound/times: 11 is no number of times; allowed are whole "
          "numbers from 1 to 10",
          R"(screens.json /screens/0/sound/every: "2h" is no such length of time; allowed are "5s" to "1h")",
          "screens.json /screens/0/sound/quiet: ends when it begins"}},
        {file,
         R"({"op":"replace","path":"/screens","value":[]})",
         {"screens.json /screens: [] is empty; at least one screen is needed"}},
    };
}

}  // namespace

std::vector<BadDesk> bad_feeds_and_screens() {
    std::vector<BadDesk> all = bad_feeds();
    for (const BadDesk& bad : bad_screens())
        all.push_back(bad);
    return all;
}

}  // namespace waymark::test
