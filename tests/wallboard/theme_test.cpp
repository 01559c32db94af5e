#include "wallboard/view/theme.hpp"

#include <gtest/gtest.h>

#include "tests/support/colour_vision.hpp"

namespace waymark::wallboard {
namespace {

TEST(Theme, WordsAndValuesHaveSevenToOneOnWhatTheyStandOn) {
    const Theme& theme = default_theme();
    for (const Color behind :
         {theme.background, theme.card, theme.risk_card, theme.off_card, theme.online_pill}) {
        EXPECT_GE(test::contrast(theme.ink, behind), 7);
        EXPECT_GE(test::contrast(theme.soft_ink, behind), 7);
    }
    for (const Color behind : {theme.warn, theme.bad, theme.accent})
        EXPECT_GE(test::contrast(theme.dark_ink, behind), 7);
    for (const Color behind : {theme.background, theme.card})
        EXPECT_GE(test::contrast(theme.accent, behind), 7);
}

TEST(Theme, SignsAndFillsHaveFourAndAHalfToOne) {
    const Theme& theme = default_theme();
    for (const Color sign : {theme.good, theme.warn, theme.bad, theme.stale})
        for (const Color behind : {theme.background, theme.card, theme.risk_card, theme.off_card})
            EXPECT_GE(test::contrast(sign, behind), 4.5);
}

TEST(Theme, StatesCanBeToldApartWithoutRedGreenOrBlueCones) {
    const Theme& theme = default_theme();
    const std::array colors{theme.good, theme.warn, theme.bad, theme.stale};
    for (const auto vision :
         {test::Vision::normal, test::Vision::protan, test::Vision::deutan, test::Vision::tritan})
        for (std::size_t i = 0; i < colors.size(); ++i)
            for (std::size_t j = i + 1; j < colors.size(); ++j)
                EXPECT_GE(
                    test::difference(test::seen(colors[i], vision), test::seen(colors[j], vision)),
                    14)
                    << i << " and " << j << ", vision " << static_cast<int>(vision);
}

TEST(ColourVision, MeasuresAsPublished) {
    // The first and a hard pair of Sharma, Wu and Dalal's test data.
    EXPECT_NEAR(test::difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425, 1e-4);
    EXPECT_NEAR(test::difference({2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}), 0.9082,
                1e-4);
    EXPECT_NEAR(test::contrast({255, 255, 255}, {0, 0, 0}), 21, 1e-9);
}

}  // namespace
}  // namespace waymark::wallboard
