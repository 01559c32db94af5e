#include "wallboard/link/pairing.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "shared/base/file.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

TEST(Pairing, AnOfferIsACodeForPeopleAndASecretOfOurs) {
    const auto offer = read_offer(R"({"code":"K7M-4QP","secret":"00ff","seconds":600,"more":1})");
    ASSERT_TRUE(offer);
    EXPECT_EQ(*offer, (PairingOffer{"K7M-4QP", "00ff", 10min}));
}

TEST(Pairing, WhatIsGivenIsNothingYetOrAScreenWithItsToken) {
    const auto pending = read_given(R"({"state":"pending"})");
    ASSERT_TRUE(pending);
    EXPECT_FALSE(*pending);
    const auto given = read_given(R"({"screen":"main","token":"0123"})");
    ASSERT_TRUE(given);
    EXPECT_EQ(*given, (Identity{{"main"}, "0123"}));
}

TEST(Pairing, WhateverElseAServerSaysIsRefused) {
    const std::string longer(201, 'x');
    for (const std::string& text : {
             std::string{},
             std::string{"{"},
             std::string{"[]"},
             std::string{"null"},
             std::string{"{}"},
             std::string{R"({"code":5,"secret":"s","seconds":600,"screen":5,"token":"t"})"},
             std::string{R"({"code":"","secret":"s","seconds":600,"screen":"","token":"t"})"},
             std::string{R"({"code":"a b","secret":"s","seconds":600,"screen":"a","token":"t u"})"},
             std::string{"{\"code\":\"a\",\"secret\":\"s\\r\\nHost: evil\",\"seconds\":600,"
                         "\"screen\":\"a\",\"token\":\"t\\r\\nHost: evil\"}"},
             std::string{R"({"code":"a","secret":"s","seconds":0,"screen":"a"})"},
             std::string{R"({"code":"a","secret":"s","seconds":1e300,"token":"t"})"},
             std::string{R"({"code":"a","secret":"s","seconds":"600","screen":"a"})"},
             R"({"code":")" + longer + R"(","secret":"s","seconds":600,"screen":"a","token":")" +
                 longer + R"("})",
             R"({"code":"a","secret":"s","seconds":600,"screen":"a","token":"t","x":")" +
                 std::string(20'000, 'x') + R"("})",
             std::string(10'000, '['),
         }) {
        SCOPED_TRACE(text.substr(0, 80));
        EXPECT_FALSE(read_offer(text));
        EXPECT_FALSE(read_given(text));
    }
}

class IdentityTest : public testing::Test {
protected:
    test::Scratch scratch;
    std::filesystem::path file = identity_file(scratch.path() / "state", "desk:8080");
};

TEST_F(IdentityTest, IsKeptForItsOwnerOnly) {
    EXPECT_EQ(load_identity(file, make_quiet_log()), std::nullopt);
    const Identity identity{{"main"}, "a-token"};
    ASSERT_TRUE(keep_identity(file, identity));
    EXPECT_EQ(load_identity(file, make_quiet_log()), identity);
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const Identity other{{"hall"}, "another"};
    ASSERT_TRUE(keep_identity(file, other));
    EXPECT_EQ(load_identity(file, make_quiet_log()), other);
    EXPECT_NE(identity_file(scratch.path(), "other:8080"),
              identity_file(scratch.path(), "desk:80"));
}

TEST_F(IdentityTest, ADamagedFileIsAsGoodAsNone) {
    std::filesystem::create_directories(file.parent_path());
    for (const char* text : {"", "{", "[]", R"({"screen":"main"})", R"({"token":"t"})",
                             R"({"screen":"main","token":"a b"})"}) {
        ASSERT_TRUE(replace_file(file, text));
        EXPECT_EQ(load_identity(file, make_quiet_log()), std::nullopt) << text;
    }
}

TEST_F(IdentityTest, ThatCanNotBeKeptIsSaid) {
    EXPECT_FALSE(keep_identity("/proc/nowhere/screen.json", {{"main"}, "t"}));
}

}  // namespace
}  // namespace waymark::wallboard
