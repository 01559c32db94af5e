#include <gtest/gtest.h>

#include "wallboard/leads/navigator.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

const Touch answered{{0, 0, 100, 100}, {About::Kind::kpi, "answered"}};
const Touch waiting{{100, 0, 100, 100}, {About::Kind::kpi, "waiting"}};
const Touch chart{{200, 0, 200, 100}, {About::Kind::chart, ""}};
const Touch goal{{0, 100, 100, 100}, {About::Kind::objective, "reach"}};

Seen seen() {
    return {.touches = {answered, waiting, chart, goal},
            .panel = {200, 0, 200, 400},
            .scene = {"wall"},
            .page = 1,
            .scenes = {{"wall"}, {"calls"}},
            .last_first_row = 10,
            .shown_rows = 5};
}

Input press(float x, float y) {
    return {.kind = Input::Kind::pressed, .at = {x, y}};
}
Input wheel(float x, float y, float steps) {
    return {.kind = Input::Kind::scrolled, .at = {x, y}, .steps = steps};
}
Input key(Key which) {
    return {.kind = Input::Kind::key, .key = which};
}
Input letter(char32_t which) {
    return {.kind = Input::Kind::key, .key = Key::letter, .letter = which};
}

class LeadsNavigator : public ::testing::Test {
protected:
    void take(const Input& input) { navigator_.take(input, seen()); }
    Subject subject() const { return navigator_.place().subject; }

    Navigator navigator_{Place{}};
};

TEST_F(LeadsNavigator, AClickOpensWhatItIsOn) {
    take(press(50, 50));
    EXPECT_EQ(subject(), (Subject{Panel::kpi, "answered"}));
    take(press(50, 150));
    EXPECT_EQ(subject(), (Subject{Panel::objective, "reach"}));
    take(press(500, 500));
    EXPECT_EQ(subject(), (Subject{Panel::objective, "reach"}));
}

TEST_F(LeadsNavigator, BackGoesTheSameWayAndEscapeClosesThenLeaves) {
    take(press(50, 50));
    take(press(150, 50));
    take(key(Key::back));
    EXPECT_EQ(subject(), (Subject{Panel::kpi, "answered"}));
    take(press(50, 150));
    take(key(Key::escape));
    EXPECT_EQ(subject().panel, Panel::none);
    EXPECT_FALSE(navigator_.can_go_back());
    EXPECT_FALSE(navigator_.ended());
    take(key(Key::escape));
    EXPECT_TRUE(navigator_.ended());
}

TEST_F(LeadsNavigator, EverythingIsReachedWithoutAPointer) {
    take(key(Key::tab));
    take(key(Key::tab));
    take(key(Key::enter));
    EXPECT_EQ(subject(), (Subject{Panel::kpi, "waiting"}));
    take({.kind = Input::Kind::key, .key = Key::tab, .shift = true});
    take(key(Key::enter));
    EXPECT_EQ(subject(), (Subject{Panel::objective, "reach"}));
    for (const auto& [by, panel] : {std::pair{U'h', Panel::health},
                                    {U'f', Panel::lints},
                                    {U'o', Panel::charter},
                                    {U'u', Panel::queues},
                                    {U's', Panel::scenes},
                                    {U'?', Panel::help}}) {
        take(letter(by));
        EXPECT_EQ(subject().panel, panel);
    }
    take(letter('?'));
    EXPECT_EQ(subject().panel, Panel::none);
    take(letter('q'));
    EXPECT_TRUE(navigator_.ended());
}

TEST_F(LeadsNavigator, WhileAPanelIsOpenTheWallStays) {
    EXPECT_FALSE(navigator_.held());
    take(press(50, 50));
    EXPECT_EQ(navigator_.held(), (std::pair{SceneId{"wall"}, 1}));
    take(key(Key::escape));
    EXPECT_FALSE(navigator_.held());
}

TEST_F(LeadsNavigator, ANumberChoosesASceneAndNoughtTheScreensTurns) {
    take(letter('2'));
    EXPECT_EQ(navigator_.held(), (std::pair{SceneId{"calls"}, 0}));
    take(letter('9'));
    EXPECT_EQ(navigator_.place().scene, SceneId{"calls"});
    take(letter('0'));
    EXPECT_FALSE(navigator_.held());
}

TEST_F(LeadsNavigator, WithoutAPanelTheArrowsTurnPages) {
    take(key(Key::right));
    EXPECT_EQ(navigator_.held(), (std::pair{SceneId{"wall"}, 2}));
    take(key(Key::left));
    EXPECT_EQ(navigator_.held(), (std::pair{SceneId{"wall"}, 0}));
}

TEST_F(LeadsNavigator, RowsScrollByWheelAndKeysAndStopAtTheirEnds) {
    take(press(50, 50));
    take(wheel(250, 200, -1));
    EXPECT_EQ(navigator_.first_row(), 3U);
    take(key(Key::page_down));
    EXPECT_EQ(navigator_.first_row(), 7U);
    take(key(Key::end));
    EXPECT_EQ(navigator_.first_row(), 10U);
    take(wheel(250, 200, -20));
    EXPECT_EQ(navigator_.first_row(), 10U);
    take(key(Key::home));
    EXPECT_EQ(navigator_.first_row(), 0U);
    take(wheel(50, 200, -1));
    EXPECT_EQ(navigator_.first_row(), 0U) << "the wheel is not above the panel";
}

TEST_F(LeadsNavigator, AHistoryIsMadeLongerAndShorterWhereThePointerIs) {
    take(wheel(250, 50, -1));
    EXPECT_EQ(navigator_.place().history, 24h);
    take(wheel(250, 50, 1));
    take(letter('+'));
    EXPECT_EQ(navigator_.place().history, 4h);
    take(letter('-'));
    EXPECT_EQ(navigator_.place().history, 8h);
}

TEST_F(LeadsNavigator, AValueIsReadOffTheChartByPointerAndKeys) {
    take({.kind = Input::Kind::moved, .at = {300, 50}});
    EXPECT_FLOAT_EQ(*navigator_.chart_at(), 0.5F);
    take({.kind = Input::Kind::gone});
    EXPECT_FALSE(navigator_.chart_at());
    take(press(50, 50));
    take(key(Key::left));
    EXPECT_FLOAT_EQ(*navigator_.chart_at(), 0.99F);
}

TEST_F(LeadsNavigator, ChoosingAQueueOrASceneClosesTheListOnly) {
    take(press(50, 50));
    take(letter('u'));
    navigator_.follow({About::Kind::queue, "vip"}, seen());
    EXPECT_EQ(navigator_.place().queue, "vip");
    EXPECT_EQ(subject(), (Subject{Panel::kpi, "answered"}));
    navigator_.follow({About::Kind::queue, "mail"}, seen());
    EXPECT_EQ(subject(), (Subject{Panel::kpi, "answered"}));
    take(letter('s'));
    navigator_.follow({About::Kind::scene, "calls"}, seen());
    EXPECT_EQ(subject(), (Subject{Panel::kpi, "answered"}));
    EXPECT_EQ(navigator_.place().scene, SceneId{"calls"});
}

TEST_F(LeadsNavigator, WhatThePointerIsOnFollowsWhatIsSeen) {
    take({.kind = Input::Kind::moved, .at = {50, 50}});
    EXPECT_EQ(navigator_.pointed_at(), 0U);
    Seen other = seen();
    other.touches = {waiting};
    navigator_.see(other);
    EXPECT_FALSE(navigator_.pointed_at());
}

}  // namespace
}  // namespace waymark::wallboard
