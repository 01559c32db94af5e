#include "server/command/server_call.hpp"

#include <gmock/gmock.h>

#include "tests/support/http_server.hpp"

namespace waymark::server {
namespace {

using test::HeardRequest;
using test::HttpServer;
using test::Said;
using testing::HasSubstr;

TEST(ServerAddress, IsAnAddressWithoutAPath) {
    EXPECT_EQ(read_server("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    EXPECT_EQ(read_server("http://[::1]:80/"), "http://[::1]:80");
    EXPECT_EQ(read_server("https://wall.example"), "https://wall.example");
    for (const char* url :
         {"", "/", "127.0.0.1:8080", "ftp://a:1", "http://", "http://:1", "http://a:99999",
          "http://a:1/page", "http://a:1//", "http://a:1?b", "http://a:1/?", "http://a:1#c",
          "http://a@b:1", "http://a b:1", "http://a:1\n"})
        EXPECT_FALSE(read_server(url)) << url;
    EXPECT_EQ(to_text(read_server("wall").error()),
              "\"wall\" is not allowed; http://HOST:PORT and https://HOST are");
}

TEST(ServerCall, GetsAndPostsWithItsTokenOnThisMachine) {
    HttpServer server{[](const HeardRequest&) { return test::say_json(R"({"a":1})"); }};
    const auto got = ask_server({.server = server.url(), .target = "/v1/desk", .token = "open"});
    ASSERT_TRUE(got) << to_text(got.error());
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, R"({"a":1})");
    ASSERT_TRUE(ask_server({.server = server.url(), .target = "/v1/x", .body = "{}"}));
    const auto heard = server.heard();
    ASSERT_EQ(heard.size(), 2u);
    EXPECT_EQ(heard[0].method + " " + heard[0].target, "GET /v1/desk");
    EXPECT_EQ(heard[0].headers.at("authorization"), "Bearer open");
    EXPECT_EQ(heard[1].method + " " + heard[1].target + " " + heard[1].body, "POST /v1/x {}");
    EXPECT_EQ(heard[1].headers.at("content-type"), "application/json");
    EXPECT_FALSE(heard[1].headers.contains("authorization"));
}

TEST(ServerCall, HandsTheAnswerOnWhateverItsStatus) {
    HttpServer server{[](const HeardRequest&) {
        return test::say_status(302, {{"Location", "/elsewhere"}});
    }};
    const auto got = ask_server({.server = server.url(), .target = "/"});
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 302) << "and goes nowhere else";
    EXPECT_EQ(server.heard().size(), 1u);
}

TEST(ServerCall, SaysWhyThereIsNoAnswer) {
    const auto said_of = [](const std::string& raw) {
        HttpServer server{[&](const HeardRequest&) { return Said{.raw = raw}; }};
        const auto got = ask_server({.server = server.url(), .target = "/"});
        return got ? std::to_string(got->status) : got.error().what;
    };
    const std::string where = "; --server says where the server listens";
    EXPECT_EQ(said_of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
              "closes the connection before its answer is whole" + where);
    EXPECT_THAT(said_of("nonsense\r\n"), HasSubstr(where));
    std::string gone;
    {
        HttpServer server{[](const HeardRequest&) { return Said{}; }};
        gone = server.url();
    }
    const auto refused = ask_server({.server = gone, .target = "/"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(to_text(refused.error()), gone + ": does not accept connections" + where);
}

}  // namespace
}  // namespace waymark::server
