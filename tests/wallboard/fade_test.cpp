#include "wallboard/view/fade.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start{1'000'000s};
constexpr Rect tile{100, 100, 400, 300};

TextRun value(std::string text) {
    return {.x = 120,
            .baseline = 250,
            .width = 80,
            .style = {Face::semibold, 96, false, 0},
            .color = {255, 255, 255},
            .behind = {20, 20, 20},
            .text = std::move(text),
            .fades = true};
}

DrawnScene wall(const TextRun& number) {
    TextRun title = number;
    title.baseline = 140;
    title.text = "Calls waiting";
    title.fades = false;
    Widget widget{"tile calls", tile, {Box{tile, {20, 20, 20}}, title, number}, 0};
    widget.hash = hash_of(widget);
    DrawnScene scene;
    scene.size = {1920, 1080};
    scene.widgets.push_back(std::move(widget));
    return scene;
}

/// A wall whose number changes.
class FadeTest : public ::testing::Test {
protected:
    FadeTest() : shown_(wall(value("41"))) {}

    void change(const TextRun& number, Time now) {
        DrawnScene next = wall(number);
        fader_.take(shown_, next, now);
        shown_ = std::move(next);
        look(now);
    }
    void look(Time now) {
        damage_.clear();
        fader_.advance(shown_, damage_, now);
    }

    DrawnScene shown_;
    Damage damage_;
    Fader fader_{smooth_fade_step};
};

TEST_F(FadeTest, AChangedNumberGoesOverIn300MillisecondsAndSixPictures) {
    change(value("42"), start);
    int pictures = 0;
    float share = 0;
    Time now = start;
    while (!shown_.fades.empty()) {
        ++pictures;
        ASSERT_EQ(shown_.fades[0].from.text, "41");
        EXPECT_GT(shown_.fades[0].share, share) << "always on";
        share = shown_.fades[0].share;
        EXPECT_EQ(fader_.next(), now + 50ms) << "at most 20 pictures a second";
        now = fader_.next();
        look(now);
    }
    EXPECT_EQ(pictures, 5);
    EXPECT_FALSE(damage_.empty()) << "the last picture, without the old number";
    EXPECT_LE(now - start, 300ms);
    EXPECT_EQ(fader_.next(), Time::max());
    look(now + 1s);
    EXPECT_TRUE(damage_.empty());
}

TEST_F(FadeTest, WithoutAGraphicsCardANumberIsHalfwayInOnePicture) {
    fader_ = Fader{frugal_fade_step};
    change(value("42"), start);
    ASSERT_EQ(shown_.fades.size(), 1U);
    EXPECT_FLOAT_EQ(shown_.fades[0].share, 0.5F);
    EXPECT_EQ(fader_.next(), start + 150ms);
    look(start + 150ms);
    EXPECT_TRUE(shown_.fades.empty());
    EXPECT_FALSE(damage_.empty()) << "the picture without the old number";
    EXPECT_EQ(fader_.next(), Time::max());
}

TEST_F(FadeTest, OnlyTheNumbersPlaceIsDrawnAgain) {
    change(value("42"), start);
    ASSERT_EQ(damage_.rects.size(), 1U);
    EXPECT_TRUE(extent_of(value("42")).contains(damage_.rects[0]));
}

TEST_F(FadeTest, ATextThatDoesNotFadeChangesAtOnce) {
    TextRun number = value("41");
    number.fades = false;
    shown_ = wall(number);
    number.text = "42";
    change(number, start);
    EXPECT_TRUE(shown_.fades.empty());
}

TEST_F(FadeTest, ANumberThatChangedWithinTwoSecondsChangesAtOnce) {
    change(value("42"), start);
    change(value("43"), start + 1999ms);
    EXPECT_TRUE(shown_.fades.empty());
    change(value("44"), start + 3999ms);
    EXPECT_EQ(shown_.fades.size(), 1U) << "its last change was two seconds ago";
}

TEST_F(FadeTest, AChangeDuringAFadeEndsIt) {
    change(value("42"), start);
    change(value("43"), start + 100ms);
    EXPECT_TRUE(shown_.fades.empty());
    EXPECT_EQ(fader_.next(), Time::max());
}

TEST_F(FadeTest, AnotherChangeInTheTileLetsAFadeGoOn) {
    change(value("42"), start);
    DrawnScene next = shown_;
    next.fades.clear();
    auto& items = next.widgets[0].items.edit();
    items.insert(items.begin() + 1, Frame{tile, {9, 9, 9}});
    next.widgets[0].hash = hash_of(next.widgets[0]);
    fader_.take(shown_, next, start + 100ms);
    shown_ = next;
    look(start + 100ms);
    ASSERT_EQ(shown_.fades.size(), 1U);
    EXPECT_EQ(shown_.fades[0].item, 3U);
}

TEST_F(FadeTest, ANumberOnAnotherGroundChangesAtOnce) {
    TextRun alarmed = value("42");
    alarmed.behind = {120, 20, 20};
    change(alarmed, start);
    EXPECT_TRUE(shown_.fades.empty());
}

TEST_F(FadeTest, AClockThatIsSetBackEndsAllFades) {
    change(value("42"), start);
    look(start - 1h);
    EXPECT_TRUE(shown_.fades.empty());
}

TEST_F(FadeTest, NothingFadesAfterAStop) {
    change(value("42"), start);
    fader_.stop();
    look(start + 50ms);
    EXPECT_TRUE(shown_.fades.empty());
    EXPECT_EQ(fader_.next(), Time::max());
}

}  // namespace
}  // namespace waymark::wallboard
