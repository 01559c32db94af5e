#include <nlohmann/json.hpp>

#include "tests/support/bad_desks.hpp"

namespace waymark::test {

std::string patched(const std::string& text, const std::string& patch) {
    auto operations = nlohmann::json::parse(patch);
    if (operations.is_object()) operations = nlohmann::json::array({operations});
    return nlohmann::json::parse(text).patch(operations).dump();
}

std::vector<BadDesk> bad_desks() {
    std::vector<BadDesk> all;
    for (const auto& some : {bad_places(), bad_hours(), bad_charters(), bad_kpis(), bad_measures(),
                             bad_feeds_and_screens()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

std::vector<BadDesk> bad_places() {
    const std::string file = "desk.json";
    return {
        {file, R"({"op":"replace","path":"","value":[]})", {"desk.json: [] is no object"}},
        {file, R"({"op":"remove","path":"/name"})", {R"(desk.json: "name" is missing)"}},
        {file,
         R"({"op":"replace","path":"/name","value":""})",
         {R"(desk.json /name: "" is empty; allowed is a text of at most 60 characters)"}},
        {file,
         R"({"op":"replace","path":"/name","value":7})",
         {R"(desk.json /name: 7 is no text; allowed is a text of at most 60 characters)"}},
        {file,
         R"({"op":"replace","path":"/name","value":"two\nlines"})",
         {R"(desk.json /name: "two\nlines" holds a line break or another control character; allowed is one line of text)"}},
        {file,
         R"({"op":"add","path":"/plaec","value":"Leeds"})",
         {R"(desk.json /plaec: "plaec" is no known key; did you mean "place"?)"}},
        {file,
         R"({"op":"add","path":"/colour","value":1})",
         {R"(desk.json /colour: "colour" is no known key; allowed are "$schema", "name", "place", "zone", "day_boundary", "locale", "hours", "work_hours", "sla", "shifts")"}},
        {file,
         R"({"op":"replace","path":"/zone","value":"Europe/Londn"})",
         {R"(desk.json /zone: "Europe/Londn" is no time zone; did you mean "Europe/London"?)"},
         false},
        {file,
         R"({"op":"replace","path":"/zone","value":"../../etc/passwd"})",
         {R"(desk.json /zone: "../../etc/passwd" is no time zone; allowed are IANA names such as "Europe/London")"},
         false},
        {file, R"({"op":"remove","path":"/zone"})", {R"(desk.json: "zone" is missing)"}},
        {file,
         R"({"op":"replace","path":"/day_boundary","value":"24:00"})",
         {R"(desk.json /day_boundary: "24:00" is no time of day; allowed are "00:00" to "23:59")"}},
        {file,
         R"({"op":"replace","path":"/day_boundary","value":6})",
         {R"(desk.json /day_boundary: 6 is no time of day; allowed are "00:00" to "23:59")"}},
        {file,
         R"({"op":"replace","path":"/locale","value":"en_GB"})",
         {R"(desk.json /locale: "en_GB" is no locale; allowed are en, de and da, with a region or without, as "en-GB")"}},
        {file, R"({"op":"remove","path":"/locale"})", {R"(desk.json: "locale" is missing)"}},
    };
}

}  // namespace waymark::test
