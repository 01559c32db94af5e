#include <gtest/gtest.h>

#include "server/feed/mapping/decoding.hpp"
#include "tests/support/mapping_try.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::map_message;

/// Elements as JSON, and what is wrong with others as text, by their places; "error" of the whole.
json elements_of(const std::string& decoding, const std::string& body) {
    const json settings = json::parse(decoding);
    std::vector<Problem> problems;
    const auto how = mapping::read_decoding(FileNode{settings, "feeds.json", "", problems});
    EXPECT_TRUE(problems.empty());
    json elements = json::object();
    const auto read = mapping::decode(
        how, {body, "", {}, test::received}, [&](const std::string& place, Result<json> element) {
            elements[place] = element ? *element : json(to_text(element.error()));
            return true;
        });
    if (!read) elements["error"] = to_text(read.error());
    return elements;
}

TEST(MappingDecoders, TakeADocumentAsOneElement) {
    EXPECT_EQ(elements_of(R"("json")", "[1,{}]"), json::parse(R"({"":[1,{}]})"));
    EXPECT_EQ(elements_of(R"("json")", "\xEF\xBB\xBF{\"a\":1}"), json::parse(R"({"":{"a":1}})"));
}

TEST(MappingDecoders, TakeTheItemsOfAnArrayOneByOne) {
    EXPECT_EQ(elements_of(R"("items")", "[1,{}]"), json::parse(R"({"/0":1,"/1":{}})"));
    EXPECT_EQ(elements_of(R"("items")", R"({"a":1})"), json::parse(R"({"":{"a":1}})"));
}

TEST(MappingDecoders, TakeJsonLineByLine) {
    EXPECT_EQ(elements_of(R"("ndjson")", "1\r\n\n{\"a\":2}\n{\n3"),
              json::parse(R"({"/0":1,"/2":{"a":2},"/3":"not JSON, near line 1 column 1","/4":3})"));
}

TEST(MappingDecoders, TakeAFormsFields) {
    EXPECT_EQ(
        elements_of(R"("form")", "EventType=task.created&Name=Zo%C3%AB+B%26C&empty=&flag"),
        json::parse(R"({"":{"EventType":"task.created","Name":"Zoë B&C","empty":"","flag":""}})"));
}

TEST(MappingDecoders, TakeJsonOutOfAFormsField) {
    EXPECT_EQ(elements_of(R"({"format":"form","json_fields":["payload"]})",
                          "payload=%7B%22a%22%3A%5B1%5D%7D&b=%7B%7D"),
              json::parse(R"({"":{"payload":{"a":[1]},"b":"{}"}})"));
    EXPECT_EQ(elements_of(R"({"format":"form","json_fields":["payload"]})", "payload=%7B"),
              json::parse(R"({"error":"field \"payload\": not JSON, near line 1 column 1"})"));
}

TEST(MappingDecoders, TakeATableByTheNamesOfItsColumns) {
    EXPECT_EQ(elements_of(R"("csv")", "id,text,n\r\n1,\"a,\"\"b\"\"\r\nc\",2\r\n\r\n2,,3\n3,x,"),
              json::parse(R"({"/1":{"id":"1","text":"a,\"b\"\r\nc","n":"2"},
                              "/4":{"id":"2","n":"3"},"/5":{"id":"3","text":"x"}})"));
    EXPECT_EQ(elements_of(R"({"format":"csv","separator":";"})", "a;b;\n1,5;2;\n"),
              json::parse(R"({"/1":{"a":"1,5","b":"2"}})"));
    EXPECT_EQ(elements_of(R"({"format":"csv","separator":"\t"})", "a\tb\n1\t2\t\t"),
              json::parse(R"({"/1":{"a":"1","b":"2"}})"));
}

TEST(MappingDecoders, TakePrometheusText) {
    const std::string page =
        "# HELP waiting Who waits\n# TYPE waiting gauge\n"
        "waiting{queue=\"a \\\"b\\\"\\\\\\n\",} 4\n"
        "waiting { queue = \"c\" } 5.5 1773648000000\n"
        "# a comment\n"
        "up NaN\nlimit +Inf -1\n";
    EXPECT_EQ(elements_of(R"("prometheus")", page), json::parse(R"({
        "/2":{"name":"waiting","labels":{"queue":"a \"b\"\\\n"},"value":4.0,"type":"gauge"},
        "/3":{"name":"waiting","labels":{"queue":"c"},"value":5.5,"time":1773648000000,"type":"gauge"},
        "/5":{"name":"up","labels":{},"value":"NaN","type":"untyped"},
        "/6":{"name":"limit","labels":{},"value":"Inf","time":-1,"type":"untyped"}})"));
}

struct HostileBody {
    std::string format;
    std::string body;
    std::string told;
};

std::ostream& operator<<(std::ostream& out, const HostileBody& one) {
    return out << one.format << ": " << one.body.substr(0, 60);
}

class HostileMessage : public testing::TestWithParam<HostileBody> {};

TEST_P(HostileMessage, IsRefusedInWords) {
    const auto elements = elements_of('"' + GetParam().format + '"', GetParam().body);
    ASSERT_EQ(elements.size(), 1u) << elements;
    EXPECT_EQ(elements.begin().value(), GetParam().told);
}

using namespace std::string_literals;

std::string often(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

const std::string page = "<!DOCTYPE html><title>Sign in</title>";
const std::string deep = often("/0", 32) + ": deeper than 32 levels";
const std::string most = "longer than 1048576 octets";

/// Rows by their places.
std::string numbered(const testing::TestParamInfo<HostileBody>& row) {
    return "Case" + std::to_string(row.index);
}

INSTANTIATE_TEST_SUITE_P(
    Json, HostileMessage,
    testing::Values(
        HostileBody{"json", "", "not JSON, near line 1 column 1"},
        HostileBody{"json", R"({"a":)", "/a: not JSON, near line 1 column 5"},
        HostileBody{"json", R"({"a":NaN})", "/a: not JSON, near line 1 column 6"},
        HostileBody{"json", R"([-Infinity])", "/0: not JSON, near line 1 column 3"},
        HostileBody{"json", "[1e999]", "/0: a number is beyond a double, near line 1 column 6"},
        HostileBody{"json", R"({"a":1,"a":2})", "/a: key \"a\" stands twice"},
        HostileBody{"json", often("[", 100'000), deep},
        HostileBody{"json", often("[", 100'000) + often("]", 100'000), deep},
        HostileBody{"json", "\"\xc3\x28\"", "not JSON, near line 1 column 3"},
        HostileBody{"json", "{}\0"s, "not JSON, near line 1 column 3"},
        HostileBody{"json", '"' + std::string(1 << 20, 'x') + '"', most},
        HostileBody{"json", "[" + often("0,", 20'000) + "0]",
                    "/19999: more than 20000 values and keys"},
        HostileBody{"items", R"([1,)", "/1: not JSON, near line 1 column 3"},
        HostileBody{"items", often("[", 100'000), deep},
        HostileBody{"ndjson", often("[", 100'000), deep},
        HostileBody{"ndjson", "1e999", "a number is beyond a double, near line 1 column 5"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(
    Form, HostileMessage,
    testing::Values(
        HostileBody{"form", "a=%", "/0: field 0 has a % without two hexadecimal digits after it"},
        HostileBody{"form", "a=1&b=%4",
                    "/1: field 1 has a % without two hexadecimal digits after it"},
        HostileBody{"form", "a=%zz", "/0: field 0 has a % without two hexadecimal digits after it"},
        HostileBody{"form", "a=1&a=2", "/1: field \"a\" stands twice"},
        HostileBody{"form", "a=%C3%28", "/0: field 0 is no UTF-8 text, or holds NUL"},
        HostileBody{"form", "a=%00", "/0: field 0 is no UTF-8 text, or holds NUL"},
        HostileBody{"form", "a\0b=1"s, "/0: field 0 is no UTF-8 text, or holds NUL"},
        HostileBody{"form", "a=" + std::string(1 << 20, 'x'), most}),
    numbered);

INSTANTIATE_TEST_SUITE_P(
    Csv, HostileMessage,
    testing::Values(
        HostileBody{"csv", "", "is empty; a header line is needed"},
        HostileBody{"csv", " \r\n", "is empty; a header line is needed"},
        HostileBody{"csv", "\na\n", "/0: the header line names no column"},
        HostileBody{"csv", "a,b,a\n", "/0: column \"a\" stands twice"},
        HostileBody{"csv", "a,\"b\n1,2\n",
                    "/0: the header line has a quotation mark that is never closed"},
        HostileBody{"csv", "a,b\n1\n", "has 1 fields; the header line has 2"},
        HostileBody{"csv", "a,b\n1,2,3\n", "has 3 fields; the header line has 2"},
        HostileBody{"csv", "a,b\n1,\"2\n", "has a quotation mark that is never closed"},
        HostileBody{"csv", "a,b\n1,\"2\"x\n", "field 2 goes on after its quotation mark"},
        HostileBody{"csv", "a\n\xff\n", "field 1 is no UTF-8 text, or holds NUL"},
        HostileBody{"csv", "a\nx\0y\n"s, "field 1 is no UTF-8 text, or holds NUL"},
        HostileBody{"csv", "a\n" + std::string(70'000, 'x'),
                    "field 1 has 70000 octets; at most 65536 are allowed"},
        HostileBody{"csv", "a\n" + often(",", 5000), "has more than 1000 fields"},
        HostileBody{"csv", often("a,", 5000), "/0: the header line has more than 1000 fields"},
        HostileBody{"csv", std::string((1 << 20) + 1, 'x'), most},
        HostileBody{"csv", "\xEF\xBB\xBF " + page,
                    "is HTML or XML, perhaps a login page; expected is csv"},
        HostileBody{"csv", R"({"error":"unauthorized"})",
                    "is JSON, perhaps an error; expected is csv"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(
    Prometheus, HostileMessage,
    testing::Values(
        HostileBody{"prometheus", "up 12", "is cut short; the last line must end with a line feed"},
        HostileBody{"prometheus", "up\n", "has no number as its value"},
        HostileBody{"prometheus", "up one\n", "has no number as its value"},
        HostileBody{"prometheus", "up 1e999\n", "has a value beyond a double"},
        HostileBody{"prometheus", "up 1 1.5\n",
                    "has a time that is no whole number of milliseconds"},
        HostileBody{"prometheus", "up 1 1 1\n", "goes on after its time"},
        HostileBody{"prometheus", "9up 1\n", "begins with no metric's name"},
        HostileBody{"prometheus", "up{a=\"1\",a=\"2\"} 1\n", "label \"a\" stands twice"},
        HostileBody{"prometheus", "up{a=\"1} 1\n", "has a label's value that is never closed"},
        HostileBody{"prometheus", "up{a=1} 1\n", "has a label's value without quotation marks"},
        HostileBody{"prometheus", "up{=\"1\"} 1\n", "has a label without a name"},
        HostileBody{"prometheus", "up{a=\"1\" 1\n", "has labels that are not closed by a brace"},
        HostileBody{"prometheus", "up{a=\"\xff\"} 1\n", "is no UTF-8 text, or holds NUL"},
        HostileBody{"prometheus", "up{a=\"\0\"} 1\n"s, "is no UTF-8 text, or holds NUL"},
        HostileBody{"prometheus", std::string(300, 'x') + " 1\n", "begins with no metric's name"},
        HostileBody{"prometheus", "a" + often("{", 100'000) + "\n", "has a label without a name"}),
    numbered);

TEST(MappingDecoders, TakeNoWebPageForAnythingElse) {
    for (const std::string format : {"json", "items", "ndjson", "form", "csv", "prometheus"})
        EXPECT_EQ(map_message(R"({"decode":")" + format + R"(","rules":[{"emit":"custom"}]})", page)
                      .error,
                  "is HTML or XML, perhaps a login page; expected is " + format);
}

TEST(MappingDecoders, TakeNoWebPageForATableWhateverItBeginsWith) {
    const auto mapping =
        test::mapping_of(R"({"decode":"csv","rules":[{"emit":"custom","fields":{"id":"/id"}}]})");
    const auto mapped =
        map_message(mapping, {"id\n1\n", "Text/HTML; charset=utf-8", {}, test::received});
    EXPECT_EQ(mapped.error, "is HTML or XML, perhaps a login page; expected is csv");
    EXPECT_EQ(map_message(mapping, {"id\n1\n", "text/csv", {}, test::received}).records.size(), 1u);
}

const std::string by_id = R"("rules":[{"emit":"contact.offered",
    "fields":{"id":"/id","contact":"/id","queue":"/q"}}]})";

TEST(MappingDecoders, TakeTheNextGoodLineOfJsonAfterABadOne) {
    const auto mapped = map_message(R"({"decode":"ndjson",)" + by_id,
                                    "{\"id\":1,\"q\":\"a\"}\n{\"id\":\n[1,2]\n\xff\n" +
                                        often("[", 100'000) + "\n{\"id\":2,\"q\":\"a\"}");
    EXPECT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.rejected.size(), 4u);
}

TEST(MappingDecoders, TakeTheNextGoodRowOfATableAfterABadOne) {
    const auto mapped =
        map_message(R"({"decode":"csv",)" + by_id, "id,q\n1,\"a\n2,b\n\xff,c\n3\n4,\"d\"e\n5,f\n");
    EXPECT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.rejected,
              (std::vector<std::string>{"/1: field 2 is no UTF-8 text, or holds NUL",
                                        "/3: field 1 is no UTF-8 text, or holds NUL",
                                        "/4: has 1 fields; the header line has 2",
                                        "/5: field 2 goes on after its quotation mark"}));
    EXPECT_EQ(mapped.records[0].at("id"), "2");
    EXPECT_EQ(mapped.records[1].at("id"), "5");
}

TEST(MappingDecoders, TakeTheNextGoodSampleAfterABadOne) {
    const auto mapped = map_message(
        R"({"decode":"prometheus","rules":[{"emit":"sample","fields":
            {"metric":"/name","value":"/value","labels":"/labels"}}]})",
        "waiting{q=\"a 1\nwaiting{q=\"b\"} 2\nwaiting{q=\"c\"} NaN\n");
    ASSERT_EQ(mapped.records.size(), 1u);
    EXPECT_EQ(mapped.records[0].at("labels"), (json{{"q", "b"}}));
    EXPECT_EQ(mapped.rejected.size(), 1u);
    EXPECT_EQ(mapped.without_value, 1u);
}

}  // namespace
}  // namespace waymark::server
