#include "shared/base/form_text.hpp"

#include <gtest/gtest.h>

namespace waymark {
namespace {

using Fields = std::vector<FormField>;

TEST(FormText, IsReadFieldByFieldInItsOrder) {
    EXPECT_EQ(
        read_form("b=1+2&&a=%3d%26&c&=d&a=%c3%B6&e=f=g&", 10),
        (Fields{{"b", "1 2"}, {"a", "=&"}, {"c", ""}, {"", "d"}, {"a", "\u00f6"}, {"e", "f=g"}}));
    EXPECT_EQ(read_form("", 10), Fields{});
    EXPECT_EQ(read_form("&&", 10), Fields{});
}

TEST(FormText, APercentSignWithoutItsDigitsStandsForItselfAndIsSaid) {
    EXPECT_EQ(read_form("a=%&%4=b&c=%zz&%g1&d=1%2", 10), (Fields{{"a", "%", false},
                                                                 {"%4", "b", false},
                                                                 {"c", "%zz", false},
                                                                 {"%g1", "", false},
                                                                 {"d", "1%2", false}}));
    EXPECT_EQ(read_form("a%3=1%3d", 10), (Fields{{"a%3", "1=", false}}))
        << "the name's end is no digit";
}

TEST(FormText, GoesNoFurtherThanAsked) {
    EXPECT_EQ(read_form("a&b&c", 2), (Fields{{"a", ""}, {"b", ""}}));
    std::string long_form;
    for (int i = 0; i < 100'000; ++i)
        long_form += "a&";
    EXPECT_EQ(read_form(long_form, most_form_fields).size(), 1000u);
}

}  // namespace
}  // namespace waymark
