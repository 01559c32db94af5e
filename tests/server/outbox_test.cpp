#include "server/hub/outbox.hpp"

#include <gmock/gmock.h>

#include "server/hub/hub.hpp"

namespace waymark::server {
namespace {

Frame frame(const std::string& text) {
    return std::make_shared<const std::string>(text);
}

/// An outbox of ten octets that counts how often it woke its session.
struct Box {
    std::shared_ptr<int> woken = std::make_shared<int>(0);
    std::shared_ptr<Outbox> outbox = std::make_shared<Outbox>(10, [woken = woken] { ++*woken; });
    Frame next() {
        return outbox->next([] { return frame("snapshot"); }).value_or(Frame{});
    }
};

TEST(Outbox, ACommandIsNeverLostBehindASnapshot) {
    Box box;
    EXPECT_TRUE(box.outbox->command(frame("one")));
    EXPECT_EQ(*box.woken, 1);
    box.outbox->push(frame("12345678"));
    box.outbox->push(frame("too much"));
    EXPECT_TRUE(box.outbox->command(frame("two")));
    EXPECT_EQ(*box.next(), "snapshot");
    EXPECT_EQ(*box.next(), "one");
    EXPECT_EQ(*box.next(), "two");
    EXPECT_EQ(box.next(), nullptr);
}

TEST(Outbox, CommandsThatNobodyReadsAreBounded) {
    Box box;
    for (std::size_t i = 0; i < Outbox::most_commands; ++i)
        EXPECT_TRUE(box.outbox->command(frame("again")));
    EXPECT_FALSE(box.outbox->command(frame("again")));
}

TEST(Outbox, SendsFramesInOrderAndWakesOnce) {
    Box box;
    box.outbox->push(frame("a"));
    box.outbox->push(frame("b"));
    EXPECT_EQ(*box.woken, 1);
    EXPECT_EQ(*box.next(), "a");
    EXPECT_EQ(*box.next(), "b");
    EXPECT_EQ(box.next(), nullptr);
    EXPECT_EQ(box.outbox->octets(), 0u);
}

TEST(Outbox, WhoFallsBehindGetsTheNewestSnapshotInsteadOfTheBacklog) {
    Box box;
    box.outbox->push(frame("12345678"));
    box.outbox->push(frame("too much"));
    EXPECT_EQ(box.outbox->overflows(), 1u);
    box.outbox->push(frame("x"));  // older than the snapshot will be
    EXPECT_EQ(*box.next(), "snapshot");
    EXPECT_EQ(box.next(), nullptr);
    box.outbox->push(frame("y"));
    EXPECT_EQ(*box.next(), "y");
}

TEST(Hub, EverybodyIsSentTheSameOctetsAfterASnapshot) {
    Hub hub;
    Box one, other;
    hub.join(one.outbox);
    hub.join(other.outbox);
    EXPECT_EQ(*one.next(), "snapshot");
    EXPECT_EQ(*other.next(), "snapshot");
    const Frame shared = frame("delta");
    hub.publish(shared);
    EXPECT_EQ(one.next(), shared);
    EXPECT_EQ(other.next(), shared);
    other.outbox.reset();
    EXPECT_EQ(hub.size(), 1u);
    hub.publish_snapshot();
    EXPECT_EQ(*one.next(), "snapshot");
}

}  // namespace
}  // namespace waymark::server
