#include <gtest/gtest.h>

#include "server/kpi/time/calendar.hpp"
#include "server/kpi/judge/judgement.hpp"
#include "server/kpi/event/matcher.hpp"
#include "server/kpi/life/subjects.hpp"
#include "server/kpi/judge/trend.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::record;

Time instant(const char* text) {
    return *from_rfc3339(text);
}

TEST(Calendar, DeskDayBeginsAtItsBoundaryInTheDesksZone) {
    const DeskCalendar calendar{"Europe/London", 6h};
    EXPECT_EQ(calendar.day_start(instant("2026-03-30T04:59:59Z")), instant("2026-03-29T05:00:00Z"));
    EXPECT_EQ(calendar.day_start(instant("2026-03-30T05:00:00Z")), instant("2026-03-30T05:00:00Z"));
}

TEST(Calendar, DaysOfAClockChangeHave23And25Hours) {
    const DeskCalendar calendar{"Europe/London", 0min};
    const Time spring = calendar.day_start(instant("2024-03-31T12:00:00Z"));
    EXPECT_EQ(calendar.day_start(instant("2024-04-01T12:00:00Z")) - spring, 23h);
    const Time autumn = calendar.day_start(instant("2024-10-27T12:00:00Z"));
    EXPECT_EQ(calendar.day_start(instant("2024-10-28T12:00:00Z")) - autumn, 25h);
}

TEST(Calendar, TellsScreensTheOffsetAndItsNextChange) {
    const LocalClock clock = DeskCalendar{"Europe/London", 0min}.clock_at(at(8, 0, 0));
    EXPECT_EQ(clock.offset, 1h);
    EXPECT_EQ(clock.next_change, instant("2026-10-25T01:00:00Z"));
    EXPECT_EQ(clock.next_offset, 0h);
    EXPECT_EQ((DeskCalendar{"UTC", 0min}.clock_at(at(8, 0, 0)).next_change), Time::max());
}

Target ratio_80_75() {
    return {.goal = 0.80, .floor = 0.75};
}

TEST(Judgement, FirstIsImmediate) {
    EXPECT_EQ(judged({}, ratio_80_75(), 0.70, 0.02, at(8, 0, 0)).shown, State::off_target);
}

TEST(Judgement, FollowsTheValueWhileItSettles) {
    Judgement judgement = judged({}, ratio_80_75(), 0.70, 0.02, at(8, 0, 0));
    judgement = judged(judgement, ratio_80_75(), 0.85, 0.02, at(8, 0, 29));
    EXPECT_EQ(judgement.shown, State::on_target);
    judgement = judged(judgement, ratio_80_75(), 0.70, 0.02, at(8, 0, 30));
    EXPECT_EQ(judgement.shown, State::on_target) << "from now on worse takes its time";
}

TEST(Judgement, WorseNeedsTheBorderPlusDeltaFor30Seconds) {
    Judgement judgement{State::on_target, std::nullopt, {}};
    judgement = judged(judgement, ratio_80_75(), 0.79, 0.02, at(8, 0, 0));
    EXPECT_FALSE(judgement.candidate) << "within delta of the border";
    judgement = judged(judgement, ratio_80_75(), 0.77, 0.02, at(8, 0, 0));
    EXPECT_EQ(judgement.candidate, State::at_risk);
    judgement = judged(judgement, ratio_80_75(), 0.77, 0.02, at(8, 0, 29));
    EXPECT_EQ(judgement.shown, State::on_target);
    judgement = judged(judgement, ratio_80_75(), 0.77, 0.02, at(8, 0, 30));
    EXPECT_EQ(judgement.shown, State::at_risk);
}

TEST(Judgement, RecoveryNeedsOnlyTheBorderFor120Seconds) {
    Judgement judgement{State::off_target, std::nullopt, {}};
    judgement = judged(judgement, ratio_80_75(), 0.80, 0.02, at(8, 0, 0));
    judgement = judged(judgement, ratio_80_75(), 0.80, 0.02, at(8, 1, 59));
    EXPECT_EQ(judgement.shown, State::off_target);
    judgement = judged(judgement, ratio_80_75(), 0.80, 0.02, at(8, 2, 0));
    EXPECT_EQ(judgement.shown, State::on_target);
}

TEST(Judgement, ComingBackInTimeStartsTheDwellAnew) {
    Judgement judgement{State::on_target, std::nullopt, {}};
    judgement = judged(judgement, ratio_80_75(), 0.70, 0.02, at(8, 0, 0));
    judgement = judged(judgement, ratio_80_75(), 0.85, 0.02, at(8, 0, 20));
    judgement = judged(judgement, ratio_80_75(), 0.70, 0.02, at(8, 0, 40));
    EXPECT_EQ(judgement.shown, State::on_target);
    EXPECT_EQ(judgement.since, at(8, 0, 40));
}

TEST(Matcher, BoundsFailOnAbsentAndNonNumericFields) {
    Condition soon{.field = "wait"};
    soon.at_most = 20;
    EXPECT_FALSE(holds(soon, {}));
    EXPECT_FALSE(holds(soon, {{"wait", std::string{"5"}}}));
    EXPECT_TRUE(holds(soon, {{"wait", 20.0}}));
    EXPECT_FALSE(holds(soon, {{"wait", 20.5}}));
}

TEST(Matcher, ListsPickAnyAndExcludeAll) {
    Condition mail{.field = "channel", .any_of = {std::string{"mail"}, std::string{"chat"}}};
    EXPECT_TRUE(holds(mail, {{"channel", std::string{"chat"}}}));
    EXPECT_FALSE(holds(mail, {{"channel", std::string{"phone"}}}));
    Condition not_spam{.field = "reason", .none_of = {std::string{"spam"}}};
    EXPECT_TRUE(holds(not_spam, {}));
    EXPECT_FALSE(holds(not_spam, {{"reason", std::string{"spam"}}}));
}

class SubjectsTest : public testing::Test {
protected:
    Record note(std::string type, Time time, test::FieldList more) {
        Record made = record(std::move(type), "x", time, more);
        if (!made.type.starts_with("ticket.")) made.fields.emplace("contact", std::string{"c1"});
        if (made.type.starts_with("ticket.")) made.fields.emplace("ticket", std::string{"t1"});
        subjects_.note(made);
        return made;
    }
    Subjects subjects_;
};

TEST_F(SubjectsTest, DerivesWaitTalkAndWrapWhereTheSourceLeavesThemOut) {
    note("contact.offered", at(8, 0, 0), {});
    EXPECT_EQ(note("contact.answered", at(8, 0, 12), {}).number("wait"), 12.0);
    note("contact.held", at(8, 1, 0), {});
    note("contact.retrieved", at(8, 1, 30), {});
    EXPECT_EQ(note("contact.ended", at(8, 3, 12), {}).number("talk"), 150.0);
    EXPECT_EQ(note("contact.wrapped", at(8, 4, 12), {}).number("wrap"), 60.0);
}

TEST_F(SubjectsTest, AStatedDurationWins) {
    note("contact.offered", at(8, 0, 0), {});
    EXPECT_EQ(note("contact.answered", at(8, 0, 12), {{"wait", 9.0}}).number("wait"), 9.0);
}

TEST_F(SubjectsTest, KnowsATicketsFirstPublicResponse) {
    note("ticket.created", at(8, 0, 0), {});
    EXPECT_EQ(*note("ticket.responded", at(8, 5, 0), {{"public", false}}).find("first"),
              FieldValue{false});
    const Record first = note("ticket.responded", at(8, 20, 0), {});
    EXPECT_EQ(*first.find("first"), FieldValue{true});
    EXPECT_EQ(first.number("elapsed"), 1200.0);
    EXPECT_EQ(*note("ticket.responded", at(9, 0, 0), {}).find("first"), FieldValue{false});
}

TEST_F(SubjectsTest, ForgetsEndedContactsAfterADayAndKeepsOpenTickets) {
    note("contact.offered", at(8, 0, 0), {});
    note("contact.abandoned", at(8, 1, 0), {});
    note("ticket.created", at(8, 0, 0), {});
    subjects_.forget(at(8, 0, 0) + 23h);
    EXPECT_EQ(subjects_.of(contact_kind).size(), 1u);
    subjects_.forget(at(8, 0, 0) + 25h);
    EXPECT_TRUE(subjects_.of(contact_kind).empty());
    subjects_.forget(at(8, 0, 0) + 24h * 30);
    EXPECT_EQ(subjects_.of(ticket_kind).size(), 1u);
}

Kpi ratio_kpi() {
    Kpi kpi{.id = {"sl"}, .unit = ValueUnit::ratio};
    kpi.target = ratio_80_75();
    return kpi;
}
Measured ratio(double numerator, std::int64_t n) {
    return {.value = numerator / double(n), .n = n, .numerator = numerator};
}

TEST(Trend, AChangeWithinChanceIsSteady) {
    EXPECT_EQ(movement(ratio_kpi(), ratio(16, 20), ratio(17, 20)).trend, Trend::steady);
}

TEST(Trend, ASignificantChangeIsBetterOrWorseByTheTargetsDirection) {
    EXPECT_EQ(movement(ratio_kpi(), ratio(190, 200), ratio(150, 200)).trend, Trend::better);
    EXPECT_EQ(movement(ratio_kpi(), ratio(150, 200), ratio(190, 200)).trend, Trend::worse);
    Kpi asa{.id = {"asa"}, .unit = ValueUnit::duration};
    asa.target = Target{.direction = Direction::lower, .goal = 30, .floor = 60};
    const Measured slow{.value = 60, .n = 50, .variance = 100};
    const Measured quick{.value = 20, .n = 50, .variance = 100};
    EXPECT_EQ(movement(asa, slow, quick).trend, Trend::worse);
    EXPECT_EQ(movement(asa, quick, slow).change, -40);
}

TEST(Trend, NothingToCompareIsNoTrend) {
    EXPECT_EQ(movement(ratio_kpi(), ratio(5, 10), Measured{}), Movement{});
}

}  // namespace
}  // namespace waymark::server
