#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using test::each_text;
using test::near_wall;
using test::pages_of;
using test::said;
using testing::HasSubstr;
using testing::IsEmpty;

View saying(const std::string& text) {
    Outline desk = test::desk_with(SceneKind::announcement);
    desk.scenes[0].text = text;
    desk.scenes[0].title = "Today";
    return test::view_of(desk);
}

double arc_minutes_of(const DrawnScene& scene) {
    double least = 1e9;
    each_text(scene, [&](const Widget& widget, const TextRun& text) {
        if (widget.name == "announcement" && text.text != "Today")
            least = std::min<double>(least, text.style.size);
    });
    return least * test::fonts().cap_height() / legible_pixels(1, near_wall.size, near_wall.sight);
}

TEST(SceneAnnouncement, AShortTextIsAsLargeAsAHero) {
    const auto pages = pages_of(saying("Cake in the kitchen!"), near_wall);
    EXPECT_GE(arc_minutes_of(pages[0]), 58);
}

TEST(SceneAnnouncement, SaysWhatItIsAboutFromFarAwayToo) {
    for (const test::Wall& wall : {near_wall, test::far_wall, test::Wall{{1920, 1080}, {55, 8}}})
        EXPECT_THAT(said(pages_of(saying("Cake in the kitchen!"), wall)[0]), HasSubstr("Today|"));
}

TEST(SceneAnnouncement, ALongTextIsSmallerAndThenOnSeveralPages) {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "word" + std::to_string(i) + " ";
    EXPECT_EQ(pages_of(saying(text), near_wall).size(), 1U);
    for (int i = 40; i < 180; ++i)
        text += "word" + std::to_string(i) + " ";
    const auto pages = pages_of(saying(text), near_wall);
    EXPECT_GT(pages.size(), 1U);
    EXPECT_GE(arc_minutes_of(pages[0]), 22);
    EXPECT_THAT(said(pages.back()), HasSubstr("word179"));
    EXPECT_THAT(test::faults_everywhere(saying(text)), IsEmpty());
}

TEST(SceneAnnouncement, ParagraphsBeginNewLines) {
    EXPECT_THAT(said(pages_of(saying("One.\nTwo."), near_wall)[0]), HasSubstr("One.|Two.|"));
}

TEST(SceneAnnouncement, StaysWhileOffline) {
    Outline desk = test::desk_with(SceneKind::announcement);
    desk.scenes[0].text = "Town hall at 15:00";
    EXPECT_THAT(test::faults_everywhere(test::offline_view_of(desk)), IsEmpty());
}

RC_GTEST_PROP(SceneAnnouncement, NothingIsCutWhateverPeopleWrite, ()) {
    const auto found = test::faults_of(saying(test::some_title() + "\n" + test::some_text(240)),
                                       test::some_wall());
    if (!found.empty()) RC_FAIL(found.front());
}

}  // namespace
}  // namespace waymark::wallboard
