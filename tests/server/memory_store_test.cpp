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
    const SeriesRow first{KpiId{"k"}, "v1", "", 0, 10, "old"};
    SeriesRow second{KpiId{"k"}, "v1", "", 0, 20, "x"};
    SubjectRow gone{"contact", "1", "waits"};
    const SubjectRow stays{"ticket", "1", "open"};
    store.save({2, "memory", {first, second}, {gone, stays}});
    append(store, phone, {offered("b")});
    second.text = "y";
    gone.text.clear();
    store.save({2, "newer", {second}, {gone}});
    const Restored restored = store.restore();
    ASSERT_TRUE(restored.checkpoint);
    EXPECT_EQ(restored.checkpoint->memory, "newer");
    EXPECT_THAT(restored.checkpoint->series, ElementsAre(first, second));
    EXPECT_THAT(restored.checkpoint->subjects, ElementsAre(stays));
    ASSERT_EQ(restored.entries.size(), 1u);
    EXPECT_EQ(restored.entries[0].sequence, 3u);
    EXPECT_NE(store.restore().epoch, restored.epoch);
}

TEST(MemoryStore, RecordsAreReadBackInBatches) {
    MemoryStore store;
    append(store, phone, {offered("a"), offered("b"), offered("c")});
    store.append_tick(noon, [](std::uint64_t) {});
    std::vector<std::uint64_t> read;
    const auto take = [&](Result<std::vector<Entry>> entries) {
        for (const Entry& entry : entries.value())
            read.push_back(entry.sequence);
    };
    store.read(noon, 0, 2, take);
    store.read(noon, 2, 2, take);
    store.read(noon + std::chrono::seconds{1}, 0, 2, take);
    EXPECT_THAT(read, ElementsAre(1, 2, 3));
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
