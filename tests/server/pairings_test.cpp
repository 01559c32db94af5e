#include "server/access/pairings.hpp"

#include <gmock/gmock.h>

#include "server/access/paired_screens.hpp"
#include "shared/base/file.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using Paired = Pairings::Paired;

class PairingsTest : public testing::Test {
protected:
    Pairings::Opened open(const std::string& address) {
        return pairings.open(address, now).value();
    }

    Pairings pairings{random_octets};
    Pairings::SteadyTime now{1h};
};

TEST_F(PairingsTest, TheWallThatShowsTheCodeGetsTheTokenOnce) {
    const auto wall = open("10.0.0.5");
    EXPECT_THAT(wall.code, testing::MatchesRegex("[2-9A-Z][2-9A-Z][2-9A-Z]-[2-9A-Z]{3}"));
    EXPECT_EQ(wall.code.find_first_of("01ILO"), std::string::npos);
    const auto pending = pairings.ask(wall.code, wall.secret, now);
    ASSERT_TRUE(pending);
    EXPECT_TRUE(pending->token.empty());
    EXPECT_EQ(pairings.pair(wall.code, {"main"}, "a token", now), Paired::done);
    EXPECT_EQ(pairings.ask(wall.code, "another secret", now), std::nullopt);
    const auto given = pairings.ask(wall.code, wall.secret, now);
    ASSERT_TRUE(given);
    EXPECT_EQ(given->screen, ScreenId{"main"});
    EXPECT_EQ(given->token, "a token");
    EXPECT_EQ(pairings.ask(wall.code, wall.secret, now), std::nullopt);
}

TEST_F(PairingsTest, ACodeMayBeTypedWithoutItsHyphenAndInSmallLetters) {
    const auto wall = open("10.0.0.5");
    std::string typed = " " + wall.code.substr(0, 3) + wall.code.substr(4) + " ";
    for (char& letter : typed)
        letter = static_cast<char>(std::tolower(letter));
    EXPECT_EQ(pairings.pair(typed, {"main"}, "a token", now), Paired::done);
}

TEST_F(PairingsTest, ACodeLivesTenMinutes) {
    const auto wall = open("10.0.0.5");
    now += Pairings::life - 1ms;
    EXPECT_TRUE(pairings.ask(wall.code, wall.secret, now));
    now += 1ms;
    EXPECT_FALSE(pairings.ask(wall.code, wall.secret, now));
    EXPECT_EQ(pairings.pair(wall.code, {"main"}, "a token", now), Paired::unknown);
}

TEST_F(PairingsTest, ACodeIsGoodForOneScreen) {
    const auto wall = open("10.0.0.5");
    EXPECT_EQ(pairings.pair(wall.code, {"main"}, "a token", now), Paired::done);
    EXPECT_EQ(pairings.pair(wall.code, {"hall"}, "another", now), Paired::unknown);
    EXPECT_EQ(pairings.ask(wall.code, wall.secret, now)->screen, ScreenId{"main"});
}

TEST_F(PairingsTest, AreBoundedFromOneAddressAndInAll) {
    for (std::size_t i = 0; i < Pairings::most_of_an_address; ++i)
        open("10.0.0.5");
    EXPECT_FALSE(pairings.open("10.0.0.5", now));
    for (std::size_t i = Pairings::most_of_an_address; i < Pairings::most; ++i)
        open("10.0.1." + std::to_string(i));
    EXPECT_FALSE(pairings.open("10.0.0.6", now));
    now += Pairings::life;
    EXPECT_TRUE(pairings.open("10.0.0.5", now));
}

TEST_F(PairingsTest, GuessingCodesEndsSoon) {
    const auto wall = open("10.0.0.5");
    for (std::size_t i = 0; i < Pairings::most_wrong; ++i)
        EXPECT_EQ(pairings.pair("222-222", {"main"}, "a token", now), Paired::unknown);
    EXPECT_EQ(pairings.pair(wall.code, {"main"}, "a token", now), Paired::too_many);
    now += Pairings::life;
    const auto later = open("10.0.0.5");
    EXPECT_EQ(pairings.pair(later.code, {"main"}, "a token", now), Paired::done);
}

TEST_F(PairingsTest, WhatIsNoCodeIsUnknown) {
    const auto wall = open("10.0.0.5");
    for (const std::string& code :
         {std::string{}, std::string{"---"}, std::string(100'000, 'A'), std::string{"\0\0\0", 3},
          std::string{"K7M-4Q"}, wall.code + "A", std::string{"../../.."}}) {
        EXPECT_FALSE(pairings.ask(code, wall.secret, now));
        EXPECT_EQ(pairings.pair(code, {"main"}, "a token", now), Paired::unknown);
    }
    for (const std::string& secret : {std::string{}, wall.secret + "0", wall.secret.substr(1)})
        EXPECT_FALSE(pairings.ask(wall.code, secret, now));
}

class PairedScreensTest : public testing::Test {
protected:
    PairedScreens load() { return PairedScreens::load(file).value(); }

    test::Scratch scratch;
    std::filesystem::path file = scratch.path() / "screens.json";
};

TEST_F(PairedScreensTest, AreKnownAgainAfterARestart) {
    {
        PairedScreens paired = load();
        EXPECT_FALSE(paired.knows("a token"));
        ASSERT_TRUE(paired.add({"main"}, "a token", Time{}));
        ASSERT_TRUE(paired.add({"main"}, "another", Time{}));
        ASSERT_TRUE(paired.add({"hall"}, "a third", Time{}));
    }
    PairedScreens paired = load();
    EXPECT_TRUE(paired.knows("a token"));
    EXPECT_FALSE(paired.knows(""));
    EXPECT_EQ(read_file(file, 10'000)->find("a token"), std::string::npos)
        << "only its hash is kept";
    EXPECT_EQ(paired.remove({"main"}).value(), 2u);
    EXPECT_EQ(paired.remove({"main"}).value(), 0u);
    EXPECT_FALSE(paired.knows("a token"));
    EXPECT_FALSE(load().knows("another"));
    EXPECT_TRUE(load().knows("a third"));
}

TEST_F(PairedScreensTest, ADamagedFileIsSaidByName) {
    for (const char* text : {"", "{", "[]", R"({"paired":5})", R"({"paired":[{}]})",
                             R"({"paired":[{"sha256":"x","screen":"main","since":0}]})"}) {
        ASSERT_TRUE(replace_file(file, text));
        const auto paired = PairedScreens::load(file);
        ASSERT_FALSE(paired) << text;
        EXPECT_EQ(paired.error().where, file.string());
    }
}

TEST_F(PairedScreensTest, WhatCanNotBeKeptIsNotPaired) {
    PairedScreens paired = PairedScreens::load(scratch.path() / "no folder" / "file").value();
    EXPECT_FALSE(paired.add({"main"}, "a token", Time{}));
    EXPECT_FALSE(paired.knows("a token"));
}

}  // namespace
}  // namespace waymark::server
