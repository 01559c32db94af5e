#include "server/store/memory_store.hpp"

#include <gmock/gmock.h>

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::Optional;

constexpr Time noon = from_epoch_ms(1'767'960'000'000);
const FeedId phone{"phone"};

Record offered(std::string id) {
    return {"contact.offered", std::move(id), noon, {{"contact", std::string{"c1"}}}};
}

Appended append(MemoryStore& store, const FeedId& feed, std::vector<Record> records) {
    Appended kept;
    store.append(feed, std::move(records), noon, [&](Result<Appended> done) { kept = *done; });
    return kept;
}

TEST(MemoryStore, ARepeatIsAcknowledgedAndChangesNothing) {
    MemoryStore store;
    EXPECT_THAT(append(store, phone, {offered("a"), offered("b"), offered("a")}),
                ElementsAre(Optional(1), Optional(2), std::nullopt));
    EXPECT_THAT(append(store, phone, {offered("b")}), ElementsAre(std::nullopt));
    EXPECT_THAT(append(store, FeedId{"tickets"}, {offered("b")}), ElementsAre(Optional(3)));
    EXPECT_EQ(store.entries().size(), 3u);
}

TEST(MemoryStore, ComesBackWithTheCheckpointAndTheEntriesAfterIt) {
    MemoryStore store;
    append(store, phone, {offered("a")});
    store.append_tick(noon, [](std::uint64_t) {});
    store.save({2, "memory", {{KpiId{"k"}, 10, "old"}, {KpiId{"k"}, 20, "x"}}, 0});
    append(store, phone, {offered("b")});
    store.save({2, "newer", {{KpiId{"k"}, 20, "y"}}, 15});
    const Restored restored = store.restore();
    ASSERT_TRUE(restored.checkpoint);
    EXPECT_EQ(restored.checkpoint->memory, "newer");
    ASSERT_EQ(restored.checkpoint->states.size(), 1u);
    EXPECT_EQ(restored.checkpoint->states[0].text, "y");
    ASSERT_EQ(restored.entries.size(), 1u);
    EXPECT_EQ(restored.entries[0].sequence, 3u);
    EXPECT_NE(store.restore().epoch, restored.epoch);
}

TEST(MemoryStore, AFailedAppendKeepsNothing) {
    MemoryStore store;
    store.fail_with(Error{"disk", "full"});
    std::optional<Error> error;
    store.append(phone, {offered("a")}, noon, [&](Result<Appended> done) { error = done.error(); });
    EXPECT_EQ(error, (Error{"disk", "full"}));
    store.fail_with(std::nullopt);
    EXPECT_THAT(append(store, phone, {offered("a")}), ElementsAre(Optional(1)));
}

}  // namespace
}  // namespace waymark::server
