#include "server/kpi/chronicle/milestones.hpp"

#include <gtest/gtest.h>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using State = Milestone::State;
using std::chrono::local_days;

constexpr local_days first_day{std::chrono::year{2026} / 3 / 2};

/// One objective that must hold for three days, the vision of its unit, and a clock.
class MilestonesTest : public testing::Test {
protected:
    MilestonesTest() {
        Unit unit{.id = {"desk"}};
        unit.vision.text = "To be trusted";
        outline_.units = {unit};
    }

    /// Ends one day after the other: '+' achieved, '-' not, '?' achieved but not known, '.' a day
    /// that does not count.
    void days(Milestone::Kind kind, std::string_view told) {
        for (const char how : told) {
            clock_.move_to(clock_.now() + 24h);
            const bool vision = kind == Milestone::Kind::vision;
            milestones_.day_ended({{.kind = kind,
                                    .node = vision ? "desk" : "speed",
                                    .unit = {"desk"},
                                    .title = vision ? outline_.units[0].vision.text : "Speed",
                                    .edition = vision ? edition_of(outline_.units[0].vision) : "",
                                    .achieved = how == '+' || how == '?',
                                    .known = how == '+',
                                    .counts = how != '.',
                                    .hold = 3,
                                    .began = start_,
                                    .before = 0.4,
                                    .after = 0.95}},
                                  first_day + std::chrono::days{day_++}, clock_.now());
            milestones_.advance(outline_, clock_.now(), end_of);
        }
    }
    void objective(std::string_view told) { days(Milestone::Kind::objective, told); }
    void vision(std::string_view told) { days(Milestone::Kind::vision, told); }
    void pass(Duration length) {
        clock_.move_to(clock_.now() + length);
        milestones_.advance(outline_, clock_.now(), end_of);
    }
    void decide(Decision decision) {
        milestones_.accept(Milestones::record_of(newest().id, decision, "Kim", clock_.now()));
    }
    const Milestone& newest() const { return milestones_.all().front().milestone; }
    std::size_t reached() const { return milestones_.all().size(); }

    const Time start_ = *from_rfc3339("2026-03-02T00:00:00Z");
    ManualClock clock_{start_};
    Outline outline_;
    Milestones milestones_;
    int day_ = 0;
    static Time end_of(Time since) { return since + 24h; }
};

TEST_F(MilestonesTest, AnObjectiveIsCelebratedForADayWhenItIsReached) {
    objective("---");
    EXPECT_EQ(reached(), 0u);
    objective("+");
    ASSERT_EQ(reached(), 1u);
    EXPECT_EQ(newest(), (Milestone{.id = "objective.speed.2026-03-05",
                                   .kind = Milestone::Kind::objective,
                                   .node = "speed",
                                   .unit = {"desk"},
                                   .title = "Speed",
                                   .reached = clock_.now(),
                                   .began = start_,
                                   .before = 0.4,
                                   .after = 0.95,
                                   .state = State::celebrating,
                                   .since = clock_.now()}));
    pass(24h - 1s);
    EXPECT_EQ(newest().state, State::celebrating);
    pass(2s);
    EXPECT_EQ(newest().state, State::over);
    EXPECT_EQ(newest().since, newest().reached + 24h);
}

TEST_F(MilestonesTest, ACelebrationEndsWhenTheDesksCalendarSays) {
    objective("+");
    milestones_.forget_ends();
    int asked = 0;
    const auto monday_evening = [&](Time since) {
        ++asked;
        return since + 72h;
    };
    for (const Duration passed : {Duration{1h}, Duration{71h - 1s}}) {
        clock_.move_to(clock_.now() + passed);
        milestones_.advance(outline_, clock_.now(), monday_evening);
        EXPECT_EQ(newest().state, State::celebrating);
    }
    clock_.move_to(clock_.now() + 1s);
    milestones_.advance(outline_, clock_.now(), monday_evening);
    EXPECT_EQ(newest().state, State::over);
    EXPECT_EQ(newest().since, newest().reached + 72h);
    EXPECT_EQ(asked, 1);
}

TEST_F(MilestonesTest, WhatIsNotKnownNeverTriggersAnything) {
    objective("???");
    EXPECT_EQ(reached(), 0u);
    objective("+");
    EXPECT_EQ(reached(), 1u) << "as soon as it is known";
}

TEST_F(MilestonesTest, IsReachedAgainOnlyAfterItWasLostForAllTheDaysItHadToHold) {
    objective("+++");
    EXPECT_EQ(reached(), 1u) << "once";
    objective("--+");
    EXPECT_EQ(reached(), 1u) << "it was lost for two days only";
    objective("--+--+");
    EXPECT_EQ(reached(), 1u) << "days in a row";
    objective("-..-.-");
    EXPECT_EQ(reached(), 1u);
    objective("+");
    EXPECT_EQ(reached(), 2u);
    EXPECT_NE(milestones_.all()[0].milestone.id, milestones_.all()[1].milestone.id);
}

TEST_F(MilestonesTest, LosingItTakesNothingBack) {
    objective("+-----");
    EXPECT_EQ(reached(), 1u);
    EXPECT_EQ(milestones_.shown(clock_.now()).size(), 1u);
}

TEST_F(MilestonesTest, AVisionWaitsUntilSomebodySaysThatItIsReached) {
    vision("+");
    EXPECT_EQ(newest().state, State::to_confirm);
    EXPECT_EQ(newest().title, "To be trusted");
    pass(24h * 60);
    EXPECT_EQ(newest().state, State::to_confirm) << "no accidental parties";
    EXPECT_EQ(milestones_.shown(clock_.now()).size(), 1u) << "it waits, however long ago";
    decide(Decision::confirm);
    EXPECT_EQ(newest().state, State::celebrating);
    EXPECT_EQ(newest().since, clock_.now());
    EXPECT_EQ(milestones_.all().front().by, "Kim");
    pass(24h);
    EXPECT_EQ(newest().state, State::reimagine);
    const Time since = newest().since;
    pass(24h * 12);
    EXPECT_EQ(newest().state, State::reimagine);
    EXPECT_EQ(clock_.now() - since, 24h * 12) << "12 days without a next vision";
    outline_.units[0].vision.text = "To be loved";
    pass(1s);
    EXPECT_EQ(newest().state, State::over);
}

TEST_F(MilestonesTest, ANewBeginningIsANewVisionToo) {
    vision("+");
    decide(Decision::confirm);
    pass(25h);
    outline_.units[0].vision.since = first_day + std::chrono::days{3};
    pass(1s);
    EXPECT_EQ(newest().state, State::over);
}

TEST_F(MilestonesTest, ANewVisionIsNotReachedBeforeItWasMissedOnce) {
    vision("+");
    outline_.units[0].vision.text = "To be loved";
    vision("+++");
    EXPECT_EQ(reached(), 1u);
    EXPECT_EQ(newest().state, State::over) << "nobody confirmed the old one in time";
    vision("-+");
    EXPECT_EQ(reached(), 2u);
    EXPECT_EQ(newest().title, "To be loved");
}

TEST_F(MilestonesTest, WhatIsDismissedIsOnNoWall) {
    vision("+");
    decide(Decision::dismiss);
    EXPECT_EQ(newest().state, State::dismissed);
    EXPECT_TRUE(milestones_.shown(clock_.now()).empty());
    objective("+");
    decide(Decision::dismiss);
    EXPECT_EQ(newest().state, State::dismissed) << "a celebration too";
    vision("+++");
    EXPECT_EQ(reached(), 2u);
}

TEST_F(MilestonesTest, WhatCanNotBeDecidedIsRefusedInWordsAndChangesNothing) {
    objective("+");
    EXPECT_EQ(to_text(milestones_.check("nonsense", Decision::confirm).error()),
              "there is no milestone of that id");
    EXPECT_EQ(to_text(milestones_.check(newest().id, Decision::confirm).error()),
              "it is celebrating; only what is to_confirm can be confirmed");
    const std::string before = milestones_.to_text();
    decide(Decision::confirm);
    milestones_.accept({"milestone.confirmed", "1", clock_.now(), {}});
    milestones_.accept({"milestone.dismissed", "1", clock_.now(), {{"milestone", 7.0}}});
    EXPECT_EQ(milestones_.to_text(), before);
    pass(25h);
    EXPECT_FALSE(milestones_.check(newest().id, Decision::dismiss)) << "it is over";
}

TEST_F(MilestonesTest, WallsShowAMonth) {
    objective("+");
    pass(24h * 31);
    EXPECT_EQ(milestones_.shown(clock_.now()).size(), 1u);
    pass(1s);
    EXPECT_TRUE(milestones_.shown(clock_.now()).empty());
}

TEST_F(MilestonesTest, ARestartForgetsNothing) {
    vision("+");
    decide(Decision::confirm);
    objective("+--");
    Milestones again;
    again.read(milestones_.to_text());
    EXPECT_EQ(again.to_text(), milestones_.to_text());
    EXPECT_EQ(again.shown(clock_.now()), milestones_.shown(clock_.now()));
    for (const char* text : {"", "[]", "{}", R"({"tracks":[["party","a",0,0,""]],"kept":[]})",
                             R"({"tracks":[],"kept":[[{},"",""]]})"}) {
        again.read(text);
        EXPECT_EQ(again.to_text(), milestones_.to_text()) << text;
    }
}

}  // namespace
}  // namespace waymark::server
