#include "wallboard/live_board.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "shared/base/base64.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/scripted_server.hpp"
#include "wallboard/bell.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using test::Scratch;
using test::ScriptedServer;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

/// A wall at a scripted server, with its cache in a scratch folder.
class LiveBoardTest : public testing::Test {
protected:
    std::unique_ptr<LiveBoard> wall() {
        return std::make_unique<LiveBoard>(
            LiveBoard::Options{
                .link = {.server = *parse_address(server_.url()),
                         .hello = {.screen = {"north"}},
                         .timing = {.silence = 1h, .retry_least = 1ms, .retry_most = 2ms}},
                .cache = file_},
            clock_, make_quiet_log(), [this] { bell_.ring(); });
    }

    /// Looks until the board has this sequence; false when it does not come.
    bool shows(LiveBoard& wall, std::uint64_t sequence) {
        const auto give_up = std::chrono::steady_clock::now() + 30s;
        while (std::chrono::steady_clock::now() < give_up) {
            const Board* board = wall.look(start).board();
            if (board != nullptr && board->position.sequence == sequence) return true;
            bell_.wait_until(give_up);
        }
        return false;
    }

    static SnapshotMessage snapshot(std::uint64_t sequence) {
        return {{.position = {"epoch", sequence},
                 .desk = {.screens = {{.id = {"south"}, .turns = {{.scene = {"first"}}}},
                                      {.id = {"north"}, .turns = {{.scene = {"second"}}}}}},
                 .readings = {.problems = std::vector<std::string>{}}},
                start};
    }

    SystemClock clock_;
    Bell bell_;
    Scratch scratch_;
    std::filesystem::path file_ = scratch_.path() / "board.json";
    ScriptedServer server_;
};

TEST_F(LiveBoardTest, LastBoardIsThereAgainBeforeTheServerAnswers) {
    {
        const auto first = wall();
        auto peer = server_.accept();
        peer.send(snapshot(7));
        ASSERT_TRUE(shows(*first, 7));
        peer.send(DeltaMessage{{{"epoch", 8}, {}}});
        ASSERT_TRUE(shows(*first, 8));
    }
    const auto second = wall();
    const BoardState& state = second->look(start);
    ASSERT_NE(state.board(), nullptr);
    EXPECT_EQ(state.board()->position, (Position{"epoch", 8}));
    EXPECT_TRUE(state.link().heard.has_value());
    EXPECT_NE(state.link().phase, LinkHealth::Phase::live);
    auto peer = server_.accept();
    EXPECT_EQ(std::get<Hello>(peer.receive_screen_message()).position, (Position{"epoch", 8}));
}

TEST_F(LiveBoardTest, DamagedCacheIsIgnoredAndReplaced) {
    std::ofstream{file_} << "waymark-board 1 5 00000000\n{\"ty";
    {
        const auto first = wall();
        EXPECT_EQ(first->look(start).board(), nullptr);
        server_.accept().send(snapshot(7));
        ASSERT_TRUE(shows(*first, 7));
    }
    EXPECT_EQ(load_board(file_, make_quiet_log())->board.position.sequence, 7u);
}

TEST_F(LiveBoardTest, ReportsTheSceneOfItsScreen) {
    const auto first = wall();
    auto peer = server_.accept();
    peer.receive();
    peer.send(snapshot(7));
    ASSERT_TRUE(shows(*first, 7));
    first->frame_drawn({.since = start, .vision = true});
    EXPECT_EQ(peer.receive_screen_message(),
              (ScreenMessage{
                  Report{{"epoch", 7}, 1, {.scene = {"second"}, .since = start, .vision = true}}}));
}

TEST_F(LiveBoardTest, SendsThePictureThatWasAskedForInPieces) {
    const auto first = wall();
    auto peer = server_.accept();
    peer.receive();
    peer.send(snapshot(7));
    ASSERT_TRUE(shows(*first, 7));
    peer.send(Command{.action = Command::Action::screenshot, .id = 5});
    peer.send(DeltaMessage{{{"epoch", 8}, {}}});
    ASSERT_TRUE(shows(*first, 8));
    ASSERT_EQ(first->take_pictures(), std::vector<std::uint64_t>{5});
    const std::string png(2 * picture_part_octets + 1, 'x');
    first->send_picture(5, png);
    std::string came;
    for (int i = 0; i < 3; ++i) {
        const auto part = std::get<PicturePart>(peer.receive_screen_message());
        EXPECT_EQ(part.id, 5u);
        EXPECT_EQ(part.last, i == 2);
        came += *from_base64(part.data);
    }
    EXPECT_TRUE(came == png);
    first->send_picture(6, failure("", "no memory"));
    EXPECT_EQ(peer.receive_screen_message(),
              (ScreenMessage{PicturePart{6, "", true, "no memory"}}));
}

TEST_F(LiveBoardTest, ToReloadIsToAskForAWholeBoard) {
    const auto first = wall();
    auto peer = server_.accept();
    peer.receive();
    peer.send(snapshot(7));
    ASSERT_TRUE(shows(*first, 7));
    peer.send(Command{.action = Command::Action::reload});
    peer.send(DeltaMessage{{{"epoch", 8}, {}}});
    ASSERT_TRUE(shows(*first, 8));
    EXPECT_EQ(peer.receive_screen_message(), ScreenMessage{Resync{}});
}

TEST_F(LiveBoardTest, WhatPeopleOrderedIsInForce) {
    const auto first = wall();
    auto peer = server_.accept();
    peer.receive();
    peer.send(snapshot(7));
    ASSERT_TRUE(shows(*first, 7));
    peer.send(Command{.action = Command::Action::blank});
    peer.send(Command{.action = Command::Action::message, .text = "Lunch\n\xE2\x80\xAEis here"});
    peer.send(DeltaMessage{{{"epoch", 8}, {}}});
    ASSERT_TRUE(shows(*first, 8));
    const Orders& orders = first->look(start).orders();
    EXPECT_TRUE(orders.blanked());
    EXPECT_EQ(orders.message(clock_.now()), "Lunch is here") << "as plain words";
}

TEST(SceneOf, UnknownScreenShowsTheFirstScreensScene) {
    const Outline desk{.screens = {{.id = {"south"}, .turns = {{.scene = {"first"}}}}}};
    EXPECT_EQ(scene_of(desk, {"elsewhere"}), SceneId{"first"});
    EXPECT_EQ(scene_of({}, {"elsewhere"}), SceneId{});
}

}  // namespace
}  // namespace waymark::wallboard
