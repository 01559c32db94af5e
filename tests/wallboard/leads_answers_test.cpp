#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wallboard/leads/answers.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const Time start{std::chrono::hours{500'000}};

class AnswersTest : public ::testing::Test {
protected:
    std::vector<std::string> want(Time now) {
        (void)answers_.want("/page", 5s, now);
        return answers_.take_questions();
    }
    const Page& page(Time now) { return answers_.want("/page", 5s, now); }

    Answers answers_;
};

TEST_F(AnswersTest, APageIsAskedForOnceAndAgainWhenItIsOld) {
    EXPECT_THAT(want(start), ElementsAre("/page"));
    EXPECT_THAT(want(start + 1s), IsEmpty());
    answers_.take({"/page", R"({"a":1})"}, start + 1s);
    EXPECT_THAT(want(start + 4s), IsEmpty());
    EXPECT_EQ(answers_.next(), start + 5s);
    EXPECT_THAT(want(start + 5s), ElementsAre("/page"));
}

TEST_F(AnswersTest, AnAnswerThatNeverComesIsAskedForAgain) {
    want(start);
    EXPECT_THAT(want(start + 14s), IsEmpty());
    EXPECT_THAT(want(start + 16s), ElementsAre("/page"));
}

TEST_F(AnswersTest, WhatFailedKeepsTheLastGoodAnswerAndSaysWhy) {
    want(start);
    answers_.take({"/page", R"({"a":1})"}, start + 1s);
    want(start + 6s);
    answers_.take({"/page", failure("", "can't reach it")}, start + 7s);
    const Page& known = page(start + 7s);
    ASSERT_TRUE(known.value);
    EXPECT_EQ(known.value->at("a"), 1);
    EXPECT_EQ(known.told, start + 1s);
    EXPECT_EQ(known.problem, "can't reach it");
}

TEST_F(AnswersTest, WhatIsNoObjectIsNotUnderstood) {
    for (const char* body : {"", "[]", "1", "{\"a\":", "{\"a\":1,\"a\":1}"}) {
        Answers fresh;
        (void)fresh.want("/page", 5s, start);
        fresh.take({"/page", std::string{body}}, start);
        const Page& known = fresh.want("/page", 5s, start);
        EXPECT_FALSE(known.value) << body;
        EXPECT_FALSE(known.problem.empty()) << body;
    }
}

TEST_F(AnswersTest, WhatNobodyAskedForIsNotKept) {
    answers_.take({"/other", R"({"a":1})"}, start);
    EXPECT_FALSE(answers_.want("/other", 5s, start).value);
}

TEST_F(AnswersTest, ThePageThatIsWantedNowIsNeverTheOneForgotten) {
    for (int i = 99; i >= 0; --i)
        EXPECT_TRUE(answers_.want("/page/" + std::to_string(i), 5s, start).problem.empty());
}

TEST_F(AnswersTest, WhatNobodyLooksAtIsForgotten) {
    for (int i = 0; i < 100; ++i)
        (void)answers_.want("/page/" + std::to_string(i), 5s, start + i * 1s);
    EXPECT_EQ(answers_.take_questions().size(), 100U);
    // Forgotten, it is asked for at once.
    (void)answers_.want("/page/0", 1h, start + 100s);
    EXPECT_THAT(answers_.take_questions(), ElementsAre("/page/0"));
}

}  // namespace
}  // namespace waymark::wallboard
