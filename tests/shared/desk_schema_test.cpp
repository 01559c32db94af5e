#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/base/file.hpp"
#include "shared/protocol/catalogue/catalogue.hpp"
#include "tests/support/bad_desks.hpp"
#include "tests/support/schema.hpp"
#include "tests/support/small_desk.hpp"

namespace waymark {
namespace {

using nlohmann::json;
using test::complaint;
using test::project_document;
using test::schema_document;

std::string stem_of(const std::string& file) {
    return file.substr(0, file.find('.'));
}

class DeskSchema : public testing::TestWithParam<std::string_view> {};

TEST_P(DeskSchema, AcceptsTheExample) {
    const std::string file{GetParam()};
    EXPECT_EQ(complaint(stem_of(file), project_document("/assets/desks/service-desk/" + file)), "");
}

TEST_P(DeskSchema, AcceptsTheSmallDesk) {
    const std::string file{GetParam()};
    EXPECT_EQ(complaint(stem_of(file), json::parse(test::small_desk().at(file))), "");
}

TEST_P(DeskSchema, IsNamedByTheExample) {
    const std::string file{GetParam()};
    const json example = project_document("/assets/desks/service-desk/" + file);
    const std::string named = example.at("$schema");
    EXPECT_NO_THROW(project_document("/assets/desks/service-desk/" + named));
}

INSTANTIATE_TEST_SUITE_P(All, DeskSchema,
                         testing::ValuesIn(desk_file_names().begin(), desk_file_names().end()));

class BadDeskSchemaTest : public testing::TestWithParam<test::BadDesk> {};

TEST_P(BadDeskSchemaTest, IsSeenByTheSchemaWhereASchemaCanSeeIt) {
    const test::BadDesk& bad = GetParam();
    const std::string said = complaint(
        stem_of(bad.file), json::parse(test::patched(test::small_desk().at(bad.file), bad.patch)));
    EXPECT_EQ(!said.empty(), bad.schema_sees_it) << said;
}

INSTANTIATE_TEST_SUITE_P(All, BadDeskSchemaTest, testing::ValuesIn(test::bad_desks()));

/// KPIs that between them use every option of a measure.
json more_kpis() {
    json kpis = json::parse(R"([
        {"unit":"count","window":"today","measure":"count","events":[{"type":"a.b","where":
            {"queue":["a","b"],"channel":"phone","wait":{"at_least":1,"at_most":"2min","above":0,
            "below":"90%","not":[3],"present":true,"or_absent":true}}}],"less":[{"type":["a.c"]}]},
        {"unit":"points","window":"year","measure":"ratio","numerator":[{"type":"a.b"}],
            "denominator":[{"type":"a.b"}],"numerator_field":"x","denominator_field":"y"},
        {"unit":"points","window":"shift","measure":"mean","field":"score",
            "events":[{"type":"survey.answered"}]},
        {"unit":"duration","window":"month","measure":"quantile","field":"wait","quantile":0.9,
            "events":[{"type":"contact.answered"}]},
        {"unit":"duration","window":"week","measure":"max","field":"wait",
            "events":[{"type":"contact.answered"}]},
        {"unit":"count","window":"quarter","measure":"distinct","field":"agent",
            "events":[{"type":"contact.answered"}]},
        {"unit":"duration","window":"today","measure":"level","subject":"ticket","over":"any_time",
            "where":{"queue":"a"}},
        {"unit":"ratio","window":"rolling 28d","measure":"share","subject":"agent",
            "numerator":{"queue":"a"},"denominator":{"channel":"b"},"of_time":true},
        {"unit":"count","window":"now","measure":"age","subject":"ticket","since":"response_due",
            "show":"count","above":"-30min","at_most":0,"age_in":"business"},
        {"unit":"ratio","window":"today","measure":"gauge","metric":"occupancy","over":"max",
            "target":{"direction":"band","low":"70%","high":"80%","margin":0.1}},
        {"unit":"count","window":"today","measure":"counter","metric":"calls"},
        {"unit":"points","window":"month","measure":"manual"},
        {"unit":"ratio","window":"today","measure":"formula","formula":"{answered} / 2"}
    ])");
    for (const NamedMeasure& entry : catalogue()) {
        json kpi{{"measure", entry.name}};
        for (const Option& option : entry.options) {
            const std::string name{option.name};
            if (!option.words.empty())
                kpi[name] = option.words.front();
            else if (option.kind == Option::Kind::length)
                kpi[name] = "1h";
            else if (option.kind == Option::Kind::text)
                kpi[name] = "a";
            else if (option.kind == Option::Kind::texts)
                kpi[name] = {"a", "b"};
            else if (option.kind == Option::Kind::days)
                kpi[name] = "ever";
            else if (option.kind == Option::Kind::hours)
                kpi[name] = "business";
            else if (option.kind == Option::Kind::conditions)
                kpi[name] = {{"queue", "a"}};
        }
        if (kpi.contains("ignore_short")) kpi["of"] = "ended";
        kpis.push_back(std::move(kpi));
    }
    kpis.push_back({{"measure", "csat"}, {"show", "mean"}, {"scale", 10}, {"kind", "csat"}});
    return kpis;
}

/// The small desk with every key that a desk folder knows.
DeskTexts full_desk() {
    DeskTexts desk = test::small_desk();
    const auto patch = [&](const std::string& file, const std::string& operations) {
        desk[file] = test::patched(desk[file], operations);
    };
    for (auto& [file, text] : desk)
        patch(file, R"({"op":"add","path":"/$schema","value":"schema.json"})");
    patch("charter.json", R"([
        {"op":"add","path":"/units/1/vision/by_year","value":2028},
        {"op":"add","path":"/units/1/vision/since","value":"2026-01-31"},
        {"op":"add","path":"/units/1/mission/objectives/0/weight","value":2},
        {"op":"add","path":"/units/1/mission/objectives/0/critical","value":true},
        {"op":"add","path":"/units/1/mission/objectives/0/label","value":"Reach"},
        {"op":"add","path":"/units/1/mission/objectives/0/csfs/0/label","value":"Easy to reach"},
        {"op":"add","path":"/units/1/mission/objectives/0/csfs/0/weight","value":2},
        {"op":"add","path":"/units/1/mission/objectives/0/csfs/0/critical","value":true},
        {"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when",
            "value":{"hold":20,"of":22,"days":"working"}},
        {"op":"add","path":"/units/1/links/0/weight","value":2}])");
    patch("desk.json", R"([
        {"op":"add","path":"/hours","value":{"business":{"zone":"Europe/Berlin","week":{
            "mon":["08:00-12:00","13:00-18:00"],"tue":["00:00-24:00"],"wed":["22:00-06:00"],
            "thu":["22:00-30:00"],"fri":["08:00-48:00"],"sat":["09:00-12:00"],
            "sun":["00:00-00:01"]},"holidays":["2026-12-25"],
            "exceptions":{"2026-12-24":["08:00-12:00"],"2026-12-31":[]}}}},
        {"op":"add","path":"/work_hours","value":"business"},
        {"op":"add","path":"/sla","value":{"P1":{"response":"15min","resolution":14400},
            "P2":{"resolution":"3d","hours":"business"}}},
        {"op":"add","path":"/shifts","value":[{"name":"Early","from":"06:00","to":"14:00"},
            {"name":"Night","from":"22:00","to":"06:00"}]}])");
    patch("feeds.json", R"([
        {"op":"add","path":"/feeds/0/max_wait","value":"2h"},
        {"op":"add","path":"/feeds/0/queues","value":["servicedesk"]},
        {"op":"add","path":"/feeds/0/compare_lengths","value":false},
        {"op":"add","path":"/feeds/0/quiet_ok","value":true},
        {"op":"add","path":"/feeds/0/token","value":{"env":"PHONE_TOKEN"}},
        {"op":"add","path":"/feeds/1","value":{"id":"d","title":"D","cadence":10,"preset":"jira"}},
        {"op":"add","path":"/feeds/1","value":{"id":"b","title":"B","cadence":10,"token":{"file":"b"}}},
        {"op":"add","path":"/feeds/2","value":{"id":"c","title":"C","cadence":10,"token":{"sha256":
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}}])");
    patch("screens.json", R"([
        {"op":"add","path":"/scenes/0/title","value":"The wall"},
        {"op":"add","path":"/scenes/1","value":{"id":"why","kind":"objective","objective":"communication"}},
        {"op":"add","path":"/scenes/2","value":{"id":"note","kind":"announcement","text":"Tea at four"}},
        {"op":"add","path":"/screens/0/place","value":"Team room"},
        {"op":"add","path":"/screens/1","value":{"id":"tall","turned":90,"theme":"light",
            "motion":"reduced","pinned":["answered"],
            "rotation":[{"scene":"why","for":"20s","days":["mon","sun"],"from":"08:00","to":"18:00"}],
            "night":{"from":"19:00","to":"07:00","shows":"black"},
            "sound":{"times":3,"every":"1min","quiet":{"from":"18:00","to":"24:00"}}}}])");
    patch("kpis.json", R"([
        {"op":"add","path":"/kpis/0/noun","value":"of all"},
        {"op":"add","path":"/kpis/0/weight","value":2},
        {"op":"add","path":"/kpis/0/critical","value":true},
        {"op":"add","path":"/kpis/0/min_n","value":10},
        {"op":"add","path":"/kpis/0/by","value":["queue","team"]},
        {"op":"add","path":"/kpis/0/hours","value":"business"},
        {"op":"add","path":"/kpis/0/confident","value":true},
        {"op":"add","path":"/kpis/0/targets","value":[
            {"from":"2027-01-01","direction":"higher","goal":"90%","floor":"80%","baseline":0},
            {"from":"2027-07-01","direction":"band","low":0.8,"high":0.9,"margin":"5%"}]},
        {"op":"add","path":"/kpis/0/target/baseline","value":"50%"},
        {"op":"add","path":"/kpis/0/counted_at","value":"arrival"},
        {"op":"add","path":"/kpis/0/parts","value":[
            {"name":"lost","events":[{"type":"contact.abandoned"}],"excluded":true}]}])");
    json file = json::parse(desk.at("kpis.json"));
    for (json& kpi : more_kpis()) {
        kpi["id"] = "more-" + std::to_string(file["kpis"].size());
        kpi["title"] = "More";
        kpi["feeds"] = {"phone"};
        file["kpis"].push_back(std::move(kpi));
    }
    desk["kpis.json"] = file.dump();
    return desk;
}

void collect_declared(const json& schema, std::set<std::string>& keys) {
    if (!schema.is_structured()) return;
    if (schema.is_object() && schema.contains("properties"))
        for (const auto& [key, value] : schema["properties"].items())
            keys.insert(key);
    for (const json& part : schema)
        collect_declared(part, keys);
}

void collect_used(const json& document, std::set<std::string>& keys) {
    if (!document.is_structured()) return;
    for (const auto& [key, value] : document.items()) {
        if (document.is_object()) keys.insert(key);
        collect_used(value, keys);
    }
}

TEST_P(DeskSchema, DeclaresTheKeysThatAreReadAndNoOthers) {
    const std::string file{GetParam()};
    const DeskTexts desk = full_desk();
    const auto read = read_desk(desk);
    if (!read)
        for (const Problem& problem : read.error())
            ADD_FAILURE() << to_text(problem);
    const json document = json::parse(desk.at(file));
    EXPECT_EQ(complaint(stem_of(file), document), "");
    std::set<std::string> declared, used;
    collect_declared(schema_document(stem_of(file)), declared);
    collect_used(document, used);
    for (const std::string name :
         {"queue", "channel", "wait",                           // of a record
          "business", "2026-12-24", "2026-12-31", "P1", "P2"})  // the desk's
        used.erase(name);
    EXPECT_EQ(declared, used);
}

TEST_P(DeskSchema, DeclaresNoKeyThatTheDescriptionLeavesOut) {
    const std::string file{GetParam()};
    std::string description = read_file(WAYMARK_SOURCE_DIR "/docs/desk-folder.md", 1 << 20).value();
    description += catalogue_markdown();
    std::set<std::string> declared;
    collect_declared(schema_document(stem_of(file)), declared);
    for (const std::string& key : declared)
        EXPECT_TRUE(description.find('`' + key + '`') != description.npos ||
                    description.find('"' + key + '"') != description.npos)
            << key;
}

}  // namespace
}  // namespace waymark
