#include "wallboard/shown.hpp"

#include <cstdio>

#include <gmock/gmock.h>

#include "shared/protocol/desk_file.hpp"
#include "wallboard/preview.hpp"
#include "wallboard/window/offscreen.hpp"

namespace waymark::wallboard {
namespace {

constexpr Time start = from_epoch_ms(1'774'857'600'000);

/// What is reported of the shipped desk, with changes.
class ShownTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = Offscreen::open({1920, 1080}, {});
        if (!opened) {
            std::fprintf(stderr, "NOT TESTED: no picture without EGL: %s\n",
                         to_text(opened.error()).c_str());
            GTEST_SKIP() << to_text(opened.error());
        }
        image_ = std::move(*opened);
    }
    Shown shown() {
        PreviewBoard board{desk};
        BoardView view{{.screen = desk.outline.screens.front().id}, *image_};
        EXPECT_TRUE(view.update(board.look(start), start));
        return shown_in(view);
    }

    DeskFolder desk = load_desk(WAYMARK_SOURCE "/assets/desks/service-desk").value();

private:
    std::unique_ptr<Offscreen> image_;
};

TEST_F(ShownTest, AWallShowsTheVisionAndItsTiles) {
    const Shown told = shown();
    EXPECT_EQ(told.scene, desk.outline.screens.front().turns.front().scene);
    EXPECT_EQ(told.vision, true);
    EXPECT_FALSE(told.kpis.empty());
    EXPECT_EQ(told.page, 1);
    // 27 inches of 1920x1080 at 1.5 m: 81.6 pixels an inch.
    ASSERT_TRUE(told.geometry);
    EXPECT_NEAR(told.geometry->px_per_arcmin, 1.40, 0.01);
}

TEST_F(ShownTest, WhatIsPinnedIsShownWithEveryScene) {
    Outline& outline = desk.outline;
    const KpiId pinned = outline.kpis.front().id;
    outline.screens.front().pinned = {pinned};
    outline.scenes = {{.id = {"one"}, .kind = SceneKind::numbers, .kpis = {outline.kpis[1].id}}};
    outline.screens.front().turns = {{.scene = {"one"}, .days = all_days}};
    const Shown told = shown();
    EXPECT_THAT(told.pinned, testing::ElementsAre(pinned));
    EXPECT_THAT(told.kpis, testing::UnorderedElementsAre(pinned, outline.kpis[1].id));
    EXPECT_EQ(told.vision, true) << "its headline is in the strip";
}

TEST_F(ShownTest, TheVisionCountsWhereTheSceneItselfSaysIt) {
    Outline& outline = desk.outline;
    outline.screens.front().turns = {{.scene = {"one"}, .days = all_days}};
    for (const SceneKind kind : {SceneKind::wall, SceneKind::cascade, SceneKind::stakeholders}) {
        outline.scenes = {{.id = {"one"}, .kind = kind}};
        EXPECT_EQ(shown().vision, true) << name_of(kind);
    }
}

}  // namespace
}  // namespace waymark::wallboard
