#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"
#include "tests/support/scratch.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/window/offscreen.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time now = test::sample_now;
constexpr PixelSize hd{1920, 1080};

/// A picture in memory; a machine without EGL skips, loudly.
class Frame : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = Offscreen::open(hd, {});
        if (!opened) {
            std::fprintf(stderr, "NOT TESTED: no picture without EGL: %s\n",
                         to_text(opened.error()).c_str());
            GTEST_SKIP() << to_text(opened.error());
        }
        image_ = std::move(*opened);
        view_ = std::make_unique<BoardView>(ViewOptions{}, *image_);
    }

    std::vector<unsigned char> drawn(const BoardState& state, Time at) {
        if (view_->update(state, at)) view_->draw();
        return image_->pixels();
    }

    const Widget& widget(std::string_view name) const {
        return *std::ranges::find(view_->scene().widgets, name, &Widget::name);
    }

    std::unique_ptr<Offscreen> image_;
    std::unique_ptr<BoardView> view_;
};

bool within(const Rect& rect, int x, int y) {
    const auto fx = static_cast<float>(x);
    const auto fy = static_cast<float>(y);
    return fx >= rect.x && fx < rect.right() && fy >= rect.y && fy < rect.bottom();
}

/// The pixels in which two pictures differ: how many inside `rect`, and how many outside.
std::pair<int, int> changed(const std::vector<unsigned char>& before,
                            const std::vector<unsigned char>& after, const Rect& rect) {
    std::pair<int, int> count{0, 0};
    for (int y = 0; y < hd.height; ++y)
        for (int x = 0; x < hd.width; ++x) {
            const auto at = static_cast<std::ptrdiff_t>((y * hd.width + x) * 4);
            if (std::equal(before.begin() + at, before.begin() + at + 4, after.begin() + at))
                continue;
            ++(within(rect, x, y) ? count.first : count.second);
        }
    return count;
}

TEST_F(Frame, ShowsTheOffTargetTileAsAFilledBand) {
    const auto pixels = drawn(sample_state(test::sample_outline(9), now), now);
    const Rect tile = widget("tile abandoned").rect;
    const auto at = static_cast<std::size_t>((static_cast<int>(tile.y) + 12) * hd.width +
                                             static_cast<int>(tile.right()) - 40);
    EXPECT_EQ((std::array{pixels[at * 4], pixels[at * 4 + 1], pixels[at * 4 + 2]}),
              (std::array<unsigned char, 3>{0xFF, 0x6A, 0x4D}));
    EXPECT_GT(std::ranges::count(pixels, 0xF3), 5000);  // ink
}

TEST_F(Frame, AChangedValueChangesItsTileAndNothingElse) {
    Board board = sample_board(test::sample_outline(9), now);
    const auto state_of = [&] {
        BoardState state(board, now);
        state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
        return state;
    };
    const auto before = drawn(state_of(), now);
    board.readings.kpis[3].value = 0.97;
    const auto after = drawn(state_of(), now);
    const auto [inside, outside] = changed(before, after, widget("tile respond").rect);
    EXPECT_GT(inside, 200);
    EXPECT_EQ(outside, 0);
    // The tile drawn alone looks as if all had been drawn.
    view_->invalidate();
    EXPECT_EQ(drawn(state_of(), now), after);
}

TEST_F(Frame, PartsDrawnAgainLookAsIfAllHadBeenDrawn) {
    Board board = sample_board(test::sample_outline(12), now);
    const auto state_of = [&](Time at) {
        BoardState state(board, at);
        state.set_link({.phase = LinkHealth::Phase::live, .heard = at});
        return state;
    };
    drawn(state_of(now), now);
    const std::array states{State::on_target, State::off_target, State::at_risk,   State::stale,
                            State::too_few,   State::closed,     State::no_target, State::no_data};
    for (std::size_t step = 0; step < 24; ++step) {
        for (std::size_t i = 0; i < 3; ++i) {
            Reading& reading = board.readings.kpis[(step * 5 + i * 4) % 12];
            reading.state = states[(step + i) % states.size()];
            reading.value = 0.01 * static_cast<double>((step * 37 + i * 11) % 100);
        }
        const Time at = now + step * 17s;
        const BoardState state = state_of(at);
        const auto in_parts = drawn(state, at);
        view_->invalidate();
        ASSERT_TRUE(drawn(state, at) == in_parts) << "after step " << step;
    }
}

TEST_F(Frame, AnUnchangedBoardDrawsNothing) {
    const BoardState state = sample_state(test::sample_outline(9), now);
    ASSERT_TRUE(view_->update(state, now));
    view_->draw();
    EXPECT_FALSE(view_->update(state, now));
    EXPECT_FALSE(view_->update(state, view_->next_deadline() - 1ms));
    EXPECT_TRUE(view_->update(state, view_->next_deadline()));
}

TEST_F(Frame, ALostPictureIsDrawnAgain) {
    const BoardState state = sample_state(test::sample_outline(4), now);
    const auto before = drawn(state, now);
    view_->invalidate();
    EXPECT_TRUE(view_->update(state, now));
    EXPECT_EQ(drawn(state, now), before);
}

TEST_F(Frame, ATurnedPictureIsTheSamePictureTurned) {
    const BoardState state = sample_state(test::sample_outline(9), now);
    const auto upright = drawn(state, now);
    view_ = std::make_unique<BoardView>(ViewOptions{.turned = 180}, *image_);
    const auto turned = drawn(state, now);
    int differing = 0;
    const std::size_t all = upright.size() / 4;
    for (std::size_t i = 0; i < all; ++i)
        if (std::abs(upright[i * 4] - turned[(all - 1 - i) * 4]) > 24) ++differing;
    EXPECT_LT(differing, static_cast<int>(all / 1000)) << "but for the edges of curves";
    EXPECT_EQ(view_->scene().size, hd);
    view_ = std::make_unique<BoardView>(ViewOptions{.turned = 90}, *image_);
    drawn(state, now);
    EXPECT_EQ(view_->scene().size, (PixelSize{1080, 1920}));
}

TEST_F(Frame, PartsOfATurnedAndDimmedPictureLookAsIfAllHadBeenDrawn) {
    view_ = std::make_unique<BoardView>(ViewOptions{.orbits = true, .turned = 270}, *image_);
    view_->set_light(night_light);
    Board board = sample_board(test::sample_outline(12), now);
    for (int step = 0; step < 6; ++step) {
        board.readings.kpis[static_cast<std::size_t>(step)].value = 0.07 * step;
        BoardState state(board, now);
        state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
        const auto in_parts = drawn(state, now);
        view_->invalidate();
        ASSERT_TRUE(drawn(state, now) == in_parts) << "after step " << step;
    }
}

TEST_F(Frame, WithoutLightNothingIsLit) {
    const BoardState state = sample_state(test::sample_outline(9), now);
    const auto full = drawn(state, now);
    view_->set_light(0.5F);
    const auto dimmed = drawn(state, now);
    EXPECT_LE(*std::ranges::max_element(dimmed), 255);
    for (std::size_t i = 0; i < full.size(); i += 4 * 997)
        EXPECT_NEAR(dimmed[i], full[i] / 2.0, 3) << i;
    view_->set_light(0);
    auto black = drawn(state, now);
    for (std::size_t i = 3; i < black.size(); i += 4)
        black[i] = 0;
    EXPECT_EQ(std::ranges::count(black, 0), static_cast<std::ptrdiff_t>(black.size()));
    view_->set_light(1);
    EXPECT_EQ(drawn(state, now), full);
}

TEST_F(Frame, PeopleOrderHowBrightItIsAndThatItIsDark) {
    BoardState state = sample_state(test::sample_outline(9), now);
    ASSERT_TRUE(view_->update(state, now));
    state.orders().take({.action = Command::Action::light, .percent = 40}, now);
    ASSERT_TRUE(view_->update(state, now));
    EXPECT_FLOAT_EQ(view_->glass().light, 0.4F);
    state.orders().take({.action = Command::Action::light, .percent = 0}, now);
    ASSERT_TRUE(view_->update(state, now));
    EXPECT_TRUE(view_->dark());
    state.orders().take({.action = Command::Action::light, .percent = 100}, now);
    ASSERT_TRUE(view_->update(state, now));
    EXPECT_EQ(view_->glass().light, 1);
}

TEST_F(Frame, PeopleOrderThatItIsEnoughOfACelebration) {
    view_ = std::make_unique<BoardView>(ViewOptions{}, *image_);
    view_->remember({});
    Board board = sample_board(test::sample_outline(4), now);
    board.readings.milestones = {{Milestone{.id = "m",
                                            .kind = Milestone::Kind::objective,
                                            .node = "o",
                                            .title = "An objective",
                                            .reached = now - 1min,
                                            .state = Milestone::State::celebrating,
                                            .since = now - 1min}}};
    BoardState state(board, now);
    state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
    (void)view_->update(state, now);
    ASSERT_TRUE(view_->showing().celebration);
    state.orders().take({.action = Command::Action::skip}, now + 1s);
    (void)view_->update(state, now + 1s);
    EXPECT_FALSE(view_->showing().celebration);
    (void)view_->update(state, now + 2s);
    EXPECT_FALSE(view_->showing().celebration) << "it does not begin anew at once";
}

TEST_F(Frame, AWallStepsAsideEveryTwoMinutes) {
    view_ = std::make_unique<BoardView>(ViewOptions{.made_up = true, .orbits = true}, *image_);
    const BoardState state = sample_state(test::sample_outline(9), now);
    ASSERT_TRUE(view_->update(state, now));
    const Glass first = view_->glass();
    view_->draw();
    EXPECT_LE(view_->next_deadline() - now, 2min);
    ASSERT_TRUE(view_->update(state, next_orbit(now)));
    EXPECT_TRUE(view_->damage().everything);
    EXPECT_NE(view_->glass(), first);
}

TEST_F(Frame, WritesAPng) {
    const test::Scratch scratch;
    const auto path = scratch.path() / "wall.png";
    const auto written =
        render_png(sample_state(test::sample_outline(9), now), {}, now, hd, {}, path);
    ASSERT_TRUE(written) << to_text(written.error());
    std::ifstream file(path, std::ios::binary);
    std::array<char, 24> head{};
    file.read(head.data(), head.size());
    EXPECT_EQ(std::string_view(head.data() + 1, 3), "PNG");
    EXPECT_EQ(static_cast<unsigned char>(head[18]) * 256 + static_cast<unsigned char>(head[19]),
              1920);
}

TEST_F(Frame, APngThatCannotBeWrittenIsAnError) {
    const auto written = render_png(sample_state(test::sample_outline(1), now), {}, now, hd, {},
                                    "/nowhere/at/all/wall.png");
    ASSERT_FALSE(written);
    EXPECT_NE(to_text(written.error()).find("/nowhere/at/all/wall.png"), std::string::npos);
}

TEST(Offscreen, ASizeThatCannotBeIsAnError) {
    const auto opened = Offscreen::open({0, 1080}, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(to_text(opened.error()), "size: 0x1080 is not a size of 1x1 to 16384x16384 pixels");
}

}  // namespace
}  // namespace waymark::wallboard
