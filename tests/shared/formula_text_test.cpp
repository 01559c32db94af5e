#include "shared/protocol/formula_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

using testing::ElementsAre;

TEST(FormulaText, NamesEachKpiOnceInTheOrderOfTheText) {
    EXPECT_THAT(formula_inputs("({lost} + {left-early}) / {offered-2} - {lost}").value(),
                ElementsAre(KpiId{"lost"}, KpiId{"left-early"}, KpiId{"offered-2"}));
}

TEST(FormulaText, KnowsNumbersOperatorsAndThreeFunctions) {
    for (const char* text : {"{a}", "-{a}", " 100 * {a} ", "min({a}, {b}, 1.5)", "max(0,{a})",
                             "abs({a}-{b})/2", "(({a}))", "--{a}", "{a}*-1"})
        EXPECT_TRUE(formula_inputs(text).has_value()) << text;
}

TEST(FormulaText, SaysWhereItFirstDoesNotFit) {
    const auto said = [](std::string_view text) { return to_text(formula_inputs(text).error()); };
    EXPECT_EQ(said("{a} +"), "6: expects a number, a KPI in braces, min, max, abs or \"(\"");
    EXPECT_EQ(said("({a}"), "5: expects \")\"");
    EXPECT_EQ(said("{a} {b}"), "5: expects an operator or the end");
    EXPECT_EQ(said("{a"), "2: expects an id and \"}\"");
    EXPECT_EQ(said("{A}"), "2: expects the id of a KPI");
    EXPECT_EQ(said("sqrt({a})"), "1: expects a number, a KPI in braces, min, max, abs or \"(\"");
    EXPECT_EQ(said("abs({a},1)"), "8: expects \")\"");
    EXPECT_EQ(said("1 + 2"), "6: expects at least one KPI in braces, as {offered}");
    EXPECT_EQ(said(""), "1: expects a number, a KPI in braces, min, max, abs or \"(\"");
}

TEST(FormulaText, RefusesADepthThatWouldEatTheStack) {
    const std::string deep = std::string(100'000, '(') + "{a}" + std::string(100'000, ')');
    EXPECT_FALSE(formula_inputs(deep).has_value());
    EXPECT_FALSE(formula_inputs(std::string(100'000, '-') + "{a}").has_value());
}

RC_GTEST_PROP(FormulaText, AnyTextIsReadOrRefused, ()) {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"{}()ab1.+-*/, minaxs"}));
    const auto read = formula_inputs(text);
    const bool said = read ? !read->empty() : !read.error().what.empty();
    RC_ASSERT(said);
}

}  // namespace
}  // namespace waymark
