#include "tests/support/bad_desks.hpp"

namespace waymark::test {
namespace {

const std::string file = "kpis.json";

std::vector<BadDesk> bad_targets() {
    return {
        {file,
         R"([{"op":"replace","path":"/kpis/0/target/goal","value":"70%"},{"op":"replace","path":"/kpis/0/target/floor","value":"80%"}])",
         {R"(kpis.json /kpis/0/target/goal: "70%" is on the wrong side of the floor "80%"; a goal for "higher" lies above its floor)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/1/target/goal","value":12})",
         {R"(kpis.json /kpis/1/target/goal: 12 is on the wrong side of the floor 8; a goal for "lower" lies below its floor)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/0/target/goal","value":0.7})",
         {R"(kpis.json /kpis/0/target/goal: 0.7 is the same as the floor "70%"; a goal for "higher" lies above its floor, or the target has a baseline)"},
         false},
        {file,
         R"({"op":"add","path":"/kpis/0/target/baseline","value":"80%"})",
         {R"(kpis.json /kpis/0/target/baseline: "80%" is not on the way to the goal "80%"; a goal for "higher" lies above its baseline)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/0/target/goal","value":80})",
         {R"(kpis.json /kpis/0/target/goal: 80 is no ratio; allowed are "0%" to "100%", or 0 to 1)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/target/goal","value":"30s"})",
         {R"(kpis.json /kpis/0/target/goal: "30s" is no ratio; allowed are "0%" to "100%", or 0 to 1)"}},
        {file,
         R"({"op":"replace","path":"/kpis/1/target/goal","value":"4 calls"})",
         {R"(kpis.json /kpis/1/target/goal: "4 calls" is no number; allowed is a plain number, as the unit is "count")"}},
        {file,
         R"({"op":"remove","path":"/kpis/0/target/floor"})",
         {R"(kpis.json /kpis/0/target: "floor" is missing)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/target/direction","value":"up"})",
         {R"(kpis.json /kpis/0/target/direction: "up" is not known; allowed are "higher", "lower", "band")"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/target","value":{"direction":"band","low":"90%","high":"80%","margin":"5%"}})",
         {R"(kpis.json /kpis/0/target/low: "90%" is above the band's high "80%"; a band runs from low to high)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/1/target","value":{"direction":"band","low":1,"high":2,"margin":-1}})",
         {R"(kpis.json /kpis/1/target/margin: -1 is negative; allowed is 0 or more)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/0/target","value":{"direction":"band","low":"70%","high":"80%","goal":"75%"}})",
         {R"(kpis.json /kpis/0/target/goal: "goal" is no known key; allowed are "direction", "low", "high", "margin")"}},
        {file,
         R"({"op":"add","path":"/kpis/0/target/flor","value":"60%"})",
         {R"(kpis.json /kpis/0/target/flor: "flor" is no known key; did you mean "floor"?)"}},
    };
}

std::vector<BadDesk> bad_later_targets() {
    return {
        {file,
         R"({"op":"add","path":"/kpis/0/targets","value":[{"direction":"higher","goal":"90%","floor":"80%"}]})",
         {R"(kpis.json /kpis/0/targets/0: "from" is missing)"}},
        {file,
         R"({"op":"add","path":"/kpis/0/targets","value":[{"from":"2027-02-30","direction":"higher","goal":"90%","floor":"80%"}]})",
         {R"(kpis.json /kpis/0/targets/0/from: "2027-02-30" is no date; allowed are days such as "2027-01-31")"},
         false},
        {file,
         R"({"op":"add","path":"/kpis/0/targets","value":[{"from":"2027-02-01","direction":"higher","goal":"90%","floor":"80%"},{"from":"2027-02-01","direction":"higher","goal":"95%","floor":"80%"}]})",
         {R"(kpis.json /kpis/0/targets/1/from: "2027-02-01" is not after the one before; allowed are dates in order, each once)"},
         false},
        {file,
         R"({"op":"add","path":"/kpis/0/targets","value":[{"from":"2027-02-01","direction":"higher","goal":"90%","flor":"80%"}]})",
         {R"(kpis.json /kpis/0/targets/0: "floor" is missing)",
          R"(kpis.json /kpis/0/targets/0/flor: "flor" is no known key; did you mean "floor"?)"}},
        {file,
         R"({"op":"replace","path":"/kpis/1/target","value":{"direction":"higher","goal":8,"floor":4}})",
         {R"(kpis.json /kpis/1/target/direction: "higher" does not fit the measure, of which less is better; allowed are "lower" and "band")"}},
        {file,
         R"({"op":"remove","path":"/kpis/0/target/direction"})",
         {R"(kpis.json /kpis/0/target: "direction" is missing)"}},
    };
}

std::vector<BadDesk> bad_kpi_keys() {
    return {
        {file,
         R"({"op":"replace","path":"/kpis/0","value":"answered"})",
         {R"(kpis.json /kpis/0: "answered" is no object)",
          R"(screens.json /scenes/0/kpis/0: "answered" is no KPI of kpis.json; allowed is "waiting")"}},
        {file,
         R"({"op":"replace","path":"/kpis/1/id","value":"answered"})",
         {R"(kpis.json /kpis/1/id: "answered" stands at /kpis/0/id already; every id is its own)",
          R"(screens.json /scenes/0/kpis/1: "waiting" is no KPI of kpis.json; allowed are "answered", "answered")"},
         false},
        {file,
         R"({"op":"add","path":"/kpis/0/taget","value":{}})",
         {R"(kpis.json /kpis/0/taget: "taget" is no known key; did you mean "target"?)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/title","value":"This title is so long that no tile of any wall could ever show it whole"})",
         {R"(kpis.json /kpis/0/title: "This title is so long that no tile of any wall could eve... has 71 characters; at most 60 are allowed)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/unit","value":"percent"})",
         {R"(kpis.json /kpis/0/unit: "percent" is not known; allowed are "count", "ratio", "duration", "points")"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/window","value":"rolling 60 min"})",
         {R"(kpis.json /kpis/0/window: "rolling 60 min" is no window; allowed are "now", "rolling 1min" to "rolling 400d", "today", "shift", "week", "month", "quarter", "year" and "vision")"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/window","value":"rolling 401d"})",
         {R"(kpis.json /kpis/0/window: "rolling 401d" is no window; allowed are "now", "rolling 1min" to "rolling 400d", "today", "shift", "week", "month", "quarter", "year" and "vision")"},
         false},
        {file,
         R"({"op":"add","path":"/kpis/0/weight","value":-2})",
         {"kpis.json /kpis/0/weight: -2 is no weight; allowed are numbers above 0, up to 1000"}},
        {file,
         R"({"op":"remove","path":"/kpis/0/unit"})",
         {R"(kpis.json /kpis/0: "unit" is missing)"}},
        {file,
         R"({"op":"add","path":"/kpis/0/by","value":["queue","agent"]})",
         {R"(kpis.json /kpis/0/by/1: "agent" is not known; allowed are "queue", "channel", "priority", "team")"}},
        {file,
         R"({"op":"add","path":"/kpis/0/by","value":["queue","queue"]})",
         {R"(kpis.json /kpis/0/by/1: "queue" stands twice in this list)"}},
        {file,
         R"({"op":"add","path":"/kpis/0/confident","value":"yes"})",
         {R"(kpis.json /kpis/0/confident: "yes" is neither true nor false)"}},
        {file,
         R"({"op":"add","path":"/kpis/1/confident","value":true})",
         {R"(kpis.json /kpis/1/confident: true does not fit "contacts_waiting", which is no share of counted cases; allowed is false)"},
         false},
        {file,
         R"({"op":"add","path":"/kpis/0/critical","value":1})",
         {"kpis.json /kpis/0/critical: 1 is neither true nor false"}},
        {file,
         R"({"op":"add","path":"/kpis/0/min_n","value":2.5})",
         {"kpis.json /kpis/0/min_n: 2.5 is no number of cases; allowed are whole numbers from 0 to "
          "1000000"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/supports","value":["reach-uss"]})",
         {R"(kpis.json /kpis/0/supports/0: "reach-uss" is no CSF of charter.json; did you mean "reach-us"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/0/supports","value":["reach-us","reach-us"]})",
         {R"(kpis.json /kpis/0/supports/1: "reach-us" stands twice in this list)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/supports","value":"reach-us"})",
         {R"(kpis.json /kpis/0/supports: "reach-us" is no list)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/feeds","value":["phones"]})",
         {R"(kpis.json /kpis/0/feeds/0: "phones" is no feed of feeds.json; did you mean "phone"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/0/feeds","value":[]})",
         {"kpis.json /kpis/0/feeds: [] is empty; the feed that its records come from is needed"}},
        {file,
         R"({"op":"remove","path":"/kpis/0/feeds"})",
         {R"(kpis.json /kpis/0: "feeds" is missing)"}},
    };
}

}  // namespace

std::vector<BadDesk> bad_kpis() {
    std::vector<BadDesk> all = bad_kpi_keys();
    for (const auto& some : {bad_targets(), bad_later_targets()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace waymark::test
