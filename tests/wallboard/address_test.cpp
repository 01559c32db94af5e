#include "wallboard/link/address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

TEST(Address, IsAnHttpOrWebSocketUrlOfAServer) {
    EXPECT_EQ(parse_address("http://127.0.0.1:8080"), (Address{false, "127.0.0.1", "8080"}));
    EXPECT_EQ(parse_address("ws://desk.example/"), (Address{false, "desk.example", "80"}));
    EXPECT_EQ(parse_address("https://desk.example"), (Address{true, "desk.example", "443"}));
    EXPECT_EQ(parse_address("wss://desk.example:8443"), (Address{true, "desk.example", "8443"}));
    EXPECT_EQ(parse_address("http://[::1]:8080"), (Address{false, "::1", "8080"}));
}

TEST(Address, IsShownAsHostAndPort) {
    EXPECT_EQ(to_text(Address{false, "desk.example", "8080"}), "desk.example:8080");
    EXPECT_EQ(to_text(Address{false, "::1", "8080"}), "[::1]:8080");
}

TEST(Address, RefusalNamesTheTextTheReasonAndWhatIsAllowed) {
    const struct {
        const char* url;
        const char* why;
    } table[] = {
        {"", "it is not a URL"},
        {"127.0.0.1:8080", "it is not a URL"},
        {"ftp://desk", "its scheme is ftp"},
        {"http://", "it names no host"},
        {"http://:8080", "it names no host"},
        {"http://desk:0", "its port is not 1 to 65535"},
        {"http://desk:65536", "its port is not 1 to 65535"},
        {"http://desk/board", "it names a page"},
        {"http://desk?x=1", "it names a page"},
        {"http://user:word@desk", "it names a user"},
        {"http://a%0d%0ab", "its host has letters that no host has"},
    };
    for (const auto& row : table) {
        const auto address = parse_address(row.url);
        ASSERT_FALSE(address) << row.url;
        EXPECT_THAT(
            address.error().what,
            testing::AllOf(testing::HasSubstr("\"" + std::string{row.url} + "\""),
                           testing::HasSubstr(row.why), testing::HasSubstr("http://HOST:PORT")));
    }
}

}  // namespace
}  // namespace waymark::wallboard
