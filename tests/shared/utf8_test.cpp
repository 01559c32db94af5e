#include "shared/base/utf8.hpp"

#include <gtest/gtest.h>

namespace waymark {
namespace {

std::u32string code_points(std::string_view text) {
    std::u32string points;
    while (!text.empty())
        points += take_code_point(text);
    return points;
}

TEST(Utf8, CodePointsOfOneToFourOctetsAreTaken) {
    EXPECT_EQ(code_points("a\x7F\u0080é\u07FF\u0800保\uFFFF\U00010000🛠\U0010FFFF"),
              U"a\x7F\u0080é\u07FF\u0800保\uFFFF\U00010000🛠\U0010FFFF");
}

TEST(Utf8, AnOctetThatIsNoneIsReplacedAlone) {
    EXPECT_EQ(code_points("a\x80z"), U"a\uFFFDz");
    EXPECT_EQ(code_points("\xC0\xAF"), U"\uFFFD\uFFFD") << "overlong";
    EXPECT_EQ(code_points("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD") << "half of a pair";
    EXPECT_EQ(code_points("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond Unicode";
    EXPECT_EQ(code_points("\xE4\xBF"), U"\uFFFD\uFFFD") << "cut off";
    EXPECT_TRUE(is_utf8("é"));
    EXPECT_FALSE(is_utf8("\xC3"));
}

}  // namespace
}  // namespace waymark
