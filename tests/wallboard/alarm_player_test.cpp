#include "wallboard/alarm_player.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <sys/stat.h>

#include "tests/support/scratch.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

class AlarmPlayerTest : public testing::Test {
protected:
    /// Waits until the player has opened the pipe to write, and reads all that it writes.
    std::string played(const std::filesystem::path& pipe) {
        std::ifstream file{pipe};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    std::filesystem::path make_pipe() {
        const auto pipe = scratch_.path() / "pipe";
        EXPECT_EQ(mkfifo(pipe.c_str(), 0600), 0);
        return pipe;
    }

    test::Scratch scratch_;
    std::ostringstream said_;
    Log log_ = std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(said_));
};

TEST(CommandWords, AreWhatBlanksPartAndQuotesKeep) {
    EXPECT_THAT(words_of_command("aplay  -q /usr/share/bell.wav "),
                ElementsAre("aplay", "-q", "/usr/share/bell.wav"));
    EXPECT_THAT(words_of_command("play 'my bell.wav' \"it's\" a\"b c\"d ''"),
                ElementsAre("play", "my bell.wav", "it's", "ab cd", ""));
    EXPECT_THAT(words_of_command("echo $HOME; rm *"), ElementsAre("echo", "$HOME;", "rm", "*"));
    for (const char* none : {"", "  ", "play 'bell", "play \""})
        EXPECT_THAT(words_of_command(none), IsEmpty()) << none;
}

TEST_F(AlarmPlayerTest, PlaysWithTheWordsOfTheCommandAndNoShell) {
    const auto pipe = make_pipe();
    AlarmPlayer player{{"tee", pipe.string(), "$HOME"}, log_};
    const std::filesystem::path here = std::filesystem::current_path();
    std::filesystem::current_path(scratch_.path());
    player.play(start);
    EXPECT_EQ(played(pipe), "") << "it has nothing to read";
    std::filesystem::current_path(here);
    while (player.next() != Time::max())
        player.look(start);
    EXPECT_TRUE(std::filesystem::exists(scratch_.path() / "$HOME"));
    EXPECT_EQ(said_.str(), "");
}

TEST_F(AlarmPlayerTest, PlaysOneAtATimeAndEachForTenSecondsAtMost) {
    const auto pipe = make_pipe();
    AlarmPlayer player{{"sh", "-c", "echo begun >" + pipe.string() + "; exec sleep 600"}, log_};
    player.play(start);
    EXPECT_EQ(played(pipe), "begun\n");
    EXPECT_EQ(player.next(), start + 10s);
    player.play(start + 5s);
    EXPECT_EQ(player.next(), start + 10s) << "the first still plays";
    player.look(start + 10s);
    EXPECT_EQ(player.next(), Time::max());
    player.play(start + 11s);
    EXPECT_EQ(played(pipe), "begun\n");
    player.look(start - 1h);
    EXPECT_EQ(player.next(), Time::max()) << "a clock that was set back lets nothing play on";
}

TEST_F(AlarmPlayerTest, AProgramThatIsMissingIsSaidOnce) {
    AlarmPlayer player{{"/nowhere/bell"}, log_};
    player.play(start);
    EXPECT_THAT(said_.str(), HasSubstr("--player: /nowhere/bell can't be started"));
    said_.str("");
    player.play(start + 60s);
    EXPECT_EQ(said_.str(), "");
    EXPECT_EQ(player.next(), Time::max());
}

TEST_F(AlarmPlayerTest, WithoutACommandItIsSilent) {
    AlarmPlayer player{{}, log_};
    player.play(start);
    EXPECT_EQ(player.next(), Time::max());
}

}  // namespace
}  // namespace waymark::wallboard
