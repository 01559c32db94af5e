#include "shared/protocol/json_reader.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

using namespace std::string_literals;

struct Hostile {
    std::string name;
    std::string text;
    std::string told;
};

std::ostream& operator<<(std::ostream& out, const Hostile& hostile) {
    return out << hostile.name;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

class JsonReaderTest : public testing::TestWithParam<Hostile> {};

TEST_P(JsonReaderTest, RefusesInWords) {
    const auto read = read_json(GetParam().text, {});
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(to_text(read.error()), GetParam().told);
}

const std::string no_json = "not JSON, near line 1 column ";

INSTANTIATE_TEST_SUITE_P(
    All, JsonReaderTest,
    testing::Values(
        Hostile{"nothing", "", no_json + "1"},
        Hostile{"blanks", "  \n ", "not JSON, near line 2 column 1"},
        Hostile{"truncated object", R"({"a":)", "/a: " + no_json + "5"},
        Hostile{"truncated text", R"(["abc)", "/0: " + no_json + "5"},
        Hostile{"truncated literal", "[tru", "/0: " + no_json + "4"},
        Hostile{"trailing text", "{} {}", no_json + "4"},
        Hostile{"trailing comma", "[1,]", "/1: " + no_json + "4"},
        Hostile{"bare word", "NaN", no_json + "1"},
        Hostile{"infinity", "[-Infinity]", "/0: " + no_json + "3"},
        Hostile{"comment where none is allowed", "// hello\n{}", no_json + "1"},
        Hostile{"number beyond a double", R"({"a": 1e999})",
                "/a: a number is beyond a double, near line 1 column 11"},
        Hostile{"negative number beyond a double", "[-1e999]",
                "/0: a number is beyond a double, near line 1 column 7"},
        Hostile{"duplicate key", R"({"a":{"b":1,"c":2,"b":3}})", "/a/b: key \"b\" stands twice"},
        Hostile{"too deep", repeated("[", 33), repeated("/0", 32) + ": deeper than 32 levels"},
        Hostile{"very deep", repeated("[", 100'000),
                repeated("/0", 32) + ": deeper than 32 levels"},
        Hostile{"very deep objects", repeated(R"({"a":)", 100'000),
                repeated("/a", 32) + ": deeper than 32 levels"},
        Hostile{"too many values", "[" + repeated("0,", 20'000) + "0]",
                "/19999: more than 20000 values and keys"},
        Hostile{"too long", '"' + std::string(1 << 20, 'x') + '"', "longer than 1048576 octets"},
        Hostile{"invalid UTF-8", "[\"\xc3\x28\"]", "/0: " + no_json + "4"},
        Hostile{"overlong UTF-8", "[\"\xc0\xaf\"]", "/0: " + no_json + "3"},
        Hostile{"a surrogate alone", R"(["\ud800"])", "/0: " + no_json + "9"},
        Hostile{"NUL between values", "[1,\0 2]"s, "/1: " + no_json + "4"},
        Hostile{"NUL in a text", "[\"a\0b\"]"s, "/0: " + no_json + "4"},
        Hostile{"NUL after the value", "{}\0"s, no_json + "3"},
        Hostile{"line break in a text", "[\"a\nb\"]", "/0: not JSON, near line 2 column 1"}),
    [](const auto& one) { return "Case" + std::to_string(one.index); });

TEST(JsonReader, ReadsUpToItsLimits) {
    EXPECT_TRUE(read_json(repeated("[", 32) + repeated("]", 32), {}).has_value());
    EXPECT_TRUE(read_json("[" + repeated("0,", 19'998) + "0]", {}).has_value());
    EXPECT_TRUE(read_json('"' + std::string((1 << 20) - 2, 'x') + '"', {}).has_value());
}

TEST(JsonReader, SkipsCommentsWhereTheyAreAllowed) {
    const auto read = read_json("// one\n{/* two */\"a\": 1}", {.comments = true});
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, (nlohmann::json{{"a", 1}}));
}

TEST(JsonReader, KeepsWholeNumbersWhole) {
    const auto read = read_json("[9007199254740993, -1, 1.0]", {});
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->at(0).get<std::int64_t>(), 9'007'199'254'740'993);
    EXPECT_TRUE(read->at(2).is_number_float());
}

TEST(JsonReader, WritesInvalidUtf8AsReplacement) {
    EXPECT_EQ(write_json("a\xff"), "\"a\xef\xbf\xbd\"");
}

TEST(JsonReader, CutsWhatItShowsBetweenCharacters) {
    EXPECT_EQ(show_json("short"), "\"short\"");
    std::string umlauts;
    for (int i = 0; i < 40; ++i)
        umlauts += "\xc3\xbc";
    const std::string shown = show_json(umlauts);
    EXPECT_LE(shown.size(), 60u);
    EXPECT_TRUE(nlohmann::json::accept('"' + shown.substr(1) + '"')) << shown;
}

RC_GTEST_PROP(JsonReader, ReadsAnyTextAsTheLibraryDoes, ()) {
    std::string text = R"({"text": ["", "a\"\\\/\b\f\n\r\t", "\u00fc\u20AC\uD83D\ude00 )"
                       "\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"
                       R"("], "number": [0, -0, 17, -4.25, 1e3, 2E-7, 1e-400, 18446744073709551615,
        -9223372036854775808, 18446744073709551616], "rest": {"true": true, "no": [false, null],
        "empty": [{}, []]}})";
    const std::vector<std::string> pieces{"",     " ",    ",",    ":",    "{",    "}",
                                          "[",    "]",    "\"",   "\\",   "u",    "\\ud83d",
                                          "0",    "-",    ".",    "e",    "+",    "/",
                                          "\x01", "\x7f", "\x80", "\xc0", "\xe0", "\xed\xa0\x80",
                                          "\xf5", "\xf0", "tru",  "1e999"};
    for (int changes = *rc::gen::inRange(0, 4); changes > 0; --changes)
        text.replace(*rc::gen::inRange<std::size_t>(0, text.size()), *rc::gen::inRange(0, 3),
                     *rc::gen::elementOf(pieces));
    const auto read = read_json(text, {});
    if (!read && read.error().what.find("stands twice") != std::string::npos) return;
    RC_ASSERT(read.has_value() == nlohmann::json::accept(text));
    if (read) RC_ASSERT(*read == nlohmann::json::parse(text));
}

}  // namespace
}  // namespace waymark
