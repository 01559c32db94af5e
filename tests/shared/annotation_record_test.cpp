#include "shared/protocol/annotation_record.hpp"

#include <gtest/gtest.h>

#include "shared/protocol/record_codec.hpp"

namespace waymark {
namespace {

constexpr Time noon = from_epoch_ms(1'774'868'400'000);

std::string with(const std::string& fields) {
    return R"({"type":"annotation.added","id":"1","time":1774868400000,)" + fields + "}";
}

Result<Annotation> read(const std::string& fields) {
    const auto record = parse_record(with(fields), noon, {});
    if (!record) return tl::unexpected(record.error());
    return read_annotation({"phone"}, *record);
}

TEST(AnnotationRecord, TellsWhatHappenedWhenAndToWhichQueue) {
    const auto read_back = read(R"("kind":"incident","text":"Mail was down","queue":"vip",
                                   "until":"2026-03-30T12:30:00+01:00")");
    ASSERT_TRUE(read_back) << to_text(read_back.error());
    EXPECT_EQ(*read_back, (Annotation{.id = "1",
                                      .feed = {"phone"},
                                      .kind = Annotation::Kind::incident,
                                      .time = noon,
                                      .until = noon + std::chrono::minutes{30},
                                      .text = "Mail was down",
                                      .queue = "vip"}));
}

TEST(AnnotationRecord, EightyCharactersOfAnyScriptAreTaken) {
    std::string greek;
    for (int i = 0; i < 80; ++i)
        greek += "\xce\xb1";
    EXPECT_TRUE(read(R"("kind":"note","text":")" + greek + '"'));
    EXPECT_FALSE(read(R"("kind":"note","text":")" + greek + "a\""));
}

struct Bad {
    std::string fields;
    std::string told;
};
class BadAnnotation : public testing::TestWithParam<Bad> {};

TEST_P(BadAnnotation, IsRejectedWithItsPlaceAndWhatIsAllowed) {
    const auto annotation = read(GetParam().fields);
    ASSERT_FALSE(annotation.has_value());
    EXPECT_EQ(to_text(annotation.error()), GetParam().told);
}

const std::string kinds = " is none; allowed are incident, release, change and note";
const std::string times =
    " is no time; allowed are RFC 3339 with an offset, as \"2026-03-30T08:00:00+01:00\", or whole "
    "epoch milliseconds";
const std::string range = " is out of range; allowed are times from its \"time\" to 35 days later";

INSTANTIATE_TEST_SUITE_P(
    All, BadAnnotation,
    testing::Values(
        Bad{R"("text":"a")", "/kind: is missing; \"annotation.added\" needs it"},
        Bad{R"("kind":"note")", "/text: is missing; \"annotation.added\" needs it"},
        Bad{R"("kind":"note","text":"")", "/text: is missing; \"annotation.added\" needs it"},
        Bad{R"("kind":"party","text":"a")", "/kind: \"party\"" + kinds},
        Bad{R"("kind":7,"text":"a")", "/kind: 7.0" + kinds},
        Bad{R"("kind":["note"],"text":"a")", "/kind: [\"note\"]" + kinds},
        Bad{R"("kind":"note","text":7)", "/text: 7.0 is no text"},
        Bad{R"("kind":"note","text":{"a":1})", "/text: {\"a\":1} is no text"},
        Bad{R"("kind":"note","text":")" + std::string(81, 'a') + '"',
            "/text: has 81 characters; at most 80 are allowed"},
        Bad{R"("kind":"note","text":"a\nb")",
            "/text: \"a\\nb\" holds a control character; a line of plain text is allowed"},
        Bad{R"("kind":"note","text":"a\u0000")",
            "/text: \"a\\u0000\" holds a control character; a line of plain text is allowed"},
        Bad{R"("kind":"note","text":"a","until":"tomorrow")", "/until: \"tomorrow\"" + times},
        Bad{R"("kind":"note","text":"a","until":1.5)", "/until: 1.5" + times},
        Bad{R"("kind":"note","text":"a","until":-1)", "/until: -1.0" + times},
        Bad{R"("kind":"note","text":"a","until":1e300)", "/until: 1e+300" + times},
        Bad{R"("kind":"note","text":"a","until":true)", "/until: true" + times},
        Bad{R"("kind":"note","text":"a","until":1774868399999)", "/until: 1774868399999.0" + range},
        Bad{R"("kind":"note","text":"a","until":1784868400000)", "/until: 1784868400000.0" + range},
        Bad{R"("kind":"note","text":"a","queue":")" + std::string(101, 'q') + '"',
            "/queue: has 101 octets; at most 100 are allowed"},
        Bad{R"("kind":"note","text":"a","queue":{})", "/queue: {} is no text"}));

TEST(AnnotationRecord, ARemovalNamesWhatItRemoves) {
    const auto parsed = parse_record(R"({"type":"annotation.removed","id":"2"})", noon, {});
    ASSERT_FALSE(parsed);
    EXPECT_EQ(to_text(parsed.error()), "/annotation: is missing; \"annotation.removed\" needs it");
    EXPECT_EQ(parse_record(R"({"type":"annotation.removed","id":"2","annotation":4711})", noon, {})
                  ->text("annotation"),
              "4711");
}

}  // namespace
}  // namespace waymark
