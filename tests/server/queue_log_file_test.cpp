#include <fstream>

#include <gmock/gmock.h>

#include "server/feed/queue_log/queue_log_feed.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Time at(std::int64_t seconds) {
    return from_epoch_ms(seconds * 1'000);
}

class QueueLogFileTest : public testing::Test {
protected:
    void write(const std::string& text) { std::ofstream{path, std::ios::app} << text; }
    std::vector<std::string> read() {
        std::vector<std::string> lines;
        if (!file->look(from)) return {"none: " + file->why()};
        while (const auto line = file->line()) {
            lines.emplace_back(*line);
            file->drop();
        }
        return lines;
    }

    test::Scratch scratch;
    const std::filesystem::path path = scratch.path() / "queue_log";
    Time from = Time::min();
    std::optional<QueueLogFile> file{path};
};

TEST_F(QueueLogFileTest, GivesWholeLinesAsTheyAreWritten) {
    EXPECT_THAT(read(), ElementsAre("none: No such file or directory"));
    write("10|one\n20|t");
    EXPECT_THAT(read(), ElementsAre("10|one"));
    EXPECT_THAT(read(), IsEmpty());
    write("wo\n30|three\n");
    EXPECT_THAT(read(), ElementsAre("20|two", "30|three"));
    EXPECT_FALSE(file->take_lost());
}

TEST_F(QueueLogFileTest, ReadsOnWhenTheFileIsRenamedAndBegunAnew) {
    write("10|one\n");
    EXPECT_THAT(read(), ElementsAre("10|one"));
    write("20|two\n");
    std::filesystem::rename(path, scratch.path() / "queue_log.1");
    EXPECT_THAT(read(), ElementsAre("20|two"));
    write("30|three\n");
    EXPECT_THAT(read(), ElementsAre("30|three"));
    write("40|four\n");
    std::filesystem::rename(path, scratch.path() / "queue_log.2");
    write("50|five\n");
    EXPECT_THAT(read(), ElementsAre("40|four"));
    EXPECT_THAT(read(), ElementsAre("50|five"));
    EXPECT_FALSE(file->take_lost());
}

TEST_F(QueueLogFileTest, BeginsAgainWhenTheFileIsEmptiedInItsPlace) {
    write("10|one\n20|two\n");
    read();
    std::filesystem::resize_file(path, 0);
    write("30|three\n");
    EXPECT_THAT(read(), ElementsAre("30|three"));
    EXPECT_TRUE(file->take_lost());
    std::filesystem::resize_file(path, 0);
    write("40|four, and more than there was before\n");
    EXPECT_THAT(read(), ElementsAre("40|four, and more than there was before"));
}

TEST_F(QueueLogFileTest, BeginsNearTheAskedTimeInALongFile) {
    std::string text;
    for (int second = 1'000'000; second < 1'050'000; ++second)
        text += std::to_string(second) + "|NONE|NONE|NONE|CONFIGRELOAD|\n";
    write(text);
    from = at(1'040'000);
    const auto lines = read();
    ASSERT_FALSE(lines.empty());
    EXPECT_LE(lines.front(), "1040000|");
    EXPECT_GE(lines.front(), "1039000|");
    EXPECT_EQ(lines.back().substr(0, 8), "1049999|");
    EXPECT_EQ(file->begins_at(), at(1'000'000));
}

TEST_F(QueueLogFileTest, ALineWithoutEndIsBoundedAndTheNextIsRead) {
    write("10|" + std::string(1'000'000, 'x'));
    EXPECT_THAT(read(), IsEmpty());
    write("\n20|two\n");
    const auto lines = read();
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_LE(lines[0].size(), QueueLogFile::most_octets);
    EXPECT_EQ(lines[1], "20|two");
}

TEST_F(QueueLogFileTest, WhatIsNoFileIsSaid) {
    file.emplace(scratch.path());
    EXPECT_THAT(read(), ElementsAre("none: is no file"));
}

TEST_F(QueueLogFileTest, AFeedReadAgainRepeatsItsRecords) {
    write(
        "1774854000|1.0|q|NONE|ENTERQUEUE||02079460949|1\n"
        "1774854010|1.0|q|NONE|ABANDON|1|1|10\n");
    test::FakePort port;
    for (int start = 0; start < 2; ++start) {
        QueueLogFeed feed{path, {}, port};
        port.take(feed.read(), [](Kept) {});
        EXPECT_FALSE(feed.busy());
    }
    EXPECT_EQ(port.records.size(), 2u);
    EXPECT_EQ(port.told, 4u);
    EXPECT_THAT(port.links, ElementsAre(std::pair{LinkState::connected, std::string{}},
                                        std::pair{LinkState::connected, std::string{}}));
}

TEST_F(QueueLogFileTest, AFeedTellsWhatCameSinceItWasHeardAndOfNoEarlierDay) {
    write(
        "1774750000|0.0|q|NONE|ENTERQUEUE||1234|1\n"
        "1774854000|1.0|q|NONE|ENTERQUEUE||1234|1\n"
        "1774857000|2.0|q|NONE|ENTERQUEUE||1234|1\n");
    test::FakePort port;
    port.time = at(1'774'857'010);
    for (const auto& [heard, count] :
         std::map<std::optional<Time>, std::size_t>{{std::nullopt, 2}, {at(1'774'856'990), 1}}) {
        port.heard_at = heard;
        EXPECT_EQ((QueueLogFeed{path, {}, port}.read().records.size()), count);
    }
}

TEST_F(QueueLogFileTest, AFeedSaysThatItsFileIsNotThereAndWhenItIs) {
    test::FakePort port;
    QueueLogFeed feed{path, {}, port};
    feed.read();
    feed.read();
    write("10|one\n");
    feed.read();
    ASSERT_EQ(port.links.size(), 2u);
    EXPECT_EQ(port.links[0].second, "the queue_log can't be read: No such file or directory");
    EXPECT_EQ(port.links[1].first, LinkState::connected);
}

}  // namespace
}  // namespace waymark::server
