#include "wallboard/link/dialogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using Phase = LinkHealth::Phase;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

/// A dialogue whose two clocks stand still until they are moved.
class DialogueTest : public testing::Test {
protected:
    void pass(Duration time) {
        clock_.move_to(clock_.now() + time);
        now_ += time;
        dropped_ = dialogue_.pass(now_);
    }
    void hear(const ServerMessage& message) {
        EXPECT_FALSE(dialogue_.receive(encode(message), now_));
    }
    /// The health as the mailbox has it; the last one when nothing came.
    LinkHealth health() {
        if (auto mail = mailbox_.take(); mail.health) health_ = *mail.health;
        return health_;
    }
    Duration left() const {
        return std::chrono::duration_cast<Duration>(dialogue_.deadline() - now_);
    }

    ManualClock clock_{start};
    SteadyTime now_{1h};
    Mailbox mailbox_{{.messages = 3}, [] {}};
    Dialogue dialogue_{{.screen = {"north"}}, "desk:80", {}, clock_, mailbox_, make_quiet_log()};
    LinkHealth health_;
    std::optional<std::string> dropped_;
    const SnapshotMessage board_{{.position = {"epoch", 1}}, start};
};

TEST_F(DialogueTest, FiveSecondsWithoutAMessageAreOfflineAndNotBefore) {
    dialogue_.begin(now_);
    hear(board_);
    pass(4s);
    hear(TickMessage{start});
    pass(4999ms);
    EXPECT_FALSE(dropped_);
    EXPECT_EQ(health().phase, Phase::live);
    pass(1ms);
    EXPECT_EQ(dropped_, "the server said nothing for 5 s");
    EXPECT_EQ(health().phase, Phase::offline);
    EXPECT_EQ(health().heard, start + 4s);
}

TEST_F(DialogueTest, OfflineComesFiveSecondsAfterTheLastMessageThoughRetriesGoOn) {
    dialogue_.begin(now_);
    hear(board_);
    pass(1s);
    dialogue_.end({"the connection ended"}, 500ms);
    EXPECT_EQ(health().phase, Phase::live);
    EXPECT_EQ(health().problem, "the connection ended");
    EXPECT_EQ(health().next_try, start + 1500ms);
    dialogue_.begin(now_);
    hear(TickMessage{start});
    pass(4s);
    EXPECT_EQ(health().phase, Phase::offline) << "this connection's board has not come";
    EXPECT_FALSE(dropped_);
    hear(board_);
    EXPECT_EQ(health(), (LinkHealth{.phase = Phase::live, .heard = start + 5s}));
}

TEST_F(DialogueTest, FirstTryThatFailsIsOffline) {
    EXPECT_EQ(dialogue_.deadline(), never);
    dialogue_.end({"can't reach desk:80"}, 500ms);
    EXPECT_EQ(health().phase, Phase::offline);
    EXPECT_EQ(health().heard, std::nullopt);
}

TEST_F(DialogueTest, BoardThatDoesNotComeDropsTheConnection) {
    dialogue_.begin(now_);
    for (int i = 0; i < 9; ++i) {
        pass(1s);
        hear(TickMessage{start});
        EXPECT_FALSE(dropped_);
    }
    pass(1s);
    EXPECT_EQ(dropped_, "the server sent no board within 10 s");
}

TEST_F(DialogueTest, WallThatFellBehindAsksOnceForAWholeBoard) {
    dialogue_.begin(now_);
    hear(board_);
    for (std::uint64_t sequence = 2; sequence < 10; ++sequence)
        hear(DeltaMessage{{{"epoch", sequence}, {}}});
    EXPECT_EQ(dialogue_.next_words(now_), encode(ScreenMessage{Resync{}}));
    EXPECT_EQ(dialogue_.next_words(now_), "");
    EXPECT_FALSE(dialogue_.want_snapshot(now_)) << "one is on its way";
    hear(board_);
    EXPECT_TRUE(dialogue_.want_snapshot(now_));
}

TEST_F(DialogueTest, ReportsTheNewestAtMostEveryTenSeconds) {
    dialogue_.begin(now_);
    dialogue_.report({.frames = 1});
    dialogue_.report({.frames = 2});
    EXPECT_EQ(dialogue_.next_words(now_), encode(ScreenMessage{Report{.frames = 2}}));
    dialogue_.report({.frames = 3});
    EXPECT_EQ(dialogue_.next_words(now_ + 9s), "");
    EXPECT_EQ(dialogue_.speaks_at(), now_ + 10s);
    EXPECT_EQ(dialogue_.next_words(now_ + 10s), encode(ScreenMessage{Report{.frames = 3}}));
}

TEST_F(DialogueTest, WhatElseIsSeenIsReportedAtOnceButNotInAStorm) {
    const Report wall{.shown = {.scene = {"wall"}, .vision = true}};
    const Report roadmap{.shown = {.scene = {"roadmap"}, .vision = false}};
    dialogue_.begin(now_);
    dialogue_.report(wall);
    EXPECT_EQ(dialogue_.next_words(now_), encode(ScreenMessage{wall}));
    dialogue_.report(roadmap);
    EXPECT_EQ(dialogue_.speaks_at(), now_ + 1s);
    EXPECT_EQ(dialogue_.next_words(now_ + 999ms), "");
    EXPECT_EQ(dialogue_.next_words(now_ + 1s), encode(ScreenMessage{roadmap}));
    dialogue_.report(wall);
    dialogue_.report(roadmap);
    EXPECT_EQ(dialogue_.speaks_at(), now_ + 11s) << "it is as it was told";
}

TEST_F(DialogueTest, ANewConnectionIsToldWhatIsShown) {
    const Report wall{.shown = {.scene = {"wall"}, .vision = true}};
    dialogue_.begin(now_);
    dialogue_.report(wall);
    EXPECT_EQ(dialogue_.next_words(now_), encode(ScreenMessage{wall}));
    dialogue_.end({"the connection ended"}, 500ms);
    dialogue_.begin(now_);
    EXPECT_EQ(dialogue_.next_words(now_), encode(ScreenMessage{wall}));
    EXPECT_EQ(dialogue_.next_words(now_), "");
}

TEST_F(DialogueTest, APictureOfAnEarlierConnectionIsNotSent) {
    dialogue_.begin(now_);
    dialogue_.picture(1, std::string(100'000, 'x'));
    EXPECT_NE(dialogue_.next_words(now_), "");
    EXPECT_TRUE(dialogue_.has_words());
    dialogue_.end({"the connection ended"}, 500ms);
    dialogue_.begin(now_);
    EXPECT_FALSE(dialogue_.has_words());
}

TEST_F(DialogueTest, OnlyAConnectionThatHeldIsTrusted) {
    dialogue_.begin(now_);
    EXPECT_FALSE(dialogue_.held_well(now_ + 1h)) << "no board came";
    hear(board_);
    EXPECT_FALSE(dialogue_.held_well(now_ + 9s));
    EXPECT_TRUE(dialogue_.held_well(now_ + 10s));
}

TEST_F(DialogueTest, SetBackClockChangesNothing) {
    dialogue_.begin(now_);
    hear(board_);
    now_ += 2s;  // the own clock stands, or jumps: silence is measured without it
    EXPECT_EQ(left(), 3s);
    EXPECT_FALSE(dialogue_.pass(now_));
    EXPECT_EQ(health().phase, Phase::live);
}

}  // namespace
}  // namespace waymark::wallboard
