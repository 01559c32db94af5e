#include "wallboard/link/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using testing::HasSubstr;

TEST(PlainWords, KeepsTextOfAnyLanguage) {
    EXPECT_EQ(plain_words("Wartung bis 18 Uhr – 保守 🛠", 100),
              "Wartung bis 18 Uhr – 保守 🛠");
}

TEST(PlainWords, IsOneLineWithoutControlOrDirectionMarks) {
    EXPECT_EQ(plain_words("  one\r\n\ttwo\x1b[31m \u202Ethree\u200B ", 100), "one two [31m three");
}

TEST(PlainWords, ReplacesWhatIsNotUtf8) {
    EXPECT_EQ(plain_words("a\xff\xc0\xafz", 100), "a\uFFFD\uFFFD\uFFFDz");
    EXPECT_EQ(plain_words("\xed\xa0\x80", 100), "\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(plain_words("\xe2\x82", 100), "\uFFFD\uFFFD");
}

TEST(PlainWords, CutsLongTextAtALetter) {
    EXPECT_EQ(plain_words("ééééé", 3), "ééé…");
    EXPECT_EQ(plain_words("ab cd", 4), "ab c…");
    EXPECT_EQ(plain_words(std::string(1 << 20, 'x'), 5), "xxxxx…");
}

TEST(Refusal, SameProtocolIsNone) {
    EXPECT_EQ(refusal_of({.status = 101, .subprotocol = "waymark.v1"}).problem, "");
}

TEST(Refusal, OtherProtocolSaysBothAndNeedsPeople) {
    const Refusal refusal = refusal_of({.status = 101, .subprotocol = "another.v2"});
    EXPECT_EQ(refusal.problem,
              "the server speaks \"another.v2\", this wall speaks waymark.v1: one of the two needs "
              "an update");
    EXPECT_TRUE(refusal.needs_people);
    EXPECT_THAT(refusal_of({.status = 101}).problem, HasSubstr("says no protocol"));
}

TEST(Refusal, SaysWhichOfTheTwoIsTooOld) {
    EXPECT_EQ(refusal_of({.status = 101, .subprotocol = "waymark.v2"}).problem,
              "the server is newer than this wall (it speaks waymark.v2, this wall waymark.v1): "
              "update the wall");
    const std::string older =
        R"({"error":{"where":"Sec-WebSocket-Protocol","what":"\"waymark.v1\" is not spoken here; )"
        R"(waymark.v0 is"}})";
    const Refusal refused = refusal_of({.status = 400, .reason = "Bad Request", .body = older});
    EXPECT_EQ(refused.problem,
              "the server is older than this wall (it speaks waymark.v0, this wall waymark.v1): "
              "update the server");
    EXPECT_TRUE(refused.needs_people);
    for (const char* body : {"waymark.v", "waymark.v1", "waymark.vx", "waymark.v99999999999999"})
        EXPECT_EQ(refusal_of({.status = 400, .body = body}).problem,
                  std::string{"the server answered 400: "} + body);
}

TEST(Refusal, MissingAndWrongTokensAreToldApart) {
    EXPECT_THAT(refusal_of({.status = 401}).problem, HasSubstr("--token-file"));
    EXPECT_THAT(refusal_of({.status = 401, .token_given = true}).problem,
                HasSubstr("does not accept this screen's token"));
    EXPECT_TRUE(refusal_of({.status = 401}).needs_people);
}

TEST(Refusal, AnythingElseIsQuotedInPlainWords) {
    EXPECT_THAT(refusal_of({.status = 404}).problem, HasSubstr("is it a Waymark server?"));
    const Refusal busy =
        refusal_of({.status = 503, .reason = "Service Unavailable", .body = "try\nlater\x07"});
    EXPECT_EQ(busy.problem, "the server answered 503 Service Unavailable: try later");
    EXPECT_FALSE(busy.needs_people);
    const std::string elsewhere =
        R"({"error":{"what":"\"desk:8080\" is not a name of this server; --host adds one","where":"Host"}})";
    EXPECT_EQ(
        refusal_of({.status = 421, .reason = "Misdirected Request", .body = elsewhere}).problem,
        "the server answered 421 Misdirected Request: \"desk:8080\" is not a name of this "
        "server; --host adds one");
    for (const char* body : {"{", "[]", "{}", R"({"error":1})", R"({"error":{"what":1}})"})
        EXPECT_EQ(refusal_of({.status = 500, .body = body}).problem,
                  std::string{"the server answered 500: "} + body);
}

}  // namespace
}  // namespace waymark::wallboard
