#include "wallboard/view/text_runs.hpp"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

const TextStyle small{Face::medium, 16, false, 0};
constexpr std::array<PlacedGlyph, 2> glyphs{{{0, 7, 0}, {0, 9, 12.5F}}};

TEST(TextRuns, ATextIsFoundAsItWasSet) {
    TextRuns runs;
    EXPECT_FALSE(runs.find("84", small));
    runs.add("84", small, {25, glyphs});
    const auto found = runs.find("84", small);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->width, 25);
    EXPECT_TRUE(std::ranges::equal(found->glyphs, glyphs));
}

TEST(TextRuns, TheSameTextInAnotherStyleIsAnotherOne) {
    TextRuns runs;
    runs.add("84", small, {25, glyphs});
    for (const TextStyle& other :
         {TextStyle{Face::semibold, 16, false, 0}, TextStyle{Face::medium, 17, false, 0},
          TextStyle{Face::medium, 16, true, 0}, TextStyle{Face::medium, 16, false, 0.01F}})
        EXPECT_FALSE(runs.find("84", other));
    EXPECT_FALSE(runs.find("8", small));
    EXPECT_FALSE(runs.find("", small));
}

TEST(TextRuns, HoweverManyTextsComeTheLastOneIsThere) {
    TextRuns runs;
    for (int i = 0; i < 50'000; ++i) {
        const std::string text = std::to_string(i);
        runs.add(text, small, {static_cast<float>(i), glyphs});
        const auto found = runs.find(text, small);
        ASSERT_TRUE(found) << i;
        ASSERT_EQ(found->width, static_cast<float>(i));
    }
}

TEST(TextRuns, ATextThatIsTooLongIsNotKept) {
    TextRuns runs;
    runs.add("84", small, {25, glyphs});
    const std::string endless(1'000'000, 'x');
    runs.add(endless, small, {1, {}});
    EXPECT_FALSE(runs.find(endless, small));
    EXPECT_TRUE(runs.find("84", small));
}

}  // namespace
}  // namespace waymark::wallboard
