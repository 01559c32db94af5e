#include "server/screens/visibility.hpp"

#include <gmock/gmock.h>

#include "server/screens/sightings.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Time start = from_epoch_ms(1'774'868'400'000);
const KpiId waiting{"waiting"};

/// A desk with the screen "main" and a KPI behind a critical CSF.
Outline desk_of_one_screen() {
    Outline desk;
    Unit unit{.id = {"desk"}};
    unit.vision.text = "To be trusted";
    unit.mission.objectives.push_back({.id = {"communication"}});
    unit.mission.objectives[0].csfs.push_back({.id = {"reach-us"}, .critical = true});
    desk.units.push_back(unit);
    desk.kpis.push_back({.id = waiting, .title = "Calls waiting", .supports = {{"reach-us"}}});
    desk.kpis.push_back({.id = {"cost"}, .title = "Cost"});
    desk.screens.push_back({.id = {"main"}});
    return desk;
}

class VisibilityTest : public testing::Test {
protected:
    void show(bool vision, Duration length) {
        visibility.sees(Sight{vision, {}}, now);
        now += length;
    }
    void know_nothing(Duration length) {
        visibility.sees(std::nullopt, now);
        now += length;
    }
    Seen seen() const { return visibility.over_last_hour({}, now); }
    std::vector<std::string> problems() const {
        return visibility_problems({"main"}, seen(), desk_of_one_screen(), {});
    }

    Visibility visibility;
    Time now = start;
};

TEST_F(VisibilityTest, ARotationIsAddedUp) {
    for (int i = 0; i < 18; ++i) {
        show(true, 60s);
        show(false, 140s);
    }
    EXPECT_EQ(seen().known, 1h);
    EXPECT_EQ(seen().vision, 18min);
    EXPECT_DOUBLE_EQ(*seen().vision_share(), 0.3);
    EXPECT_EQ(seen().longest_absence, 140s);
    EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(VisibilityTest, OnlyTheLastHourCounts) {
    show(false, 5h);
    show(true, 59min);
    EXPECT_EQ(seen().known, 1h);
    EXPECT_EQ(seen().vision, 59min);
    EXPECT_EQ(seen().longest_absence, 1min);
    now += 1min;
    EXPECT_EQ(seen().longest_absence, 0min);
}

TEST_F(VisibilityTest, AVisionThatIsGoneTooLongOrTooOftenIsAProblemInWords) {
    show(true, 4min);
    show(false, 15min);
    EXPECT_THAT(problems(), IsEmpty()) << "15 min are allowed";
    now += 21min;
    EXPECT_THAT(
        problems(),
        ElementsAre(
            R"(screen "main": the vision was visible for 4 of the last 40 min; 10 min an hour are asked for)",
            R"(screen "main": the vision was out of sight for 36 min; 15 are allowed)"));
}

TEST_F(VisibilityTest, ADeskThatHasNoVisionYetCantShowIt) {
    show(false, 60min);
    Outline desk = desk_of_one_screen();
    EXPECT_EQ(visibility_problems({"main"}, seen(), desk, {}).size(), 2u);
    desk.units[0].vision = {};
    EXPECT_THAT(visibility_problems({"main"}, seen(), desk, {}), IsEmpty());
}

TEST_F(VisibilityTest, AFewMinutesSayNothingAboutAnHour) {
    show(false, 14min);
    EXPECT_THAT(problems(), IsEmpty());
    now += 1min;
    EXPECT_EQ(problems().size(), 1u);
}

TEST_F(VisibilityTest, WhatIsNotKnownCountsNeitherWayAndEndsNoAbsence) {
    EXPECT_EQ(seen().vision_share(), std::nullopt);
    show(false, 10min);
    know_nothing(20min);
    show(false, 8min);
    EXPECT_EQ(seen().known, 18min);
    EXPECT_EQ(seen().longest_absence, 18min);
}

TEST_F(VisibilityTest, AClockThatIsSetBackBeginsAnew) {
    show(false, 50min);
    now = start - 1h;
    show(true, 1min);
    EXPECT_EQ(seen().known, 1min);
    EXPECT_EQ(seen().longest_absence, 0min);
}

TEST_F(VisibilityTest, CriticalKpisMustNotBeOutOfSightForMoreThanAMinute) {
    const Outline desk = desk_of_one_screen();
    const auto critical = critical_kpis(desk);
    EXPECT_THAT(critical, ElementsAre(waiting));
    visibility.sees(Sight{true, {waiting}}, start);
    visibility.sees(Sight{true, {}}, start + 10s);
    visibility.sees(Sight{true, {waiting}}, start + 70s);
    EXPECT_THAT(
        visibility_problems({"main"}, visibility.over_last_hour(critical, start + 80s), desk, {}),
        IsEmpty());
    visibility.sees(Sight{true, {}}, start + 80s);
    EXPECT_THAT(
        visibility_problems({"main"}, visibility.over_last_hour(critical, start + 175s), desk, {}),
        ElementsAre(
            R"(screen "main": the critical "Calls waiting" was out of sight for 90 s; 60 are allowed)"));
}

class SightingsTest : public testing::Test {
protected:
    ConnectionNumber join(const std::string& screen) {
        return screens.join({.screen = {screen}}, "::1", outbox, start);
    }
    void report(ConnectionNumber number, const Shown& shown) {
        screens.report(number, {.shown = shown}, start);
    }
    const Seen* seen_after(Duration length) {
        sightings.look(screens, desk, start);
        sightings.look(screens, desk, start + length);
        const auto found = sightings.seen().find({"main"});
        return found == sightings.seen().end() ? nullptr : &found->second;
    }

    Outline desk = desk_of_one_screen();
    ScreenRegister screens;
    Sightings sightings;
    std::shared_ptr<Outbox> outbox = std::make_shared<Outbox>(1000, [] {});
};

TEST_F(SightingsTest, AreWhatWallsReport) {
    report(join("main"), {.vision = true, .kpis = {{"cost"}}, .pinned = {waiting}});
    const Seen* seen = seen_after(10min);
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->vision, 10min);
    EXPECT_EQ(seen->blind.at(waiting), 0s);
    EXPECT_THAT(sightings.problems(), IsEmpty());
}

TEST_F(SightingsTest, OfTwoWallsWithOneNameCountsWhatBothShow) {
    report(join("main"), {.vision = true});
    report(join("main"), {.vision = false, .kpis = {waiting}});
    const Seen* seen = seen_after(10min);
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->vision, 0s);
    EXPECT_EQ(seen->blind.at(waiting), 10min);
    EXPECT_THAT(sightings.problems(),
                ElementsAre(R"(screen "main": the critical "Calls waiting" was out of sight for )"
                            R"(600 s; 60 are allowed)"));
}

TEST_F(SightingsTest, AreNoneOfWallsThatDoNotTellOrAreDarkOrNotOfThisDesk) {
    join("main");
    EXPECT_EQ(seen_after(10min), nullptr);
    report(join("main"), {.vision = true, .dark = true});
    EXPECT_EQ(seen_after(10min), nullptr);
    report(join("elsewhere"), {.vision = true});
    EXPECT_EQ(seen_after(10min), nullptr);
}

}  // namespace
}  // namespace waymark::server
