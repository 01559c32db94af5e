#include "wallboard/link/mailbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using Put = Mailbox::Put;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

Received delta(std::uint64_t sequence) {
    return {DeltaMessage{{.position = {"epoch", sequence}}}, start};
}
Received snapshot(std::uint64_t sequence) {
    return {SnapshotMessage{{.position = {"epoch", sequence}}, start}, start};
}
Received tick(Duration after, Duration skew) {
    return {TickMessage{start + after + skew}, start + after};
}

/// Counts how often the GUI thread would be woken.
struct Waker {
    int times = 0;
    std::function<void()> wake() {
        return [this] { ++times; };
    }
};

std::vector<std::uint64_t> sequences(const Mail& mail) {
    std::vector<std::uint64_t> found;
    for (const Received& received : mail.messages) {
        if (const auto* changed = std::get_if<DeltaMessage>(&received.message))
            found.push_back(changed->delta.position.sequence);
        if (const auto* whole = std::get_if<SnapshotMessage>(&received.message))
            found.push_back(whole->board.position.sequence);
    }
    return found;
}

TEST(Mailbox, HandsMessagesOverInTheirOrderAndOnce) {
    Waker waker;
    Mailbox mailbox{{}, waker.wake()};
    EXPECT_EQ(mailbox.put(snapshot(1), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(2), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(3), 10), Put::taken);
    EXPECT_THAT(sequences(mailbox.take()), testing::ElementsAre(1, 2, 3));
    EXPECT_TRUE(mailbox.take().empty());
}

TEST(Mailbox, StormWakesOncePerLook) {
    Waker waker;
    Mailbox mailbox{{}, waker.wake()};
    for (std::uint64_t sequence = 1; sequence <= 500; ++sequence)
        EXPECT_EQ(mailbox.put(delta(sequence), 10), Put::taken);
    EXPECT_EQ(waker.times, 1);
    EXPECT_EQ(mailbox.take().messages.size(), 500u);
    EXPECT_EQ(mailbox.put(delta(501), 10), Put::taken);
    EXPECT_EQ(waker.times, 2);
}

TEST(Mailbox, SnapshotMakesWhatWaitsPointless) {
    Mailbox mailbox{{}, [] {}};
    EXPECT_EQ(mailbox.put(delta(2), 10), Put::taken);
    EXPECT_EQ(mailbox.put(snapshot(3), 10), Put::taken);
    EXPECT_THAT(sequences(mailbox.take()), testing::ElementsAre(3));
}

TEST(Mailbox, MoreThanTheLimitIsDroppedAndOnlyASnapshotHelps) {
    Mailbox mailbox{{.messages = 2, .octets = 1000}, [] {}};
    EXPECT_EQ(mailbox.put(delta(1), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(2), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(3), 10), Put::lost);
    EXPECT_EQ(mailbox.put(delta(4), 10), Put::taken) << "said once";
    EXPECT_TRUE(mailbox.take().messages.empty()) << "a board with a gap is never shown";
    EXPECT_EQ(mailbox.put(delta(5), 10), Put::taken);
    EXPECT_EQ(mailbox.put(snapshot(6), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(7), 10), Put::taken);
    EXPECT_THAT(sequences(mailbox.take()), testing::ElementsAre(6, 7));
}

TEST(Mailbox, ACommandIsNeverLostBehindASnapshotOrAFullBox) {
    Waker waker;
    Mailbox mailbox{{.messages = 2, .octets = 1000}, waker.wake()};
    const auto command = [](std::uint64_t id) {
        return Received{Command{.action = Command::Action::screenshot, .id = id}, start};
    };
    const auto ids = [](const Mail& mail) {
        std::vector<std::uint64_t> all;
        for (const Received& received : mail.messages)
            if (const auto* one = std::get_if<Command>(&received.message)) all.push_back(one->id);
        return all;
    };
    EXPECT_EQ(mailbox.put(command(1), 10), Put::taken);
    EXPECT_EQ(waker.times, 1);
    EXPECT_EQ(mailbox.put(snapshot(1), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(2), 10), Put::lost);
    EXPECT_EQ(mailbox.put(command(2), 10), Put::taken);
    EXPECT_EQ(mailbox.put(snapshot(3), 10), Put::taken);
    EXPECT_THAT(ids(mailbox.take()), testing::ElementsAre(1, 2));
}

TEST(Mailbox, OfManyCommandsTheNewestAreKept) {
    Mailbox mailbox{{.commands = 2}, [] {}};
    for (std::uint64_t id = 1; id <= 5; ++id)
        EXPECT_EQ(
            mailbox.put({Command{.action = Command::Action::screenshot, .id = id}, start}, 10),
            Put::taken);
    const Mail mail = mailbox.take();
    ASSERT_EQ(mail.messages.size(), 2u);
    EXPECT_EQ(std::get<Command>(mail.messages[0].message).id, 4u);
    EXPECT_EQ(std::get<Command>(mail.messages[1].message).id, 5u);
}

TEST(Mailbox, OctetsAreBoundedToo) {
    Mailbox mailbox{{.messages = 100, .octets = 1000}, [] {}};
    EXPECT_EQ(mailbox.put(delta(1), 600), Put::taken);
    EXPECT_EQ(mailbox.put(delta(2), 600), Put::lost);
    EXPECT_EQ(mailbox.put(snapshot(3), 5000), Put::taken) << "one snapshot always fits";
    EXPECT_EQ(mailbox.put(delta(4), 1), Put::lost) << "nothing fits beside it";
    EXPECT_EQ(mailbox.put(snapshot(5), 10), Put::taken);
    EXPECT_EQ(mailbox.put(delta(6), 600), Put::taken);
    EXPECT_THAT(sequences(mailbox.take()), testing::ElementsAre(5, 6));
}

TEST(Mailbox, TicksWakeNobodyAndMerge) {
    Waker waker;
    Mailbox mailbox{{}, waker.wake()};
    EXPECT_EQ(mailbox.put(snapshot(1), 10), Put::taken);
    EXPECT_FALSE(mailbox.take().empty());
    for (int i = 1; i <= 5000; ++i)
        ASSERT_EQ(mailbox.put(tick(i * 2s, 300ms), 10), Put::taken);
    EXPECT_EQ(waker.times, 1);
    const Mail mail = mailbox.take();
    ASSERT_EQ(mail.messages.size(), 1u);
    EXPECT_EQ(mail.messages[0].at, start + 10'000s);
}

TEST(Mailbox, ServerWhoseClockMovesIsNews) {
    Waker waker;
    Mailbox mailbox{{}, waker.wake()};
    EXPECT_EQ(mailbox.put(snapshot(1), 10), Put::taken);
    EXPECT_FALSE(mailbox.take().empty());
    EXPECT_EQ(mailbox.put(tick(2s, 1h), 10), Put::taken);
    EXPECT_EQ(waker.times, 2);
    EXPECT_FALSE(mailbox.take().empty());
    EXPECT_EQ(mailbox.put(tick(4s, 1h), 10), Put::taken);
    EXPECT_EQ(waker.times, 2);
}

TEST(Mailbox, NewestHealthWinsAndWakes) {
    Waker waker;
    Mailbox mailbox{{}, waker.wake()};
    mailbox.put({.problem = "first"});
    mailbox.put({.problem = "second"});
    EXPECT_EQ(waker.times, 1);
    EXPECT_EQ(mailbox.take().health.value().problem, "second");
    EXPECT_FALSE(mailbox.take().health.has_value());
}

}  // namespace
}  // namespace waymark::wallboard
