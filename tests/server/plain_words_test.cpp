#include "server/charter/plain_words.hpp"

#include <gmock/gmock.h>

#include "shared/base/utf8.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PlainWords, AWordHasALetterOrADigit) {
    EXPECT_EQ(count_words(""), 0u);
    EXPECT_EQ(count_words("  \t "), 0u);
    EXPECT_EQ(count_words("single-point-of-contact"), 1u);
    EXPECT_EQ(count_words(" We – all 16 of us — help & listen ... "), 7u);
    EXPECT_EQ(count_words("Über \u201Cåbne\u201D døre"), 3u);
}

TEST(PlainWords, ASentenceEndsWithItsMark) {
    EXPECT_EQ(longest_sentence("One two. One two three! One?"), 3u);
    EXPECT_EQ(longest_sentence("It costs 3.50 a day (or more.) And now one two three"), 7u);
    EXPECT_EQ(longest_sentence(""), 0u);
}

TEST(PlainWords, FoldedTextsDifferInMoreThanCapitalsAndBlanks) {
    EXPECT_EQ(folded("  To BE\tone  "), "to be one");
    EXPECT_EQ(folded("ÆRLIG ÜBER Ø×"), "ærlig über ø×");
    EXPECT_EQ(folded("ΑΩ"), "ΑΩ");
}

TEST(PlainWords, AStemBeginsAWord) {
    EXPECT_EQ(word_beginning("we leverage it", "leverag"), "leverage");
    EXPECT_EQ(word_beginning("a state of the artist", "state of the art"), "state of the artist");
    EXPECT_EQ(word_beginning("unskilled", "skill"), "");
    EXPECT_EQ(word_beginning("unskilled skill", "skill"), "skill");
}

TEST(PlainWords, BuzzWordsAreThoseOfTheDesksLanguageToo) {
    EXPECT_THAT(buzz_words("seamless synergies, seamless help", "en-GB"),
                ElementsAre("seamless", "synergies"));
    EXPECT_THAT(buzz_words("ganzheitliche hilfe", "en-GB"), IsEmpty());
    EXPECT_THAT(buzz_words("ganzheitliche hilfe", "de-DE"), ElementsAre("ganzheitliche"));
    EXPECT_THAT(buzz_words("værdiskabende hjælp", "da-DK"), ElementsAre("værdiskabende"));
    EXPECT_THAT(buzz_words("to help at once", "de-DE"), IsEmpty());
}

}  // namespace
}  // namespace waymark::server
