#include <array>
#include <cstdlib>

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/support/allocations.hpp"
#include "tests/support/sample_board.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/frame_builder.hpp"

namespace waymark::wallboard {
namespace {

/// Walls whose numbers change, and what draws them.
class FrameCost : public ::testing::Test {
protected:
    void SetUp() override {
        ImGui::SetAllocatorFunctions(
            [](std::size_t size, void*) {
                test::count_allocation();
                return std::malloc(size);
            },
            [](void* memory, void*) { std::free(memory); }, nullptr);
        auto loaded = Fonts::load({});
        ASSERT_TRUE(loaded) << to_text(loaded.error());
        fonts_ = std::move(*loaded);
        builder_ = std::make_unique<FrameBuilder>(*fonts_);
        View view = present(sample_state(test::sample_outline(12), test::sample_now), {}, {},
                            test::sample_now)
                        .view;
        for (std::size_t i = 0; i < scenes_.size(); ++i) {
            for (std::size_t tile = 0; tile < 3; ++tile)
                std::get<WallView>(view.body).tiles[tile * 4].value =
                    std::to_string(41 + 11 * i + tile);
            scenes_[i] = layout(view, {1920, 1080}, *fonts_, default_theme()).scene;
        }
    }

    void draw(const DrawnScene& shown, const DrawnScene& next) {
        damage_.clear();
        add_difference(damage_, shown, next);
        builder_->build(next, damage_, {}, nullptr);
    }

    std::unique_ptr<Fonts> fonts_;
    std::unique_ptr<FrameBuilder> builder_;
    std::array<DrawnScene, 4> scenes_;
    Damage damage_;
};

TEST_F(FrameCost, ASteadyFrameAllocatesNothing) {
    const auto a_round = [&] {
        for (std::size_t i = 0; i < scenes_.size(); ++i)
            draw(scenes_[i], scenes_[(i + 1) % scenes_.size()]);
    };
    builder_->build(scenes_[0], {.everything = true, .rects = {}}, {}, nullptr);
    a_round();
    const auto before = test::allocations();
    for (int round = 0; round < 10; ++round)
        a_round();
    EXPECT_EQ(test::allocations() - before, 0U);
    EXPECT_FALSE(damage_.empty());
}

TEST_F(FrameCost, ATextThatIsMeasuredAgainAllocatesNothing) {
    const TextStyle style{Face::medium, 24, false, 0};
    fonts_->width("Calls answered in 20 s", style);
    const auto before = test::allocations();
    fonts_->width("Calls answered in 20 s", style);
    fonts_->width("Calls answered in 30 s", style);  // new, of glyphs that are known
    EXPECT_EQ(test::allocations() - before, 0U);
}

}  // namespace
}  // namespace waymark::wallboard
