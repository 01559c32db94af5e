#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/colour_vision.hpp"
#include "tests/support/sample_board.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/window/offscreen.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start = test::sample_now;
constexpr PixelSize size{640, 360};
constexpr int block = 8;
constexpr int columns = size.width / block;
constexpr int rows = size.height / block;
constexpr Duration step = 50ms;
/// What counts as a change of light, of a block's relative luminance (WCAG 2.3.1).
constexpr double change = 0.1;

using Blocks = std::vector<double>;

/// The mean luminance of each block of a picture.
Blocks blocks_of(const std::vector<unsigned char>& pixels) {
    static const auto light = [] {
        std::array<double, 256> table{};
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = test::linear(static_cast<double>(i));
        return table;
    }();
    Blocks blocks(columns * rows, 0.0);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const auto* pixel = &pixels[static_cast<std::size_t>(y * size.width + x) * 4];
            blocks[static_cast<std::size_t>(y / block * columns + x / block)] +=
                (0.2126 * light[pixel[0]] + 0.7152 * light[pixel[1]] + 0.0722 * light[pixel[2]]) /
                (block * block);
        }
    return blocks;
}

/// Counts, for each block, how often its light turns round within a second.
class Flicker {
public:
    void add(Blocks next) {
        if (before_.empty()) {
            extreme_ = next;
            way_.assign(next.size(), 0);
            turns_.resize(next.size());
        } else {
            std::size_t changed = 0;
            for (std::size_t i = 0; i < next.size(); ++i)
                changed += std::abs(next[i] - before_[i]) >= change ? 1 : 0;
            area_.push_back(static_cast<double>(changed) / static_cast<double>(next.size()));
        }
        for (std::size_t i = 0; i < next.size(); ++i)
            follow(i, next[i]);
        before_ = std::move(next);
        ++frame_;
    }

    /// The most turns that any block had within a second.
    int most_turns() const { return most_turns_; }
    /// The largest part of the wall whose light changed within 100 ms, from the `first` frame on.
    double largest_area(std::size_t first) const {
        double largest = 0;
        for (std::size_t i = first; i + 1 < area_.size(); ++i)
            largest = std::max(largest, area_[i] + area_[i + 1]);
        return largest;
    }

private:
    void follow(std::size_t i, double light) {
        const double moved = light - extreme_[i];
        if (way_[i] * moved > 0 || (way_[i] == 0 && std::abs(moved) >= change)) {
            if (way_[i] == 0) way_[i] = moved > 0 ? 1 : -1;
            extreme_[i] = light;
        } else if (std::abs(moved) >= change) {
            way_[i] = -way_[i];
            extreme_[i] = light;
            auto& turns = turns_[i];
            turns.push_back(frame_);
            std::erase_if(turns, [&](int at) { return frame_ - at >= 20; });
            most_turns_ = std::max(most_turns_, static_cast<int>(turns.size()));
        }
    }

    Blocks before_;
    Blocks extreme_;
    std::vector<int> way_;
    std::vector<std::vector<int>> turns_;
    std::vector<double> area_;
    int most_turns_ = 0;
    int frame_ = 0;
};

/// A wall whose clock the test moves.
class FlashTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = Offscreen::open(size, {});
        ASSERT_TRUE(opened) << to_text(opened.error());
        surface_ = std::move(*opened);
    }

    /// Ten seconds and more, 20 frames a second. Twice a second all values change.
    Flicker watch(const Outline& desk, std::optional<Milestone> milestone, Duration length) {
        BoardView view{{}, *surface_};
        view.remember({});
        BoardState state;
        Flicker flicker;
        Blocks shown;
        for (Duration passed{0}; passed < length; passed += step) {
            const Time now = start + passed;
            if (passed % 500ms == Duration{0}) {
                Board board = sample_board(desk, now);
                for (Reading& reading : board.readings.kpis)
                    if (passed % 1s == Duration{0} && reading.value) *reading.value *= 0.9;
                if (milestone) board.readings.milestones = {*milestone};
                EXPECT_EQ(state.apply(SnapshotMessage{std::move(board), now}, now),
                          BoardState::Next::carry_on);
                state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
            }
            if (view.update(state, now)) {
                view.draw();
                shown = blocks_of(surface_->pixels());
            }
            flicker.add(shown);
        }
        return flicker;
    }

    std::unique_ptr<Offscreen> surface_;
};

TEST_F(FlashTest, NoSceneFlashes) {
    for (const SceneKind kind :
         {SceneKind::wall, SceneKind::numbers, SceneKind::number, SceneKind::cascade,
          SceneKind::objective, SceneKind::queues, SceneKind::roadmap, SceneKind::announcement,
          SceneKind::stakeholders}) {
        Outline desk = test::sample_outline(9);
        desk.scenes[0].kind = kind;
        desk.scenes[0].text = "The mail server is renewed tonight.";
        EXPECT_LE(watch(desk, {}, 10s).most_turns(), 3) << name_of(kind);
    }
}

TEST_F(FlashTest, ScenesThatFollowEachOtherDoNotFlash) {
    Outline desk = test::sample_outline(9);
    for (const std::string id : {"other", "third"}) {
        desk.scenes.push_back(desk.scenes[0]);
        desk.scenes.back().id = {id};
        desk.scenes.back().kind = id == "other" ? SceneKind::numbers : SceneKind::number;
        desk.screens[0].turns.push_back({.scene = {id}, .days = all_days});
    }
    for (Turn& turn : desk.screens[0].turns)
        turn.duration = 5s;
    EXPECT_LE(watch(desk, {}, 20s).most_turns(), 3);
}

TEST_F(FlashTest, ACelebrationMovesLittleAndNeverFlashes) {
    for (const std::string theme : {"dark", "light", "contrast"}) {
        Outline desk = test::sample_outline(9);
        desk.screens[0].theme = theme;
        const Milestone milestone{.id = "m", .title = "Customer engagement", .since = start};
        const Flicker flicker = watch(desk, milestone, 22s);
        // Two turns are a flash; three flashes a second are what is allowed.
        EXPECT_LT((flicker.most_turns() + 1) / 2, 3) << theme;
        EXPECT_LT(flicker.largest_area(0), 0.1) << theme;
    }
}

}  // namespace
}  // namespace waymark::wallboard
