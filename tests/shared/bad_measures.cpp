#include "tests/support/bad_desks.hpp"

namespace waymark::test {

namespace {

const std::string file = "kpis.json";

/// Replaces the second KPI by one with these keys.
std::string with(const std::string& keys) {
    return R"({"op":"replace","path":"/kpis/1","value":{"id":"waiting","title":"W","feeds":["phone"],)" +
           keys + "}}";
}

std::vector<BadDesk> bad_named_measures() {
    return {
        {file,
         with(R"("measure":"service_levle")"),
         {R"(kpis.json /kpis/1/measure: "service_levle" is not known; did you mean "service_level"?)"}},
        {file,
         with(R"("measure":"service_level","witihn":"30s")"),
         {R"(kpis.json /kpis/1/witihn: "witihn" is no known key; did you mean "within"?)"}},
        {file,
         with(R"("measure":"service_level","within":"30 s")"),
         {R"(kpis.json /kpis/1/within: "30 s" is no duration; allowed are "20s", "5min", "4h", "3d" and the like, or seconds)"}},
        {file,
         with(R"("measure":"service_level","abandoned":"ignored")"),
         {R"(kpis.json /kpis/1/abandoned: "ignored" is not known; allowed are "ignore_before_threshold", "excluded", "against", "success_before_threshold", "ignore_short", "success_short")"}},
        {file,
         with(R"("measure":"service_level","lost":["abandoned","abandoned"])"),
         {R"(kpis.json /kpis/1/lost/1: "abandoned" stands twice in this list)"}},
        {file,
         with(R"("measure":"service_level","unit":"duration")"),
         {R"(kpis.json /kpis/1/unit: "duration" does not fit "service_level"; allowed is "ratio")"},
         false},
        {file,
         with(R"("measure":"service_level","window":"now")"),
         {R"(kpis.json /kpis/1/window: "now" does not fit "service_level", which needs a stretch of time; allowed are "today", "rolling 60min" and the like)"},
         false},
        {file,
         with(R"("measure":"longest_wait","window":"today")"),
         {R"(kpis.json /kpis/1/window: "today" does not fit "longest_wait", which knows this instant only; allowed is "now")"},
         false},
        {file,
         with(R"("measure":"contacts_waiting","over":"max","window":"now")"),
         {R"(kpis.json /kpis/1/window: "now" does not fit "contacts_waiting", which needs a stretch of time; allowed are "today", "rolling 60min" and the like)"},
         false},
        {file,
         with(R"("measure":"reopen_rate","days":0)"),
         {"kpis.json /kpis/1/days: 0 is no number of days; allowed are whole numbers from 1 to "
          "400"}},
        {file,
         with(R"("measure":"reopen_rate","days":"never")"),
         {R"(kpis.json /kpis/1/days: "never" is no number of days; allowed are 1 to 400, or "ever")"}},
        {file,
         with(R"("measure":"reopen_rate","of":"events","days":7)"),
         {"kpis.json /kpis/1/days: 7 has no meaning with the other options of this KPI"},
         false},
        {file,
         with(R"("measure":"channel_share")"),
         {R"(kpis.json /kpis/1: "channels" is missing)"}},
        {file,
         with(R"("measure":"backlog","where":["queue"])"),
         {R"(kpis.json /kpis/1/where: ["queue"] is no object; allowed is {"field": condition, ...})"}},
        {file,
         with(R"("measure":"oldest_ticket","age_in":"busines")"),
         {R"(kpis.json /kpis/1/age_in: "busines" is no name of hours of desk.json; it has none)"},
         false},
    };
}

std::vector<BadDesk> bad_own_measures() {
    const std::string today = R"("unit":"points","window":"today",)";
    return {
        {file,
         with(
             today +
             R"("measure":"quantile","field":"wait","quantile":1,"events":[{"type":"contact.answered"}])"),
         {R"(kpis.json /kpis/1/quantile: 1 is no quantile; allowed is what lies between "0%" and "100%")"},
         false},
        {file,
         with(R"("unit":"count","window":"now","measure":"level","subject":"tickets")"),
         {R"(kpis.json /kpis/1/subject: "tickets" is not known; did you mean "ticket"?)"}},
        {file,
         with(
             R"("unit":"count","window":"today","measure":"level","subject":"ticket","over":"any_time")"),
         {R"(kpis.json /kpis/1/unit: "count" does not fit "level"; allowed is "duration")"}},
        {file,
         with(R"("unit":"ratio","window":"today","measure":"share","subject":"ticket")"),
         {R"(kpis.json /kpis/1/window: "today" does not fit "share", which knows this instant only; allowed is "now")"}},
        {file,
         with(R"("unit":"ratio","window":"now","measure":"age","subject":"ticket","show":"share")"),
         {R"(kpis.json /kpis/1: "above" or "at_most" is missing)"}},
        {file,
         with(
             R"("unit":"count","window":"now","measure":"age","subject":"ticket","show":"count","above":"soon")"),
         {R"(kpis.json /kpis/1/above: "soon" is no length of time; allowed are "30min", "-30min" and the like, or seconds)"}},
        {file,
         with(today + R"("measure":"counter")"),
         {R"(kpis.json /kpis/1: "metric" is missing)"}},
        {file,
         with(R"("unit":"points","window":"now","measure":"manual")"),
         {R"(kpis.json /kpis/1/window: "now" does not fit "manual", which needs a stretch of time; allowed are "today", "rolling 60min" and the like)"}},
        {file,
         with(
             today +
             R"("measure":"count","events":[{"type":"survey.sent"}],"field":"n","parts":[{"events":[{"type":"survey.sent"}]}])"),
         {R"(kpis.json /kpis/1/parts/0: "name" is missing)"}},
        {file,
         with(today + R"("measure":"formula")"),
         {R"(kpis.json /kpis/1: "formula" is missing)"}},
        {file,
         with(today + R"("measure":"formula","formula":"{answered} / ")"),
         {R"(kpis.json /kpis/1/formula: "{answered} / " is no formula: character 14 expects a number, a KPI in braces, min, max, abs or "(")"},
         false},
        {file,
         with(today + R"("measure":"formula","formula":"{answerd} / 2")"),
         {R"(kpis.json /kpis/1/formula: "answerd" is no KPI of this file; did you mean "answered"?)"},
         false},
        {file,
         with(today + R"("measure":"formula","formula":"{answered} + {waiting}")"),
         {R"(kpis.json /kpis/1/formula: "{answered} + {waiting}" leads back to "waiting"; a formula computes with KPIs that do not depend on it)"},
         false},
        {file,
         R"([{"op":"replace","path":"/kpis/0","value":{"id":"answered","title":"A","unit":"points","window":"today","measure":"formula","formula":"{waiting}","supports":["reach-us"],"feeds":["phone"]}},)" +
             with(today + R"("measure":"formula","formula":"{answered}")") + "]",
         {R"(kpis.json /kpis/0/formula: "{waiting}" leads back to "answered"; a formula computes with KPIs that do not depend on it)",
          R"(kpis.json /kpis/1/formula: "{answered}" leads back to "waiting"; a formula computes with KPIs that do not depend on it)"},
         false},
    };
}

std::vector<BadDesk> bad_selections() {
    return {
        {file,
         R"({"op":"remove","path":"/kpis/0/measure"})",
         {R"(kpis.json /kpis/0: "measure" is missing)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/measure","value":"raito"})",
         {R"(kpis.json /kpis/0/measure: "raito" is not known; did you mean "ratio"?)"}},
        {file,
         R"({"op":"add","path":"/kpis/0/field","value":"wait"})",
         {R"(kpis.json /kpis/0/field: "field" is no known key; allowed are "id", "title", "noun", "unit", "window", "measure", "numerator", "denominator", "numerator_field", "denominator_field", "parts", "counted_at", ...)"}},
        {file,
         R"({"op":"remove","path":"/kpis/0/numerator"})",
         {R"(kpis.json /kpis/0: "numerator" is missing)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/denominator","value":[]})",
         {R"(kpis.json /kpis/0/denominator: [] is empty; at least one {"type": ..., "where": {...}} is needed)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/unit","value":"duration"})",
         {R"(kpis.json /kpis/0/unit: "duration" does not fit "ratio"; allowed is "ratio")",
          R"(kpis.json /kpis/0/target/goal: "80%" is no duration; allowed are "20s", "5min", "4h", "3d" and the like, or seconds)",
          R"(kpis.json /kpis/0/target/floor: "70%" is no duration; allowed are "20s", "5min", "4h", "3d" and the like, or seconds)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/window","value":"now"})",
         {R"(kpis.json /kpis/0/window: "now" does not fit "ratio", which needs a stretch of time; allowed are "today", "rolling 60min" and the like)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/type","value":"contact.anwsered"})",
         {R"(kpis.json /kpis/0/numerator/0/type: "contact.anwsered" is no known type; did you mean "contact.answered"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/type","value":"sample"})",
         {R"(kpis.json /kpis/0/numerator/0/type: "sample" is no event; samples are read by the measures "gauge" and "counter")"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/type","value":[]})",
         {R"(kpis.json /kpis/0/numerator/0/type: [] is empty; at least one type is needed)"}},
        {file,
         R"({"op":"add","path":"/kpis/0/numerator/0/were","value":{}})",
         {R"(kpis.json /kpis/0/numerator/0/were: "were" is no known key; did you mean "where"?)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/where","value":"wait < 30s"})",
         {R"(kpis.json /kpis/0/numerator/0/where: "wait < 30s" is no object; allowed is {"field": condition, ...})"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/where/wait","value":{"at_most":"30 s"}})",
         {R"(kpis.json /kpis/0/numerator/0/where/wait/at_most: "30 s" is no number; allowed are numbers, "80%", or "20s", "5min" and the like)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/where/wait","value":{"atmost":"30s"}})",
         {R"(kpis.json /kpis/0/numerator/0/where/wait/atmost: "atmost" is no known key; did you mean "at_most"?)"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/where/wait","value":{}})",
         {"kpis.json /kpis/0/numerator/0/where/wait: {} says nothing; allowed are at_least, "
          "at_most, above, below, not, present and or_absent"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/where/wait","value":null})",
         {"kpis.json /kpis/0/numerator/0/where/wait: null is nothing to compare with; allowed are "
          "a text, a number, true or false"}},
        {file,
         R"({"op":"replace","path":"/kpis/0/numerator/0/where/wait","value":[]})",
         {"kpis.json /kpis/0/numerator/0/where/wait: [] is empty; at least one value is needed"}},
        {file,
         R"({"op":"replace","path":"/kpis/1","value":{"id":"waiting","title":"W","unit":"points","window":"today","measure":"mean","events":[{"type":"survey.answered"}],"feeds":["phone"]}})",
         {R"(kpis.json /kpis/1: "field" is missing)"}},
        {file,
         R"({"op":"replace","path":"/kpis/1","value":{"id":"waiting","title":"W","unit":"ratio","window":"today","measure":"count","events":[{"type":"survey.answered"}],"feeds":["phone"]}})",
         {R"(kpis.json /kpis/1/unit: "ratio" does not fit "count"; allowed is "count")"}},
        {file,
         R"({"op":"replace","path":"/kpis/1","value":{"id":"waiting","title":"W","unit":"ratio","window":"now","measure":"gauge","metric":"occupancy","over":"mean","feeds":["phone"]}})",
         {R"(kpis.json /kpis/1/window: "now" does not fit "gauge", which needs a stretch of time; allowed are "today", "rolling 60min" and the like)"}},
        {file,
         R"({"op":"replace","path":"/kpis/1","value":{"id":"waiting","title":"W","unit":"ratio","window":"now","measure":"gauge","over":"sum","feeds":["phone"]}})",
         {R"(kpis.json /kpis/1: "metric" is missing)",
          R"(kpis.json /kpis/1/over: "sum" is not known; allowed are "last", "mean", "max")"}},
    };
}

}  // namespace

std::vector<BadDesk> bad_measures() {
    std::vector<BadDesk> all = bad_selections();
    for (const auto& some : {bad_named_measures(), bad_own_measures()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace waymark::test
