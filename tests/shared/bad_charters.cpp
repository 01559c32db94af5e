#include "tests/support/bad_desks.hpp"

namespace waymark::test {
namespace {

const std::string file = "charter.json";

std::vector<BadDesk> bad_statements() {
    return {
        {file, R"({"op":"remove","path":"/units"})", {R"(charter.json: "units" is missing)"}},
        {file,
         R"({"op":"replace","path":"/units/1/vision","value":"To be one."})",
         {R"(charter.json /units/1/vision: "To be one." is no object)"}},
        {file,
         R"({"op":"remove","path":"/units/1/vision/text"})",
         {R"(charter.json /units/1/vision: "text" is missing)"}},
        {file,
         R"({"op":"replace","path":"/units/1/vision/headline","value":"One point of contact, and the best in class"})",
         {R"(charter.json /units/1/vision/headline: "One point of contact, and the best in class" has 43 characters; at most 40 are allowed)"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/label","value":"Customers reach us quickly"})",
         {R"(charter.json /units/1/mission/objectives/0/label: "Customers reach us quickly" has 26 characters; at most 20 are allowed)"}},
        {file,
         R"({"op":"add","path":"/units/1/vision/by_year","value":28})",
         {R"(charter.json /units/1/vision/by_year: 28 is no year; allowed are whole numbers from 2000 to 2199)"}},
        {file,
         R"({"op":"add","path":"/units/1/vision/objectives","value":[]})",
         {R"(charter.json /units/1/vision/objectives: "objectives" is no known key; allowed are "text", "headline", "since", "by_year")"}},
        {file,
         R"({"op":"add","path":"/units/1/vision/since","value":"1 January 2026"})",
         {R"(charter.json /units/1/vision/since: "1 January 2026" is no date; allowed are dates such as "2026-01-31")"}},
        {file,
         R"({"op":"add","path":"/units/1/vision/since","value":"2026-02-30"})",
         {R"(charter.json /units/1/vision/since: "2026-02-30" is no date; allowed are dates such as "2026-01-31")"},
         false},
        {file,
         R"([{"op":"add","path":"/units/1/vision/since","value":"2026-01-31"},{"op":"add","path":"/units/1/vision/by_year","value":2025}])",
         {R"(charter.json /units/1/vision/by_year: 2025 is no year; allowed are whole numbers from 2026 to 2199)"},
         false},
        {file,
         R"({"op":"remove","path":"/units/0/mission/purpose"})",
         {R"(charter.json /units/0/mission: "purpose" is missing)"}},
        {file,
         R"({"op":"replace","path":"/units/0/mission/purpose","value":"  "})",
         {R"(charter.json /units/0/mission/purpose: "  " is empty; allowed is a text of at most 300 characters)"}},
        {file,
         R"([{"op":"replace","path":"/units/0/mission/objectives","value":[]},
             {"op":"replace","path":"/units/1/links/0","value":{"kind":"aligns","from":"mission","to":"mission","how":"It serves"}}])",
         {"charter.json /units/0/mission/objectives: [] is empty; a mission is a purpose and at "
          "least one objective"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/weight","value":0})",
         {"charter.json /units/1/mission/objectives/0/weight: 0 is no weight; allowed are numbers "
          "above 0, up to 1000"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/critical","value":"yes"})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/critical: "yes" is neither true nor false)"}},
        {file,
         R"({"op":"replace","path":"/units/1/mission/objectives/0/id","value":"Communication"})",
         {R"(charter.json /units/1/mission/objectives/0/id: "Communication" is no id; allowed are 1 to 64 lower-case letters, digits and hyphens)",
          R"(charter.json /units/1/links/0/from: "communication" is nothing of this unit; allowed are "vision", "mission")"}},
        {file,
         R"({"op":"replace","path":"/units/0/mission/objectives/0/id","value":"vision"})",
         {R"(charter.json /units/0/mission/objectives/0/id: "vision" is taken: links name the unit's own statements so; allowed is another id)",
          R"(charter.json /units/1/links/0/to: "customers-first" is nothing of the parent "company"; allowed are "vision", "mission", "vision")"}},
    };
}

std::vector<BadDesk> bad_holds() {
    return {
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":20})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when: 20 is no object)"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":{"of":20}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when: "hold" is missing)"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":{"hold":0}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when/hold: 0 is no number of days; allowed are whole numbers from 1 to 400)"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":{"hold":20,"of":401}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when/of: 401 is no number of days; allowed are whole numbers from 20 to 400)"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":{"hold":20,"of":19}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when/of: 19 is no number of days; allowed are whole numbers from 20 to 400)"},
         false},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":{"hold":2,"days":"work"}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when/days: "work" is not known; allowed are "calendar", "working")"}},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when","value":{"hold":2,"for":3}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/done_when/for: "for" is no known key; allowed are "hold", "of", "days")"}},
    };
}

std::vector<BadDesk> bad_trees() {
    return {
        {file,
         R"({"op":"replace","path":"/units/0/id","value":"desk"})",
         {R"(charter.json /units/1/id: "desk" stands at /units/0/id already; every id is its own)",
          R"(charter.json /units/1/parent: "company" is no unit of this file; allowed is "desk")"},
         false},
        {file,
         R"({"op":"replace","path":"/units/0/mission/objectives/0/id","value":"communication"})",
         {R"(charter.json /units/1/mission/objectives/0/id: "communication" stands at /units/0/mission/objectives/0/id already; every id is its own)",
          R"(charter.json /units/1/links/0/to: "customers-first" is nothing of the parent "company"; allowed are "vision", "mission", "communication")"},
         false},
        {file,
         R"({"op":"add","path":"/units/0/mission/objectives/0/csfs","value":[{"id":"reach-us","title":"Again"}]})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/0/id: "reach-us" stands at /units/0/mission/objectives/0/csfs/0/id already; every id is its own)"},
         false},
        {file,
         R"({"op":"replace","path":"/units/1/kind","value":"departement"})",
         {R"(charter.json /units/1/kind: "departement" is not known; did you mean "department"?)",
          R"(charter.json /units: hold 0 units of kind "desk"; exactly one is allowed)"}},
        {file,
         R"({"op":"replace","path":"/units/1/kind","value":"department"})",
         {R"(charter.json /units: hold 0 units of kind "desk"; exactly one is allowed)"},
         false},
        {file,
         R"([{"op":"remove","path":"/units/1/parent"},{"op":"remove","path":"/units/1/links"}])",
         {R"(charter.json /units/1: "desk" has no "parent", and is not the first without one; only one unit stands at the top)"},
         false},
        {file,
         R"({"op":"replace","path":"/units/1/parent","value":"compani"})",
         {R"(charter.json /units/1/parent: "compani" is no unit of this file; did you mean "company"?)"},
         false},
        {file,
         R"([{"op":"add","path":"/units/0/parent","value":"desk"},
             {"op":"add","path":"/units/0/links","value":[{"kind":"aligns","from":"vision","to":"vision","how":"Round"}]}])",
         {R"(charter.json /units/0/parent: "desk" leads back to this unit; the units stand in a tree)",
          R"(charter.json /units/1/parent: "company" leads back to this unit; the units stand in a tree)"},
         false},
        {file,
         R"({"op":"replace","path":"/units/1/parent","value":"desk"})",
         {R"(charter.json /units/1/parent: "desk" leads back to this unit; the units stand in a tree)",
          R"(charter.json /units/1/links/0/to: "customers-first" is nothing of the parent "desk"; allowed are "vision", "mission", "communication")"},
         false},
        {file,
         R"([{"op":"replace","path":"/units/0/kind","value":"desk"},{"op":"replace","path":"/units/1/kind","value":"department"},
             {"op":"add","path":"/units/0/mission/objectives/0/csfs","value":[{"id":"again","title":"Again"}]}])",
         {R"(charter.json /units/1/parent: "company" is a desk, which can't be above a department)",
          R"(charter.json /units/0/mission/objectives/0/csfs/0/id: "again" is supported by no KPI; at least one in kpis.json names it in "supports")"},
         false},
    };
}

std::vector<BadDesk> bad_links() {
    return {
        {file,
         R"({"op":"replace","path":"/units/1/links","value":[]})",
         {R"(charter.json /units/1: "desk" is not aligned: it has no link to its parent; at least one is needed in "links")"},
         false},
        {file,
         R"({"op":"replace","path":"/units/1/links/0/to","value":"customers-frist"})",
         {R"(charter.json /units/1/links/0/to: "customers-frist" is nothing of the parent "company"; did you mean "customers-first"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/units/1/links/0/from","value":"talking"})",
         {R"(charter.json /units/1/links/0/from: "talking" is nothing of this unit; allowed are "vision", "mission", "communication")"},
         false},
        {file,
         R"({"op":"replace","path":"/units/1/links/0/to","value":"mission"})",
         {R"(charter.json /units/1/links/0/to: "mission" has no number to contribute; allowed are "vision" and the objectives)"},
         true},
        {file,
         R"({"op":"replace","path":"/units/1/links/0/kind","value":"adds"})",
         {R"(charter.json /units/1/links/0/kind: "adds" is not known; allowed are "aligns", "contributes")"}},
        {file,
         R"([{"op":"replace","path":"/units/1/links/0/kind","value":"aligns"},{"op":"add","path":"/units/1/links/0/weight","value":2}])",
         {R"(charter.json /units/1/links/0/weight: 2 has no meaning here: a link that "aligns" changes no number)"}},
        {file,
         R"({"op":"remove","path":"/units/1/links/0/how"})",
         {R"(charter.json /units/1/links/0: "how" is missing)"}},
        {file,
         R"({"op":"add","path":"/units/0/links","value":[{"kind":"aligns","from":"vision","to":"vision","how":"Up"}]})",
         {R"(charter.json /units/0/links: lead nowhere: the unit has no "parent"; allowed is an empty list)"},
         false},
        {file,
         R"({"op":"remove","path":"/units/1/mission/objectives/0/csfs"})",
         {R"(charter.json /units/1/mission/objectives/0: "communication" has no CSF; an objective of the desk needs at least one in "csfs")"},
         false},
        {file,
         R"({"op":"add","path":"/units/1/mission/objectives/0/csfs/1","value":{"id":"informed","title":"Informed"}})",
         {R"(charter.json /units/1/mission/objectives/0/csfs/1/id: "informed" is supported by no KPI; at least one in kpis.json names it in "supports")"},
         false},
    };
}

}  // namespace

std::vector<BadDesk> bad_charters() {
    std::vector<BadDesk> all = bad_statements();
    for (const auto& some : {bad_holds(), bad_trees(), bad_links()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace waymark::test
