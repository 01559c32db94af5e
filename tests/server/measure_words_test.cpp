#include "server/kpi/measure_words.hpp"

#include <gtest/gtest.h>

#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

TEST(MeasureWords, AMeasureOfOnesOwnIsSaidInItsOwnWords) {
    EXPECT_EQ(formula_in_words(test::answered_in_20s()),
              "number of (contact.answered whose wait is at most 20) / number of "
              "(contact.answered)");
    EXPECT_EQ(formula_in_words(test::waiting(false)),
              "contacts whose phase is waiting, at the end of the window");
    EXPECT_EQ(formula_in_words(test::waiting(true)),
              "age since since of contacts whose phase is waiting");
    EXPECT_EQ(formula_in_words(test::gauge("occupancy", LevelMeasure::Over::mean)),
              "sum of value of metrics whose metric is occupancy, on average over the window's "
              "time");
    Measure quantile = test::measured(
        QuantileMeasure{.events = test::of_type("ticket.resolved"), .field = "work"});
    EXPECT_EQ(formula_in_words(quantile), "50 % quantile of work of (ticket.resolved)");
}

TEST(MeasureWords, ANamedMeasureKeepsTheCataloguesWords) {
    Measure named = test::answered_in_20s();
    named.formula = "answered within 20 s / answered";
    EXPECT_EQ(formula_in_words(named), "answered within 20 s / answered");
}

}  // namespace
}  // namespace waymark::server
