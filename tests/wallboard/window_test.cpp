#include "wallboard/window/window.hpp"

#include <cstdio>
#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"
#include "tests/support/x_server.hpp"
#include "tests/support/x_window.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/board_view.hpp"

/// Under the address sanitizer. A graphics driver keeps memory when its libraries are unloaded with
/// the last window, and by then nobody can say whose that is.
extern "C" const char* __asan_default_options() {
    return "detect_leaks=0";
}

namespace waymark::wallboard {
namespace {

constexpr Time now = test::sample_now;
constexpr PixelSize size{1280, 720};

/// A wall that fills the screen of an X server; a machine without one skips, loudly.
class WindowTest : public testing::Test {
protected:
    void SetUp() override {
        static const test::XServer screen{"1280x720"};
        if (!screen.running()) {
            std::fprintf(stderr, "NOT TESTED: no window without Xvfb\n");
            GTEST_SKIP() << "no Xvfb";
        }
        ::setenv("DISPLAY", screen.display().c_str(), 1);
        auto opened = Window::open({.title = "Waymark", .fonts = {}});
        ASSERT_TRUE(opened) << to_text(opened.error());
        window_ = std::move(*opened);
        view_ = std::make_unique<BoardView>(ViewOptions{}, *window_);
        state_ = sample_state(test::sample_outline(9), now);
    }

    std::vector<unsigned char> shown() {
        if (window_->take_damage()) view_->invalidate();
        if (view_->update(state_, now)) view_->draw();
        return window_->pixels();
    }

    std::unique_ptr<Window> window_;
    std::unique_ptr<BoardView> view_;
    BoardState state_;
};

TEST_F(WindowTest, AWallFillsItsMonitor) {
    EXPECT_EQ(window_->size(), size);
    ASSERT_EQ(window_->monitors().size(), 1U);
    EXPECT_TRUE(window_->monitors()[0].shows);
    EXPECT_EQ(window_->monitors()[0].size, size);
    EXPECT_NE(window_->renderer(), "");
}

TEST_F(WindowTest, AfterTheGraphicsContextWasLostThePictureIsTheSame) {
    const auto before = shown();
    window_->lose_context();
    EXPECT_FALSE(window_->closed());
    EXPECT_EQ(window_->size(), size);
    EXPECT_TRUE(shown() == before);
    EXPECT_FALSE(window_->take_damage()) << "all is drawn once";
}

TEST_F(WindowTest, AContextThatDoesNotLastIsAProblem) {
    window_->lose_context();
    EXPECT_EQ(window_->problem(), "");
    window_->lose_context();
    EXPECT_NE(window_->problem(), "");
    EXPECT_TRUE(window_->closed());
}

TEST_F(WindowTest, AWallThatWasMovedGoesBackAtOnce) {
    window_->wait(Duration{0});
    test::XWindow wall;
    wall.move({100, 50});
    // To be told of the move; to be told of the way back. Not told, it looks after 10 s.
    for (int i = 0; i < 3 && wall.place() != test::XWindow::Place{0, 0}; ++i)
        window_->wait(std::chrono::seconds{3});
    EXPECT_EQ(wall.place(), (test::XWindow::Place{0, 0}));
}

TEST_F(WindowTest, TheWindowSystemIsAskedNothingForAChangeOfTheBoard) {
    shown();
    test::answer_all_x_requests();
    window_->wait(Duration{0});
    const auto before = test::x_requests();
    window_->wake();
    window_->wait(std::chrono::minutes{1});
    EXPECT_EQ(window_->size(), size);
    EXPECT_EQ(test::x_requests(), before);
}

TEST_F(WindowTest, AMonitorThatIsNotThereIsNamedWithThoseThatAre) {
    const std::string name = window_->monitors()[0].name;
    view_.reset();
    window_.reset();
    const auto opened = Window::open({.monitor = "HDMI-9", .title = "Waymark", .fonts = {}});
    ASSERT_FALSE(opened);
    EXPECT_EQ(to_text(opened.error()), "monitor: \"HDMI-9\" is not connected; there are: " + name);
}

TEST(Renderers, ThoseWithoutAGraphicsCardAreKnown) {
    EXPECT_TRUE(draws_by_software("llvmpipe (LLVM 15.0.6, 256 bits)"));
    EXPECT_TRUE(draws_by_software("softpipe"));
    EXPECT_FALSE(draws_by_software("Mesa Intel(R) UHD Graphics 600 (GLK 2)"));
    EXPECT_FALSE(draws_by_software("V3D 4.2"));
}

TEST(Monitors, OnlyADiagonalThatCanBeIsBelieved) {
    EXPECT_NEAR(believable_diagonal(598, 336), 27, 0.1);
    EXPECT_NEAR(believable_diagonal(1210, 680), 54.6, 0.1);
    EXPECT_EQ(believable_diagonal(0, 0), 0);
    EXPECT_EQ(believable_diagonal(160, 90), 0) << "a projector's aspect ratio";
    EXPECT_EQ(believable_diagonal(1600, 0), 0);
    EXPECT_EQ(believable_diagonal(20'000, 9'000), 0);
}

}  // namespace
}  // namespace waymark::wallboard
