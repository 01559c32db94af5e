#include "server/access/tokens.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "server/access/sha256.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const char* environment(const std::string& name) {
    return name == "PHONE_TOKEN" ? "from the environment" : nullptr;
}

/// A desk with one feed for each token, and one without any.
DeskFolder desk_with(std::map<FeedId, FeedToken> tokens) {
    DeskFolder desk{.tokens = std::move(tokens)};
    for (const auto& [feed, token] : desk.tokens)
        desk.outline.feeds.push_back({.id = feed});
    desk.outline.feeds.push_back({.id = FeedId{"open"}});
    return desk;
}

TEST(Tokens, AFeedIsKnownByHashVariableOrFile) {
    const test::Scratch scratch;
    std::ofstream{scratch.path() / "token"} << "from the file\n";
    const auto tokens =
        Tokens::of_feeds(desk_with({{FeedId{"a"}, {.sha256 = sha256("from the hash")}},
                                    {FeedId{"b"}, {.env_name = "PHONE_TOKEN"}},
                                    {FeedId{"c"}, {.file = "token"}},
                                    {FeedId{"d"}, {}}}),
                         scratch.path(), environment);
    ASSERT_TRUE(tokens);
    EXPECT_TRUE(tokens->may_feed(FeedId{"a"}, "from the hash"));
    EXPECT_TRUE(tokens->may_feed(FeedId{"b"}, "from the environment"));
    EXPECT_TRUE(tokens->may_feed(FeedId{"c"}, "from the file"));
    EXPECT_TRUE(tokens->may_feed(FeedId{"d"}, ""));
    EXPECT_TRUE(tokens->may_feed(FeedId{"open"}, ""));
    EXPECT_FALSE(tokens->may_feed(FeedId{"a"}, "from the file"));
    EXPECT_FALSE(tokens->may_feed(FeedId{"b"}, ""));
    EXPECT_FALSE(tokens->may_feed(FeedId{"unknown"}, ""));
    EXPECT_THAT(tokens->open_feeds(), ElementsAre(FeedId{"d"}, FeedId{"open"}));
}

TEST(Tokens, EveryTokenThatCannotBeReadIsNamed) {
    const test::Scratch scratch;
    std::ofstream{scratch.path() / "short"} << "1234567\n";
    const auto tokens = Tokens::of_feeds(desk_with({{FeedId{"a"}, {.env_name = "MISSING"}},
                                                    {FeedId{"b"}, {.file = "missing"}},
                                                    {FeedId{"c"}, {.file = "short"}}}),
                                         scratch.path(), environment);
    ASSERT_FALSE(tokens);
    ASSERT_EQ(tokens.error().size(), 3u);
    EXPECT_EQ(to_text(tokens.error()[0]),
              "token of feed \"a\": MISSING: is not set in the environment");
    EXPECT_THAT(to_text(tokens.error()[1]), HasSubstr("missing: No such file"));
    EXPECT_THAT(to_text(tokens.error()[2]), HasSubstr("7 characters; at least 8 are needed"));
}

TEST(Tokens, ReadersNeedOneOnlyWhenItWasSet) {
    const test::Scratch scratch;
    Tokens tokens;
    EXPECT_TRUE(tokens.may_read(""));
    EXPECT_FALSE(tokens.read_screen_token(scratch.path() / "nothing"));
    std::ofstream{scratch.path() / "token"} << "open sesame\n";
    ASSERT_TRUE(tokens.read_screen_token(scratch.path() / "token"));
    EXPECT_FALSE(tokens.may_read(""));
    EXPECT_FALSE(tokens.may_read("open sesam"));
    EXPECT_TRUE(tokens.may_read("open sesame"));
}

}  // namespace
}  // namespace waymark::server
