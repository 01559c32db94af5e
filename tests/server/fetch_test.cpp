#include <fstream>
#include <optional>
#include <set>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/fetch/address.hpp"
#include "server/fetch/fetcher.hpp"
#include "server/fetch/url.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/http_server.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::HeardRequest;
using test::HttpServer;
using test::Said;
using test::say_json;
using test::say_status;
using testing::HasSubstr;

/// "hello", packed.
std::string gzip_of_hello() {
    return {
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36"
        "\x05\x00\x00\x00",
        25};
}

class Fetches : public testing::Test {
protected:
    Fetched fetch(FetchRequest request) {
        std::optional<Fetched> answer;
        const Fetching fetching = fetcher.fetch(
            std::move(request), [&](Fetched fetched) { answer = std::move(fetched); });
        run_until([&] { return answer.has_value(); });
        return std::move(*answer);
    }
    void run_until(const std::function<bool()>& done) {
        while (!done() && io.run_one_for(30s) > 0) {
        }
        ASSERT_TRUE(done()) << "nothing came in half a minute";
    }
    static std::string why(const Fetched& fetched) {
        return fetched ? "status " + std::to_string(fetched->status) : fetched.error().what;
    }

    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
        io.get_executor()};
    Fetcher fetcher{[this](std::function<void()> task) { boost::asio::post(io, std::move(task)); }};
};

TEST_F(Fetches, WhatWasAskedForComesBackWithItsHeaders) {
    HttpServer server{[](const HeardRequest&) {
        return Said{{200, {{"Content-Type", "text/csv"}, {"X-Twice", " a "}}, "a,b\n"}};
    }};
    const auto answer = fetch({.url = server.url() + "/data?x=1",
                               .headers = {{"Accept", "text/csv"}, {"X-Empty", ""}},
                               .credentials = {{"Authorization", "Bearer t0ken"}}});
    ASSERT_TRUE(answer) << why(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "a,b\n");
    EXPECT_EQ(answer->header("content-type"), "text/csv");
    EXPECT_EQ(answer->header("x-twice"), "a");
    EXPECT_EQ(answer->header("etag"), "");
    const auto heard = server.heard().at(0);
    EXPECT_EQ(heard.method, "GET");
    EXPECT_EQ(heard.target, "/data?x=1");
    EXPECT_EQ(heard.headers.at("accept"), "text/csv");
    EXPECT_EQ(heard.headers.at("x-empty"), "");
    EXPECT_EQ(heard.headers.at("authorization"), "Bearer t0ken");
    EXPECT_EQ(heard.headers.at("user-agent"), "waymark");
}

TEST_F(Fetches, ABodyIsPostedAsItIs) {
    HttpServer server{[](const HeardRequest&) { return say_status(204, {}); }};
    const auto answer = fetch({.method = "POST",
                               .url = server.url(),
                               .headers = {{"Content-Type", "application/json"}},
                               .body = std::string{"{\"a\":\"\0\"}", 9}});
    ASSERT_TRUE(answer) << why(answer);
    EXPECT_EQ(answer->status, 204);
    EXPECT_EQ(server.heard().at(0).body, (std::string{"{\"a\":\"\0\"}", 9}));
    EXPECT_EQ(server.heard().at(0).headers.at("content-type"), "application/json");
}

TEST_F(Fetches, APackedAnswerIsUnpackedWithinItsLimit) {
    HttpServer server{[](const HeardRequest&) {
        return Said{{200, {{"Content-Encoding", "gzip"}}, gzip_of_hello()}};
    }};
    const auto whole = fetch({.url = server.url(), .most_octets = 5});
    ASSERT_TRUE(whole) << why(whole);
    EXPECT_EQ(whole->body, "hello");
    EXPECT_EQ(server.heard().at(0).headers.at("accept-encoding"), "gzip");
    EXPECT_EQ(why(fetch({.url = server.url(), .most_octets = 4})),
              "answers with more than 4 octets");
}

TEST_F(Fetches, MoreThanTheLimitIsNotTaken) {
    HttpServer server{[](const HeardRequest& request) {
        if (request.target == "/endless")
            return Said{.raw = "HTTP/1.1 200 OK\r\n\r\n" + std::string(100'000, 'x')};
        return Said{.raw = "HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n"};
    }};
    EXPECT_EQ(why(fetch({.url = server.url() + "/endless", .most_octets = 1000})),
              "answers with more than 1000 octets");
    EXPECT_THAT(why(fetch({.url = server.url() + "/headers"})), HasSubstr("octets of headers"));
}

TEST_F(Fetches, WhatCanNotBeReachedSaysWhyWithoutTheUrl) {
    HttpServer server{[](const HeardRequest& request) {
        if (request.target == "/hang") return Said{.hang = true};
        if (request.target == "/cut")
            return Said{.raw = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"};
        return Said{.raw = "what?\r\n\r\n"};
    }};
    const auto hang = fetch({.url = server.url() + "/hang", .timeout = 50ms});
    ASSERT_FALSE(hang);
    EXPECT_EQ(hang.error().where, "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(hang.error().what, "gives no whole answer in time");
    EXPECT_EQ(why(fetch({.url = server.url() + "/cut"})),
              "closes the connection before its answer is whole");
    EXPECT_FALSE(fetch({.url = server.url() + "/gibberish"}));
    std::uint16_t gone = 0;
    {
        HttpServer other{[](const HeardRequest&) { return Said{}; }};
        gone = other.port();
    }
    EXPECT_EQ(why(fetch({.url = "http://127.0.0.1:" + std::to_string(gone) + "/?key=secret"})),
              "does not accept connections");
    EXPECT_EQ(why(fetch({.url = "http://no-such-name.invalid/"})), "the name is not known");
}

TEST_F(Fetches, CredentialsDoNotFollowToAnotherHost) {
    HttpServer other{[](const HeardRequest&) { return say_json("1"); }};
    HttpServer server{[&](const HeardRequest& request) {
        if (request.target == "/here") return say_status(302, {{"Location", "/there"}});
        if (request.target == "/there") return say_json("2");
        return say_status(302, {{"Location", other.url() + "/elsewhere"}});
    }};
    const FetchRequest request{.headers = {{"X-Plain", "1"}},
                               .credentials = {{"X-Api-Key", "k"}, {"Authorization", "Basic x"}},
                               .redirects = true};
    FetchRequest near = request;
    near.url = server.url() + "/here";
    ASSERT_EQ(fetch(near)->body, "2");
    EXPECT_EQ(server.heard().at(1).headers.at("x-api-key"), "k");
    FetchRequest far = request;
    far.url = server.url() + "/away";
    const auto answer = fetch(far);
    ASSERT_TRUE(answer) << why(answer);
    EXPECT_EQ(answer->body, "1");
    EXPECT_EQ(answer->url, other.url() + "/elsewhere");
    EXPECT_EQ(other.heard().at(0).headers.count("x-api-key"), 0u);
    EXPECT_EQ(other.heard().at(0).headers.count("authorization"), 0u);
    EXPECT_EQ(other.heard().at(0).headers.at("x-plain"), "1");
}

TEST_F(Fetches, ARedirectIsAnAnswerUnlessAllowed) {
    HttpServer server{[](const HeardRequest&) {
        return say_status(302, {{"Location", "/login"}});
    }};
    EXPECT_EQ(fetch({.url = server.url()})->status, 302);
    EXPECT_EQ(server.heard().size(), 1u);
    EXPECT_EQ(why(fetch({.url = server.url(), .redirects = true})),
              "sends us on more than 5 times");
    EXPECT_EQ(fetch({.method = "POST", .url = server.url(), .redirects = true})->status, 302);
}

TEST_F(Fetches, ACertificateMustBeTrusted) {
    const auto identity = test::make_tls_identity();
    test::Scratch scratch;
    const std::string file = scratch.path() / "ca.pem";
    std::ofstream{file} << identity.certificate;
    HttpServer plain{[](const HeardRequest&) { return say_json("0"); }};
    HttpServer server{[&](const HeardRequest& request) {
                          if (request.target == "/down")
                              return say_status(302, {{"Location", plain.url()}});
                          return say_json("1");
                      },
                      identity};
    EXPECT_THAT(why(fetch({.url = server.url()})), HasSubstr("TLS: SSL certificate problem"));
    EXPECT_EQ(server.heard().size(), 0u);
    const auto trusted = fetch({.url = server.url(), .ca_file = file});
    ASSERT_TRUE(trusted) << why(trusted);
    EXPECT_EQ(trusted->body, "1");
    const std::string by_name = "https://localhost:" + std::to_string(server.port());
    EXPECT_THAT(why(fetch({.url = by_name, .ca_file = file})), HasSubstr("TLS: "));
    EXPECT_EQ(why(fetch({.url = server.url() + "/down", .redirects = true, .ca_file = file})),
              "sends us on from https to http, which is not allowed");
    EXPECT_EQ(plain.heard().size(), 0u);
}

TEST_F(Fetches, OtherMachinesOnlyMeansTheAddressWhateverItsName) {
    HttpServer server{[](const HeardRequest&) { return say_json("1"); }};
    const std::string port = std::to_string(server.port());
    for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"})
        EXPECT_THAT(
            why(fetch({.url = "http://" + host + ":" + port, .reach = Reach::other_machines})),
            testing::AnyOf(HasSubstr("which is not allowed"), "does not accept connections"))
            << host;
    EXPECT_EQ(server.heard().size(), 0u);
    // Nor over a connection that somebody else had opened.
    ASSERT_TRUE(fetch({.url = server.url()}));
    EXPECT_THAT(why(fetch({.url = server.url(), .reach = Reach::other_machines})),
                HasSubstr("is at 127.0.0.1, which is not allowed"));
    EXPECT_EQ(server.heard().size(), 1u);
}

TEST_F(Fetches, AProxyOfTheEnvironmentIsNotUsed) {
    HttpServer server{[](const HeardRequest&) { return say_json("1"); }};
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    const auto answer = fetch({.url = server.url()});
    ::unsetenv("http_proxy");
    EXPECT_TRUE(answer) << why(answer);
}

TEST_F(Fetches, WhatIsNotWaitedForIsBrokenOff) {
    HttpServer server{[](const HeardRequest& request) {
        return request.target == "/hang" ? Said{.hang = true} : say_json("1");
    }};
    {
        const Fetching given_up =
            fetcher.fetch({.url = server.url() + "/hang"}, [](Fetched) { FAIL(); });
        run_until([&] { return fetch({.url = server.url()}).has_value(); });
    }
    Fetching late;
    {
        Fetcher ending{[this](std::function<void()> task) { boost::asio::post(io, task); }};
        late = ending.fetch({.url = server.url() + "/hang"}, [](Fetched) { FAIL(); });
    }
    EXPECT_TRUE(fetch({.url = server.url()}));
}

TEST_F(Fetches, ManyAreOnTheirWayAtOnce) {
    HttpServer server{[](const HeardRequest& request) { return say_json(request.target); }};
    std::vector<Fetching> fetchings;
    std::set<std::string> bodies;
    for (int i = 0; i < 20; ++i)
        fetchings.push_back(
            fetcher.fetch({.url = server.url() + "/" + std::to_string(i)},
                          [&](Fetched fetched) { bodies.insert(fetched ? fetched->body : "-"); }));
    run_until([&] { return bodies.size() == 20; });
    EXPECT_FALSE(bodies.contains("-"));
}

TEST(RetryAfter, IsReadAsSecondsOrAsADate) {
    const Time now = *from_rfc3339("2026-03-30T08:00:00Z");
    const auto after = [&](const std::string& text) {
        return retry_after({.headers = {{"retry-after", text}}}, now);
    };
    EXPECT_EQ(after("120"), 2min);
    EXPECT_EQ(after("Mon, 30 Mar 2026 08:05:00 GMT"), 5min);
    EXPECT_EQ(after("Mon, 30 Mar 2026 07:00:00 GMT"), 0s) << "over already";
    EXPECT_EQ(after("Tue, 30 Mar 2027 08:00:00 GMT"), 1h) << "never longer than that";
    EXPECT_EQ(after("99999999999999999999999"), 1h);
    EXPECT_EQ(after("86400"), 1h);
    EXPECT_EQ(after("-5"), 0s);
    EXPECT_EQ(after("soon"), 0s);
    EXPECT_EQ(after(""), 0s);
    EXPECT_EQ(retry_after({}, now), 0s);
}

TEST(Urls, AreOfHttpWithoutSecretsInThem) {
    EXPECT_TRUE(is_web_url("https://rt.example.org/REST/2.0/tickets?query=x"));
    EXPECT_TRUE(is_web_url("http://127.0.0.1:8190"));
    EXPECT_TRUE(is_web_url("http://[::1]:80/"));
    for (const char* url : {"", "rt.example.org", "/tickets", "ftp://a/b", "file:///etc/passwd",
                            "https://user:secret@a/", "https://", "http://a/#b", "gopher://a"})
        EXPECT_FALSE(is_web_url(url)) << url;
}

TEST(Urls, AreResolvedAndCompared) {
    EXPECT_EQ(resolve_url("https://a/b/c?d=1", "e?p=2"), "https://a/b/e?p=2");
    EXPECT_EQ(resolve_url("https://a/b", "/x"), "https://a/x");
    EXPECT_EQ(resolve_url("https://a/b", "http://c/x"), "http://c/x");
    EXPECT_EQ(resolve_url("https://a/b", "ftp://c/x"), std::nullopt);
    EXPECT_TRUE(is_same_origin("https://a/b", "https://a:443/c"));
    EXPECT_FALSE(is_same_origin("https://a/b", "http://a/b"));
    EXPECT_FALSE(is_same_origin("https://a/b", "https://a.b/"));
    EXPECT_FALSE(is_same_origin("https://a/b", "https://a:8443/b"));
    EXPECT_EQ(at_origin_of("http://127.0.0.1:8190/old?x=1", "https://rt.example.org/p?page=2"),
              "http://127.0.0.1:8190/p?page=2");
    EXPECT_EQ(at_origin_of("http://a/old?x=1", "http://b/p"), "http://a/p");
    EXPECT_EQ(host_of("https://rt.example.org/secret?key=1"), "rt.example.org:443");
}

TEST(Urls, ParametersAreEncoded) {
    EXPECT_EQ(with_parameter("http://a/b", "query", "LastUpdated > '2026-03-30 08:00:00'"),
              "http://a/b?query=LastUpdated%20%3E%20%272026-03-30%2008%3A00%3A00%27");
    EXPECT_EQ(with_parameter("http://a/b?c=d", "k&y", "ä"), "http://a/b?c=d&k%26y=%C3%A4");
    EXPECT_TRUE(has_parameter("http://a?key=1", "key"));
    EXPECT_TRUE(has_parameter("http://a?b=2&key=1", "key"));
    EXPECT_FALSE(has_parameter("http://a?monkey=1", "key"));
    EXPECT_FALSE(has_parameter("http://a", "key"));
}

TEST(Addresses, OfOtherMachinesAreTold) {
    for (const char* other : {"10.0.0.1", "192.168.1.9", "93.184.216.34", "2001:db8::1", "fd12::1",
                              "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1"})
        EXPECT_TRUE(is_another_machine(other)) << other;
    for (const char* own : {"127.0.0.1",
                            "127.9.9.9",
                            "0.0.0.0",
                            "0.1.2.3",
                            "169.254.169.254",
                            "169.254.0.1",
                            "100.100.100.200",
                            "224.0.0.1",
                            "239.1.1.1",
                            "255.255.255.255",
                            "240.0.0.1",
                            "::",
                            "::1",
                            "::127.0.0.1",
                            "fe80::1",
                            "fe80::1%eth0",
                            "febf::1",
                            "ff02::1",
                            "fd00:ec2::254",
                            "::ffff:127.0.0.1",
                            "::ffff:169.254.169.254",
                            "64:ff9b::7f00:1",
                            "2002:7f00:1::1",
                            "",
                            "localhost",
                            "127.1",
                            "0x7f000001"})
        EXPECT_FALSE(is_another_machine(own)) << own;
}

}  // namespace
}  // namespace waymark::server
