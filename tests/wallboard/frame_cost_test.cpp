#include <array>
#include <cstdlib>

#include <gtest/gtest.h>
#include <imgui.h>

#include "shared/protocol/message.hpp"
#include "tests/support/allocations.hpp"
#include "tests/support/sample_board.hpp"
#include "tests/support/triangle_surface.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/view/frame_builder.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

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

/// The same wall, looked at from the board on.
class LookCost : public FrameCost {
protected:
    void SetUp() override {
        FrameCost::SetUp();
        surface_ = std::make_unique<test::TriangleSurface>(*fonts_);
        view_ = std::make_unique<BoardView>(ViewOptions{.made_up = true}, *surface_);
        state_ = sample_state(test::sample_outline(12), test::sample_now);
        look(test::sample_now);
    }

    /// Returns whether there was something to draw.
    bool look(Time now) {
        const bool changed = view_->update(state_, now);
        if (changed) view_->draw();
        return changed;
    }

    /// The first KPI has another value.
    void change(double value) {
        Delta delta{.position = state_.board()->position, .readings = {}};
        ++delta.position.sequence;
        delta.readings.kpis = {state_.board()->readings.kpis.front()};
        delta.readings.kpis.front().value = value;
        ASSERT_EQ(state_.apply(DeltaMessage{std::move(delta)}, test::sample_now),
                  BoardState::Next::carry_on);
    }

    std::unique_ptr<test::TriangleSurface> surface_;
    std::unique_ptr<BoardView> view_;
    BoardState state_;
};

TEST_F(LookCost, ALookAtWhatDidNotChangeAllocatesNothing) {
    Time now = test::sample_now;
    const auto before = test::allocations();
    for (int i = 0; i < 10; ++i)
        EXPECT_FALSE(look(now += 1ms));
    EXPECT_EQ(test::allocations() - before, 0U);
}

TEST_F(LookCost, APictureOfAFadeAllocatesNothing) {
    Time now = test::sample_now;
    const auto fade = [&](double value) {
        change(value);
        now += 3s;
        EXPECT_TRUE(look(now));
        const auto before = test::allocations();
        int pictures = 0;
        while (look(now += 50ms))
            ++pictures;
        EXPECT_GE(pictures, 4);
        return test::allocations() - before;
    };
    fade(0.41);  // all that fades know is as long as it gets
    fade(0.52);
    EXPECT_EQ(fade(0.43), 0U);
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
