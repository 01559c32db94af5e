#include "wallboard/app.hpp"

#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <unistd.h>

#include "shared/base/file.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/scripted_server.hpp"
#include "wallboard/signals.hpp"

namespace waymark::wallboard {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* example_desk = WAYMARK_SOURCE "/assets/desks/service-desk";

/// A headless wall that draws a small picture into a scratch folder.
class AppTest : public testing::Test {
protected:
    AppTest() {
        Signals::block();
        settings_.png = scratch_.path() / "wall.png";
        settings_.size = PixelSize{640, 360};
        settings_.wait = std::chrono::seconds{0};
    }
    int run() { return App{settings_, clock_, log_}.run(); }
    std::string picture() { return read_file(settings_.png, 10 << 20).value_or(""); }

    test::Scratch scratch_;
    SystemClock clock_;
    std::ostringstream said_;
    Log log_ = std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(said_));
    Settings settings_;
};

TEST_F(AppTest, PreviewDrawsADeskFolderWithoutAServer) {
    settings_.preview = example_desk;
    EXPECT_EQ(run(), 0) << said_.str();
    EXPECT_THAT(picture(), StartsWith("\x89PNG"));
}

TEST_F(AppTest, PreviewOfABrokenFolderSaysAllThatIsWrong) {
    settings_.preview = scratch_.path();
    std::ofstream{scratch_.path() / "desk.json"} << "{";
    EXPECT_EQ(run(), 78);
    EXPECT_THAT(said_.str(), AllOf(HasSubstr("desk.json"), HasSubstr("charter.json"),
                                   HasSubstr("kpis.json"), HasSubstr("feeds.json")));
    EXPECT_EQ(picture(), "");
}

TEST_F(AppTest, PictureWithoutAServerIsDrawnAndSaidNotToBeCurrent) {
    {
        const test::ScriptedServer gone;
        settings_.server = *parse_address(gone.url());
    }
    EXPECT_EQ(run(), 1);
    EXPECT_THAT(picture(), StartsWith("\x89PNG"));
    EXPECT_THAT(said_.str(), HasSubstr("it shows no current board"));
}

TEST_F(AppTest, PictureOfTheServersBoardIsDrawnOnceItCame) {
    test::ScriptedServer server;
    settings_.server = *parse_address(server.url());
    settings_.wait = std::chrono::seconds{60};
    int status = -1;
    std::thread wall{[&] { status = run(); }};
    auto peer = server.accept();
    const auto hello = std::get<Hello>(peer.receive_screen_message());
    EXPECT_EQ(hello.width, 640);
    EXPECT_EQ(hello.renderer, "headless");
    peer.send(SnapshotMessage{{.position = {"epoch", 1}, .desk = {.name = "Desk"}}, clock_.now()});
    wall.join();
    EXPECT_EQ(status, 0) << said_.str();
    EXPECT_THAT(picture(), StartsWith("\x89PNG"));
}

TEST_F(AppTest, RefreshedPictureEndsCleanlyAndKeepsTheBoard) {
    test::ScriptedServer server;
    settings_.server = *parse_address(server.url());
    settings_.state_dir = scratch_.path() / "state";
    settings_.every = std::chrono::seconds{3600};
    settings_.wait = std::chrono::seconds{3600};
    int status = -1;
    std::thread wall{[&] { status = run(); }};
    auto peer = server.accept();
    peer.receive();
    peer.send(SnapshotMessage{{.position = {"epoch", 1}, .desk = {.name = "Desk"}}, clock_.now()});
    EXPECT_EQ(std::get<Report>(peer.receive_screen_message()).frames, 1u);
    ::kill(::getpid(), SIGTERM);
    wall.join();
    EXPECT_EQ(status, 0);
    EXPECT_THAT(picture(), StartsWith("\x89PNG"));
    const auto kept = cache_file(settings_.state_dir, to_text(settings_.server), {});
    EXPECT_EQ(load_board(kept, log_)->board.desk.name, "Desk");
}

TEST_F(AppTest, TokenFileThatIsNoTokenIsRefused) {
    settings_.token_file = scratch_.path() / "token";
    EXPECT_EQ(run(), 78);
    for (const char* text : {"", " \n", "two words", "caf\xc3\xa9"}) {
        std::ofstream{settings_.token_file} << text;
        EXPECT_EQ(run(), 78) << text;
    }
    EXPECT_THAT(said_.str(), HasSubstr("--token-file"));
}

TEST_F(AppTest, PlaceThatCantBeWrittenIsSaid) {
    settings_.preview = example_desk;
    settings_.png = scratch_.path() / "nowhere" / "wall.png";
    EXPECT_EQ(run(), 1);
    EXPECT_THAT(said_.str(), HasSubstr("nowhere"));
}

}  // namespace
}  // namespace waymark::wallboard
