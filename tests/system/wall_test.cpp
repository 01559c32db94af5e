#include <algorithm>
#include <csignal>
#include <cstdio>

#include <gtest/gtest.h>

#include "tests/support/client.hpp"
#include "tests/support/relay.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/wall_side.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/window/offscreen.hpp"

namespace waymark::test {
namespace {

using namespace std::chrono_literals;
using namespace waymark::wallboard;

constexpr PixelSize small_hd{1280, 720};
constexpr const char* longest_wait = "longest-wait";

LinkOptions link_to(std::uint16_t port) {
    LinkOptions options;
    options.server = *parse_address("http://127.0.0.1:" + std::to_string(port));
    options.hello.screen = {"main"};
    options.timing.retry_least = 10ms;
    options.timing.retry_most = 20ms;
    return options;
}

/// Time by the server's clock: that of the newest event.
constexpr std::int64_t begin = 1'774'857'600'000;

std::string offered(const char* contact, std::int64_t after_ms) {
    return R"({"type":"contact.offered","queue":"service","id":")" + std::string{contact} +
           R"(","contact":")" + contact + R"(","time":)" + std::to_string(begin + after_ms) + "}";
}

const Reading* reading(const BoardState& state, const char* kpi) {
    return state.board() ? find_reading(state.board()->readings, {kpi}) : nullptr;
}

/// Until the longest wait is this many seconds.
bool until_waited(WallSide& wall, double seconds) {
    return wall.until([&](const BoardState& state) {
        const Reading* longest = reading(state, longest_wait);
        return longest && longest->value == seconds;
    });
}

class WallTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = Offscreen::open(small_hd, {});
        if (!opened) {
            std::fprintf(stderr, "NOT TESTED: no picture without EGL: %s\n",
                         to_text(opened.error()).c_str());
            GTEST_SKIP() << to_text(opened.error());
        }
        image_ = std::move(*opened);
        view_ = std::make_unique<BoardView>(ViewOptions{.screen = {"main"}}, *image_);
    }
    /// The shipped desk, under the clock of its events.
    std::vector<std::string> feed_clock_desk() const {
        return shipped_desk(scratch_.path(), {"--clock", "feed", "--log-level", "error"});
    }
    /// As it is drawn when the server's clock shows so many seconds after the beginning and the
    /// link lives: the server's clock is that of its events, which the wall's own does not follow.
    std::vector<unsigned char> picture(BoardState state, int seconds) {
        const Time then = from_epoch_ms(begin) + std::chrono::seconds{seconds};
        const Time by_our_clock = then - (state.server_time(then) - then);
        state.set_link({.phase = LinkHealth::Phase::live, .heard = by_our_clock});
        // Whosever turn it is by then.
        state.orders().take({.action = Command::Action::show, .scene = {"wall"}}, by_our_clock);
        if (view_->update(state, by_our_clock)) view_->draw();
        return image_->pixels();
    }

    Scratch scratch_;
    std::unique_ptr<Offscreen> image_;
    std::unique_ptr<BoardView> view_;
};

TEST_F(WallTest, ARecordOfAFeedReachesThePixels) {
    ServerProcess server{feed_clock_desk()};
    post_json(server.port(), "/v1/feeds/phone/records", offered("c1", 0));
    WallSide wall{link_to(server.port())};
    ASSERT_TRUE(until_waited(wall, 0));
    const auto before = picture(wall.state(), 0);
    post_json(server.port(), "/v1/feeds/phone/records", offered("c2", 90'000));
    ASSERT_TRUE(until_waited(wall, 90));
    const auto after = picture(wall.state(), 90);
    EXPECT_NE(before, after);
    const auto& widgets = view_->scene().widgets;
    const auto tile =
        std::ranges::find(widgets, std::string{"tile "} + longest_wait, &Widget::name);
    ASSERT_NE(tile, widgets.end());
    const bool says_so = std::ranges::any_of(tile->items, [](const Item& item) {
        const auto* run = std::get_if<TextRun>(&item);
        return run && run->text == "1:30";
    });
    EXPECT_TRUE(says_so);
}

TEST_F(WallTest, AfterKillNineTheWallComesBackByItselfAndShowsTheSame) {
    auto server = std::make_unique<ServerProcess>(feed_clock_desk());
    post_json(server->port(), "/v1/feeds/phone/records", offered("c1", 0));
    post_json(server->port(), "/v1/feeds/phone/records", offered("c2", 45'000));
    Relay relay{server->port()};
    WallSide wall{link_to(relay.port())};
    ASSERT_TRUE(until_waited(wall, 45));
    const Board before = *wall.state().board();
    server->send(SIGKILL);
    server->wait();
    ASSERT_TRUE(wall.until([](const BoardState& state) { return !state.link().problem.empty(); }));
    EXPECT_EQ(wall.state().board()->readings, before.readings) << "the last values stay";

    server = std::make_unique<ServerProcess>(feed_clock_desk());
    relay.aim(server->port());
    ASSERT_TRUE(wall.until([&](const BoardState& state) {
        return state.board()->position.epoch != before.position.epoch &&
               state.link().problem.empty();
    }));
    EXPECT_EQ(wall.state().board()->readings, before.readings);
    EXPECT_EQ(wall.state().board()->series, before.series);
    EXPECT_EQ(wall.state().link().phase, LinkHealth::Phase::live);
}

}  // namespace
}  // namespace waymark::test
