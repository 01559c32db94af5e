#include <gtest/gtest.h>

#include "tests/support/mapping_try.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::value_of;

struct ValueCase {
    std::string value;
    std::string body;
    json comes_to;
};

std::ostream& operator<<(std::ostream& out, const ValueCase& one) {
    return out << one.value << " of " << one.body;
}

class MappingValue : public testing::TestWithParam<ValueCase> {};

TEST_P(MappingValue, ComesTo) {
    EXPECT_EQ(value_of(GetParam().value, GetParam().body), GetParam().comes_to);
}

const std::string issue =
    R"({"a":{"b":"x-12","~/":"odd"},"n":7,"items":[{"f":"p","to":"1"},{"f":"q","to":"2"}],)"
    R"("on":true,"empty":"","none":null,"deep":{"t":"2026-03-30T08:00:00+01:00"}})";

INSTANTIATE_TEST_SUITE_P(
    Sources, MappingValue,
    testing::Values(
        ValueCase{R"("/a/b")", issue, "x-12"}, ValueCase{R"({"path":"/a/b"})", issue, "x-12"},
        ValueCase{R"("/a/~0~1")", issue, "odd"}, ValueCase{R"("/items/1/to")", issue, "2"},
        ValueCase{R"("/items/2/to")", issue, nullptr}, ValueCase{R"("/items/-")", issue, nullptr},
        ValueCase{R"("/items/01/to")", issue, nullptr}, ValueCase{R"("/a/b/c")", issue, nullptr},
        ValueCase{R"("/items/99999999999999999999")", issue, nullptr},
        ValueCase{R"("/empty")", issue, nullptr}, ValueCase{R"("/none")", issue, nullptr},
        ValueCase{R"({"const":{"k":[1]}})", issue, (json{{"k", {1}}})},
        ValueCase{R"({"find":"/items","where":[["/f","eq","q"]],"path":"/to"})", issue, "2"},
        ValueCase{R"({"find":"/items","where":[["/f","eq","z"]],"path":"/to"})", issue, nullptr},
        ValueCase{R"({"find":"/a","where":[["","eq","odd"]],"path":""})", issue, "odd"},
        ValueCase{R"({"find":"/n","where":[["","eq",7]],"path":""})", issue, nullptr},
        ValueCase{R"({"first":["/none","/missing",{"path":"/n"},"/a/b"]})", issue, 7},
        ValueCase{R"({"text":"{/a/b}/{/n}{{}}"})", issue, "x-12/7{}"},
        ValueCase{R"({"text":"{/a/b}-{/none}"})", issue, nullptr},
        ValueCase{R"j({"text":"{/a/b}","regex":"(\\d)"})j", issue, "1"},
        ValueCase{R"({"object":{"one":"/n","two":"/none"}})", issue, (json{{"one", 7}})},
        ValueCase{R"({"object":{"two":"/none"}})", issue, nullptr},
        ValueCase{R"("")", R"("whole")", "whole"}));

INSTANTIATE_TEST_SUITE_P(
    Steps, MappingValue,
    testing::Values(
        ValueCase{R"({"path":"/a/b","regex":"-(\\d+)$"})", issue, "12"},
        ValueCase{R"({"path":"/a/b","regex":"\\d+"})", issue, "12"},
        ValueCase{R"({"path":"/a/b","regex":"^\\d"})", issue, nullptr},
        ValueCase{R"({"path":"/n","regex":"7"})", issue, "7"},
        ValueCase{R"({"path":"/a/b","map":{"x-12":"P1"}})", issue, "P1"},
        ValueCase{R"({"path":"/n","map":{"7":3}})", issue, 3},
        ValueCase{R"({"path":"/on","map":{"true":false}})", issue, false},
        ValueCase{R"({"path":"/a/b","map":{"other":"P1"}})", issue, nullptr},
        ValueCase{R"({"path":"/a/b","map":{"other":"P1","*":"P3"}})", issue, "P3"},
        ValueCase{R"({"path":"/a/b","map":{"x-12":null,"*":"P3"}})", issue, nullptr},
        ValueCase{R"({"path":"/none","map":{"*":"P3"}})", issue, nullptr},
        ValueCase{R"({"path":"/none","map":{"*":"P3"},"default":"P4"})", issue, "P4"},
        ValueCase{R"({"path":"/a/b","null":["-","x-12"]})", issue, nullptr},
        ValueCase{R"({"path":"/n","null":["7"],"default":0})", issue, 0},
        ValueCase{
            R"({"path":"/a/b","regex":"-(\\d+)$","map":{"12":"0.5"},"type":"number","scale":2})",
            issue, 1},
        ValueCase{R"({"first":["/none",{"path":"/n","map":{"7":"seven"}}]})", issue, "seven"}));

INSTANTIATE_TEST_SUITE_P(
    Types, MappingValue,
    testing::Values(
        ValueCase{R"({"path":"","type":"text"})", "12", "12"},
        ValueCase{R"({"path":"","type":"text"})", "[1]", ": x: [1] is no text"},
        ValueCase{R"({"path":"","type":"number"})", R"("12.5")", 12.5},
        ValueCase{R"({"path":"","type":"number"})", R"(" +3 ")", 3},
        ValueCase{R"({"path":"","type":"number"})", R"("12,5")", ": x: \"12,5\" is no number"},
        ValueCase{R"({"path":"","type":"number","decimal_comma":true})", R"("12,5")", 12.5},
        ValueCase{R"({"path":"","type":"number","scale":0.001})", "8000", 8},
        ValueCase{R"({"path":"","type":"number"})", R"("NaN")", nullptr},
        ValueCase{R"({"path":"","type":"number"})", R"("-Infinity")", nullptr},
        ValueCase{R"({"path":"","type":"number","scale":1e10})", "1e300", nullptr},
        ValueCase{R"({"path":"","type":"number"})", R"("1e999")",
                  ": x: \"1e999\" is beyond a double"},
        ValueCase{R"({"path":"","type":"number"})", R"("")", nullptr},
        ValueCase{R"({"path":"","type":"number"})", R"("0x10")", ": x: \"0x10\" is no number"},
        ValueCase{R"({"path":"","type":"number"})", "true", ": x: true is no number"},
        ValueCase{R"({"path":"","type":"flag"})", R"("yes")", true},
        ValueCase{R"({"path":"","type":"flag"})", "0", false},
        ValueCase{R"({"path":"","type":"flag"})", "2",
                  ": x: 2 is no flag; allowed are true and false, yes and no, 1 and 0"},
        ValueCase{R"({"path":"","type":"duration"})", "90", 90},
        ValueCase{R"({"path":"","type":"duration"})", R"("1:02:03.5")", 3723.5},
        ValueCase{R"({"path":"","type":"duration"})", R"("2:03")", 123},
        ValueCase{R"({"path":"","type":"duration"})", R"("PT1H30M0.5S")", 5400.5},
        ValueCase{R"({"path":"","type":"duration"})", R"("P1DT1S")", 86401},
        ValueCase{R"({"path":"","type":"duration"})", R"("250ms")", 0.25},
        ValueCase{R"({"path":"","type":"duration","scale":0.001})", R"("8000")", 8},
        ValueCase{R"({"path":"","type":"duration"})", R"("2:73")",
                  ": x: \"2:73\" is no duration; allowed are seconds, \"1:02:03\", \"PT5M\" and "
                  "\"20s\""},
        ValueCase{R"({"path":"","type":"duration"})", R"("PT")",
                  ": x: \"PT\" is no duration; allowed are seconds, \"1:02:03\", \"PT5M\" and "
                  "\"20s\""}));

std::string time_by(const std::string& format) {
    return R"({"path":"","type":"time")" + (format.empty() ? "" : R"(,"time_format":)" + format) +
           "}";
}
const std::string berlin = R"("sql","zone":"Europe/Berlin")";

INSTANTIATE_TEST_SUITE_P(
    Times, MappingValue,
    testing::Values(
        ValueCase{time_by(""), R"("2026-03-30T08:00:00+01:00")", "2026-03-30T07:00:00.000Z"},
        ValueCase{time_by(""), R"("2026-03-16T00:11:35.723001Z")", "2026-03-16T00:11:35.723001Z"},
        ValueCase{time_by(R"("epoch_s")"), "1795290149.045", "2026-11-21T19:42:29.045Z"},
        ValueCase{time_by(R"("epoch_s")"), R"("1795290149.045")", "2026-11-21T19:42:29.045Z"},
        ValueCase{time_by(R"("epoch_ms")"), "1773619895723", "2026-03-16T00:11:35.723Z"},
        ValueCase{time_by(R"("epoch_us")"), "1773619895723001", "2026-03-16T00:11:35.723001Z"},
        ValueCase{time_by(R"("epoch_ns")"), R"("1774857000000001000")",
                  "2026-03-30T07:50:00.000001Z"},
        ValueCase{time_by(R"("jira")"), R"("2026-03-16T01:52:03.786+0100")",
                  "2026-03-16T00:52:03.786Z"},
        ValueCase{time_by(R"("sql","zone":"UTC")"), R"("2026-03-30 09:00:00")",
                  "2026-03-30T09:00:00.000Z"},
        ValueCase{time_by(berlin), R"("2026-03-30 09:00:00.25")", "2026-03-30T07:00:00.250Z"},
        ValueCase{time_by(berlin), R"("2026-10-25 02:30:00")", "2026-10-25T00:30:00.000Z"},
        ValueCase{time_by(berlin), R"("2026-03-29 02:30:00")", "2026-03-29T01:00:00.000Z"}));

INSTANTIATE_TEST_SUITE_P(
    NoTimes, MappingValue,
    testing::Values(
        ValueCase{time_by(R"("epoch_s")"), "1773619895723",
                  ": x: 1773619895723 is no time; it should be seconds since 1970"},
        ValueCase{time_by(R"("epoch_ms")"), "-1",
                  ": x: -1 is no time; it should be milliseconds since 1970"},
        ValueCase{time_by(R"("epoch_ms")"), "18446744073709551615",
                  ": x: 18446744073709551615 is no time; it should be milliseconds since 1970"},
        ValueCase{time_by(R"("epoch_ms")"), R"("nan")",
                  ": x: \"nan\" is no time; it should be milliseconds since 1970"},
        ValueCase{time_by(R"("jira")"), R"("0100")",
                  ": x: \"0100\" is no time; it should be date and time as "
                  "\"2026-03-30T08:00:00.000+0100\""},
        ValueCase{time_by(berlin), R"("2026-03-30T09:00:00+01:00")",
                  ": x: \"2026-03-30T09:00:00+01:00\" is no time; it should be date and time "
                  "without an offset, as \"2026-03-30 08:00:00\""},
        ValueCase{time_by(""), R"("0001-01-01T00:00:00Z")",
                  ": x: \"0001-01-01T00:00:00Z\" is no time; it should be RFC 3339 with an "
                  "offset, as \"2026-03-30T08:00:00+01:00\""},
        ValueCase{time_by(""), "1773619895723",
                  ": x: 1773619895723 is no time; it should be RFC 3339 with an offset, as "
                  "\"2026-03-30T08:00:00+01:00\""}));

TEST(MappingValue, TakesAHeaderWhateverItsCase) {
    const auto mapping = test::mapping_of(
        R"({"rules":[{"emit":"custom","fields":{"id":{"header":"X-Id"},"y":{"text":"<{header:X-Id}>"}}}]})");
    const auto mapped = test::map_message(mapping, {"{}", "", {{"x-id", "d-1"}}, test::received});
    EXPECT_EQ(mapped.records.at(0).at("id"), "d-1");
    EXPECT_EQ(mapped.records.at(0).at("y"), "<d-1>");
}

TEST(MappingValue, IsOfTheTypeThatItsFieldHas) {
    const auto mapped = test::map_message(
        R"({"rules":[{"emit":"contact.ended","fields":
             {"id":"/id","contact":"/id","talk":"/talk","time":"/at","note":"/talk"}}]})",
        R"({"id":12,"talk":"1:05","at":"2026-03-16T08:00:00Z"})");
    ASSERT_EQ(mapped.records.size(), 1u);
    EXPECT_EQ(mapped.records[0], (json{{"type", "contact.ended"},
                                       {"id", "12"},
                                       {"contact", "12"},
                                       {"talk", 65.0},
                                       {"time", 1'773'648'000'000},
                                       {"note", "1:05"}}));
}

}  // namespace
}  // namespace waymark::server
