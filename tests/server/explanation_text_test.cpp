#include "server/command/explanation_text.hpp"

#include <gmock/gmock.h>

#include "server/kpi/explanation.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/explained_desk.hpp"

namespace waymark::server {
namespace {

using testing::HasSubstr;
using testing::Not;

class ExplanationText : public testing::Test {
protected:
    void happen(const char* feed, const char* type, Time time,
                std::initializer_list<std::pair<const std::string, FieldValue>> fields) {
        scorecard.advance(time);
        Record record{type, std::to_string(++ids_), time, {}};
        for (const auto& [name, value] : fields)
            record.fields.emplace(name, value);
        scorecard.accept({feed}, record);
    }
    std::string told(const char* kpi) {
        return explanation_text(explain_kpi(scorecard, {kpi}).value()).value();
    }

    Scorecard scorecard{test::desk_of(test::explained_texts())};

private:
    int ids_ = 0;
};

TEST_F(ExplanationText, BeginsWithTheReadingAndItsWindowInTheDesksOwnTime) {
    const Time nine = *from_rfc3339("2026-03-30T08:00:00Z");
    for (int call = 0; call < 3; ++call) {
        const std::string id = std::to_string(call), sales = "sales";
        const Time at = nine + std::chrono::minutes{call};
        const Duration wait = std::chrono::seconds{call == 0 ? 40 : 5};
        happen("phone", "contact.offered", at - wait, {{"contact", id}, {"queue", sales}});
        happen("phone", "contact.answered", at,
               {{"contact", id}, {"queue", sales}, {"agent", std::string{"ann"}}});
    }
    const std::string text = told("answered");
    EXPECT_THAT(text, HasSubstr("Answered in 20 s (answered): 67 %, Off target\n"
                                "  2 of 3, window today: Mon 30 Mar 2026 00:00:00 to Mon 30 Mar "
                                "2026 09:02:00 (Europe/London)\n"));
    EXPECT_THAT(text, HasSubstr("\nHow it is computed\n  service_level: "));
    EXPECT_THAT(text, HasSubstr("\nSplit up\n  queue sales  67 %, 2 of 3\n"));
    EXPECT_THAT(text, HasSubstr("\nTarget\n  at least 80 %; off target below 70 %\n"));
    EXPECT_THAT(text, HasSubstr("\nFeeds\n  phone  live, heard 0 s ago, last event Mon 30 Mar"));
    EXPECT_THAT(text, HasSubstr("\n  Mon 30 Mar 2026 09:02:00  contact.answered 2\n"));
    EXPECT_THAT(text, Not(HasSubstr("Odd:")));
}

TEST_F(ExplanationText, ListsTheStretchesOfATimeWithinHours) {
    happen("tickets", "ticket.created", *from_rfc3339("2026-03-06T17:00:00Z"),
           {{"ticket", std::string{"T1"}}});
    scorecard.advance(*from_rfc3339("2026-03-09T09:30:00Z"));
    EXPECT_THAT(told("oldest"), HasSubstr("\nTime of T1 within business: 2 h 30 min\n"
                                          "  Fri 06 Mar 2026 17:00:00 to 18:00:00  1 h\n"
                                          "  Mon 09 Mar 2026 08:00:00 to 09:30:00  1 h 30 min\n"));
}

TEST_F(ExplanationText, SaysWhenNothingIsKnownYet) {
    scorecard.advance(*from_rfc3339("2026-03-30T08:00:00Z"));
    const std::string text = told("answered");
    EXPECT_THAT(text, HasSubstr("(answered): no value, No data\n"));
    EXPECT_THAT(text, HasSubstr("\nFeeds\n  phone  never\n"));
}

TEST_F(ExplanationText, TellsWhatIsOddWithTheFeedAndWhatAFormulaIsMadeOf) {
    happen("phone", "contact.answered", *from_rfc3339("2026-03-30T08:00:00Z"),
           {{"contact", std::string{"1"}},
            {"queue", std::string{"bakery"}},
            {"agent", std::string{"ann"}}});
    EXPECT_THAT(told("answered"),
                HasSubstr("  Odd: phone: a queue that feeds.json does not name (1)\n"));
    EXPECT_THAT(told("miss"), HasSubstr("  {answered} is not known (0 of 0)\n"));
}

TEST(ExplanationTextOf, WhatIsNoExplanationIsAnError) {
    EXPECT_FALSE(explanation_text("<html>"));
    EXPECT_FALSE(explanation_text(R"({"kpi":"a","zone":"Nowhere"})"));
}

}  // namespace
}  // namespace waymark::server
