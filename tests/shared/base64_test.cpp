#include "shared/base/base64.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "shared/base/octet_text.hpp"

namespace waymark {
namespace {

TEST(Base64, IsThatOfTheStandard) {
    // RFC 4648, section 10.
    EXPECT_EQ(to_base64(""), "");
    EXPECT_EQ(to_base64("f"), "Zg==");
    EXPECT_EQ(to_base64("fo"), "Zm8=");
    EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64("\xff\xfe\xfb"), "//77");
}

RC_GTEST_PROP(Base64, ComesBackAsItWas, (const std::string& octets)) {
    RC_ASSERT(from_base64(to_base64(octets)) == octets);
}

TEST(Base64, WhatIsNotThatIsRefused) {
    for (const char* text : {"Zg", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Z g=", "Zg==\n",
                             "Zg==Zg==", "Zm9v\n", "Zm-_", "=Zm9"})
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    EXPECT_EQ(from_base64(std::string((64 << 10) + 4, 'A')), std::nullopt);
}

TEST(Hex, IsReadStrictly) {
    EXPECT_EQ(from_hex("61fF"), "a\xff");
    for (const char* bad : {"6", "6g", "0x61"})
        EXPECT_EQ(from_hex(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace waymark
