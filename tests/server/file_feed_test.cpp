#include "server/feed/file/file_feed.hpp"

#include <fstream>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "server/feed/file/file_settling.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/fake_timers.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Tick = FileSettling::Tick;

constexpr Time noon = from_epoch_ms(1'773'662'400'000);

constexpr const char* queues = R"({"path": "queues.csv", "mapping": {"decode": "csv", "rules": [
    {"emit": "sample", "fields": {"metric": {"const": "waiting"}, "queue": "/Queue",
                                  "value": "/Waiting"}}]}})";

FileSetup setup_of(const std::string& text) {
    test::SettingsObject settings{text};
    FileSetup setup = read_file_setup(settings.object());
    settings.object().finish();
    if (!settings.problems().empty()) throw std::runtime_error(settings.problems());
    return setup;
}

std::string problems_of(const std::string& text) {
    test::SettingsObject settings{text};
    read_file_setup(settings.object());
    settings.object().finish();
    return settings.problems();
}

class FileFeeds : public testing::Test {
protected:
    void take(const std::string& octets, Time changed) {
        feed.take(FileContent{octets, changed});
        io.restart();
        io.poll();
    }
    FileFeeds() { port.time = noon; }

    boost::asio::io_context io{1};
    test::FakePort port;
    test::FakeTimers timers;
    BatchCourier courier{io, port, 100, timers.maker()};
    FileFeed feed{setup_of(queues), port, courier};
};

TEST_F(FileFeeds, MakeRecordsOfAFileWhenItWasWritten) {
    take("Queue,Waiting\nservice,4\nsales,\nvip,x\n", noon - 5s);
    ASSERT_THAT(port.records, SizeIs(1)) << "no value is no 0";
    EXPECT_EQ(port.records[0].text("queue"), "service");
    EXPECT_EQ(port.records[0].number("value"), 4);
    EXPECT_EQ(port.records[0].time, noon - 5s);
    EXPECT_EQ(port.links.back().first, LinkState::connected);
}

TEST_F(FileFeeds, AreAliveByTheSameWrittenAgain) {
    take("Queue,Waiting\nservice,4\n", noon - 5s);
    const int lives = port.lives;
    take("Queue,Waiting\nservice,4\n", noon - 5s);
    EXPECT_EQ(port.lives, lives) << "moved there and back: nobody wrote anything";
    take("Queue,Waiting\nservice,4\n", noon - 1s);
    EXPECT_EQ(port.lives, lives + 1);
    EXPECT_EQ(port.told, 1u);
}

TEST_F(FileFeeds, DoNotTakeAgainWhatWasThereBeforeTheServerStarted) {
    port.heard_at = noon - 1min;
    take("Queue,Waiting\nservice,4\n", noon - 1h);
    EXPECT_THAT(port.records, IsEmpty());
    EXPECT_EQ(port.lives, 0);
    take("Queue,Waiting\nservice,5\n", noon);
    EXPECT_THAT(port.records, SizeIs(1));
}

TEST_F(FileFeeds, TakeWhatWasWrittenWhileTheServerWasStopped) {
    port.heard_at = noon - 1h;
    take("Queue,Waiting\nservice,4\n", noon - 1min);
    EXPECT_THAT(port.records, SizeIs(1));
}

TEST_F(FileFeeds, LeaveAFileOfDaysAgo) {
    take("Queue,Waiting\nservice,4\n", noon - 25h);
    EXPECT_THAT(port.records, IsEmpty());
    EXPECT_EQ(port.lives, 0);
}

TEST_F(FileFeeds, SayWhyAFileCannotBeReadAndTakeTheNext) {
    for (const char* bad : {"", "<html>log in</html>", "{\"error\": 1}"}) {
        take(bad, noon);
        EXPECT_EQ(port.links.back().first, LinkState::failed) << bad;
        EXPECT_THAT(port.links.back().second, HasSubstr("the file: ")) << bad;
    }
    EXPECT_EQ(port.counts["a file that can't be read"], 3u);
    EXPECT_EQ(port.lives, 0);
    feed.take(failure("/x/queues.csv", "No such file or directory"));
    EXPECT_EQ(port.links.back().second, "/x/queues.csv: No such file or directory");
    take("Queue,Waiting\nservice,4\n", noon);
    EXPECT_EQ(port.links.back().first, LinkState::connected);
    EXPECT_THAT(port.records, SizeIs(1));
}

TEST(FileSetups, SayTheirMistakes) {
    EXPECT_THAT(problems_of("{}"), HasSubstr(R"(/feeds/0: "path" is missing)"));
    EXPECT_THAT(problems_of("{}"), HasSubstr(R"(/feeds/0: "mapping" is missing)"));
    EXPECT_THAT(problems_of(R"({"path": "a", "encoding": "ebcdic", "mapping": {"rules": []}})"),
                HasSubstr(R"(/feeds/0/encoding: "ebcdic" is not known)"));
}

TEST(FileText, IsReadInTheEncodingsThatSpreadsheetsWrite) {
    const auto octets = [](std::initializer_list<int> list) {
        std::string text;
        for (const int octet : list)
            text += static_cast<char>(octet);
        return text;
    };
    EXPECT_EQ(text_of_file("a", Encoding::utf8), "a");
    EXPECT_EQ(text_of_file("\xEF\xBB\xBFü", Encoding::windows1252), "ü") << "the mark counts";
    EXPECT_EQ(
        text_of_file(octets({0xFF, 0xFE, 'a', 0, 0xFC, 0, 0xAC, 0x20, 0x3D, 0xD8, 0x00, 0xDE}),
                     Encoding::utf8),
        "aü€😀");
    EXPECT_EQ(text_of_file(octets({0xFE, 0xFF, 0, 'a', 0, 0xFC}), Encoding::utf8), "aü");
    EXPECT_EQ(text_of_file(octets({0xFF, 0xFE, 0x3D, 0xD8, 'a'}), Encoding::utf8), "\uFFFD\uFFFD")
        << "half a character, half a unit";
    EXPECT_EQ(text_of_file("M\xFCller \x80\x81", Encoding::windows1252), "Müller €\uFFFD");
}

TEST(FileSettling, TakesWhatWasRenamedAtOnceAndTheRestWhenItStaysTheSame) {
    FileSettling settling;
    const Tick begin{};
    const FileSight one{.inode = 1, .size = 10, .changed = 5s};
    EXPECT_FALSE(settling.look(one, begin));
    EXPECT_FALSE(settling.look(one, begin + 1999ms));
    const FileSight grown{.inode = 1, .size = 20, .changed = 6s};
    EXPECT_FALSE(settling.look(grown, begin + 2s)) << "it is still being written";
    EXPECT_TRUE(settling.look(grown, begin + 4s));
    EXPECT_TRUE(settling.look(grown, begin + 5s)) << "until it was read";
    settling.read();
    EXPECT_FALSE(settling.look(grown, begin + 9s));
    const FileSight other{.inode = 2, .size = 20, .changed = 7s};
    settling.renamed();
    EXPECT_TRUE(settling.look(other, begin + 9s));
    const FileSight longer{.inode = 2, .size = 30, .changed = 8s};
    EXPECT_FALSE(settling.look(longer, begin + 9s)) << "somebody writes to it after all";
    EXPECT_TRUE(settling.look(longer, begin + 11s));
    settling.read();
    settling.missed();
    EXPECT_FALSE(settling.look(longer, begin + 14s));
}

/// The real thing, on a disk.
TEST(FileAdapter, FollowsAFileThatIsReplacedByRenaming) {
    const test::Scratch folder;
    boost::asio::io_context io{1};
    test::FakePort port;
    port.time = std::chrono::floor<Duration>(std::chrono::system_clock::now()) + 1h;
    const auto run_until = [&](const std::function<bool()>& reached) {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (!reached() && std::chrono::steady_clock::now() < end) {
            io.restart();
            io.run_one_for(100ms);
        }
        return reached();
    };
    const auto replace = [&](const std::string& text) {
        std::ofstream{folder.path() / "new"} << text;
        std::filesystem::rename(folder.path() / "new", folder.path() / "queues.csv");
    };
    const auto made = make_file_feed(
        setup_of(queues), {io, port, folder.path(), nullptr, std::nullopt, make_quiet_log()});
    ASSERT_TRUE(run_until([&] { return !port.links.empty(); }));
    EXPECT_EQ(port.links[0].first, LinkState::failed);
    EXPECT_EQ(port.links[0].second,
              (folder.path() / "queues.csv").string() + ": No such file or directory");
    replace("Queue,Waiting\nservice,4\n");
    ASSERT_TRUE(run_until([&] { return port.records.size() == 1; }));
    replace("Queue,Waiting\nservice,5\nsales,1\n");
    ASSERT_TRUE(run_until([&] { return port.records.size() == 3; }));
    EXPECT_EQ(port.records[1].number("value"), 5);
    replace(std::string(FileWatcher::most_octets + 1, 'x'));
    ASSERT_TRUE(run_until([&] { return port.links.back().first == LinkState::failed; }));
    EXPECT_THAT(port.links.back().second, HasSubstr("at most 1048576 are allowed"));
    std::filesystem::remove(folder.path() / "queues.csv");
    std::filesystem::create_directory(folder.path() / "queues.csv");
    ASSERT_TRUE(run_until(
        [&] { return port.links.back().second.find("is no regular file") != std::string::npos; }));
}

}  // namespace
}  // namespace waymark::server
