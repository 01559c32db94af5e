#include "wallboard/view/theme.hpp"

#include <set>

#include <gtest/gtest.h>

#include "shared/model/screen.hpp"
#include "tests/support/colour_vision.hpp"

namespace waymark::wallboard {
namespace {

/// What a theme promises.
class Themes : public testing::TestWithParam<std::string_view> {
protected:
    const Theme& theme_ = find_theme(GetParam());
    const std::array<Color, 4> grounds_{theme_.background, theme_.card, theme_.risk_card,
                                        theme_.off_card};
    const std::array<Color, 4> states_{theme_.good, theme_.warn, theme_.bad, theme_.stale};
};

TEST_P(Themes, WordsAndValuesHaveSevenToOneOnWhatTheyStandOn) {
    for (const Color ink : {theme_.ink, theme_.soft_ink}) {
        for (const Color ground : grounds_)
            EXPECT_GE(test::contrast(ink, ground), 7);
        EXPECT_GE(test::contrast(ink, theme_.online_pill), 7);
    }
    for (const Color fill : {theme_.warn, theme_.bad, theme_.accent})
        EXPECT_GE(test::contrast(theme_.dark_ink, fill), 7);
    for (const Color ground : {theme_.background, theme_.card})
        EXPECT_GE(test::contrast(theme_.accent, ground), 7);
}

TEST_P(Themes, SignsAndFillsHaveFourAndAHalfToOne) {
    for (const Color sign : states_) {
        for (const Color ground : grounds_)
            EXPECT_GE(test::contrast(sign, ground), 4.5);
        EXPECT_GE(test::contrast(theme_.dark_ink, sign), 4.5) << "what is cut into a sign";
    }
    EXPECT_GE(test::contrast(theme_.good, theme_.online_pill), 4.5);
}

TEST_P(Themes, BarsHaveThreeToOneOnTheirEmptyPart) {
    EXPECT_GE(test::contrast(theme_.accent, theme_.track), 3);
    for (const Color fill : states_)
        EXPECT_GE(test::contrast(fill, theme_.track), 3);
}

TEST_P(Themes, StatesCanBeToldApartWithoutRedGreenOrBlueCones) {
    const double least = GetParam() == "blue" ? 20 : 14;
    for (const auto vision :
         {test::Vision::normal, test::Vision::protan, test::Vision::deutan, test::Vision::tritan})
        for (std::size_t i = 0; i < states_.size(); ++i)
            for (std::size_t j = i + 1; j < states_.size(); ++j)
                EXPECT_GE(test::difference(test::seen(states_[i], vision),
                                           test::seen(states_[j], vision)),
                          least)
                    << i << " and " << j << ", vision " << static_cast<int>(vision);
}

INSTANTIATE_TEST_SUITE_P(All, Themes, testing::ValuesIn(theme_names),
                         [](const auto& param) { return std::string{param.param}; });

TEST(Theme, EachNameHasItsOwnAndTheFirstIsTheDefault) {
    std::set<const Theme*> known;
    for (const std::string_view name : theme_names)
        known.insert(&find_theme(name));
    EXPECT_EQ(known.size(), theme_names.size());
    EXPECT_EQ(&find_theme(theme_names.front()), &default_theme());
    for (const std::string_view name : {"", "Dark", "neon"})
        EXPECT_EQ(&find_theme(name), &default_theme()) << name;
}

TEST(Theme, HighContrastGivesSignsSevenToOne) {
    const Theme& theme = find_theme("contrast");
    for (const Color sign : {theme.good, theme.warn, theme.bad, theme.stale})
        for (const Color ground : {theme.background, theme.risk_card, theme.off_card})
            EXPECT_GE(test::contrast(sign, ground), 7);
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
