#include "server/feed/poll/poll_adapter.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gmock/gmock.h>

#include "shared/base/clock.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/fake_timers.hpp"
#include "tests/support/http_server.hpp"
#include "tests/support/polled.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::HeardRequest;
using test::HttpServer;
using test::polled;
using test::Said;
using test::say_json;
using test::say_status;
using testing::HasSubstr;
using testing::Not;

constexpr const char* two_tickets = R"({"items": [
    {"id": "1", "status": "open", "changed": "2026-03-30T07:00:00Z"},
    {"id": "2", "status": "new", "changed": "2026-03-30T07:30:00Z"}]})";

class Polls : public testing::Test {
protected:
    Polls() { port.time = *from_rfc3339("2026-03-30T08:00:00Z"); }

    /// As feeds.json has them, with the server's address before `path`.
    PollSetup setup_of(const std::string& path, const std::string& more) {
        auto settings = json::parse(more);
        settings["url"] = server.url() + path;
        PollSetup setup = polled(settings.dump());
        setup.every = 1min;
        return setup;
    }
    void start(const PollSetup& setup) {
        auto made = make_poll(setup,
                              {.io = io,
                               .port = port,
                               .folder = "/",
                               .environment = environment,
                               .log = make_quiet_log()},
                              fetcher, timers.maker());
        ASSERT_TRUE(made) << to_text(made.error());
        adapter = std::move(*made);
        timers.pass(0s);
    }
    /// Until an answer was taken, and then until the next round.
    void one_round() {
        const int lives = port.lives;
        run_until([&] { return port.lives > lives; });
        timers.pass(1min);
    }
    void run_until(const std::function<bool()>& done) {
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        while (!done() && std::chrono::steady_clock::now() < deadline)
            io.run_one_for(10ms);
        ASSERT_TRUE(done()) << "nothing happened in half a minute";
    }
    bool failed() const {
        return !port.links.empty() && port.links.back().first == LinkState::failed;
    }
    std::string why() const { return port.links.back().second; }

    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
        io.get_executor()};
    Environment environment = [](const std::string& name) -> const char* {
        return name == "RT_SECRET" ? "s3cret" : nullptr;
    };
    test::FakeTimers timers;
    test::FakePort port;
    std::function<Said(const HeardRequest&)> answer = [](const HeardRequest&) {
        return say_json(two_tickets);
    };
    HttpServer server{[this](const HeardRequest& request) { return answer(request); }};
    Fetcher fetcher{[this](std::function<void()> task) { boost::asio::post(io, std::move(task)); }};
    std::unique_ptr<Adapter> adapter;
};

TEST_F(Polls, WhatIsFoundBecomesRecordsAndIsAProofOfLife) {
    start(setup_of("/t", "{}"));
    EXPECT_EQ(port.links.back().first, LinkState::connecting);
    one_round();
    one_round();
    ASSERT_EQ(port.records.size(), 2u);
    EXPECT_TRUE(port.holds_now) << "whenever it came to be so";
    EXPECT_EQ(port.records[0].text("ticket"), "1");
    EXPECT_EQ(port.records[0].id, "1@2026-03-30T07:00:00Z");
    EXPECT_EQ(port.links.size(), 2u) << "said once";
    EXPECT_EQ(port.links.back().first, LinkState::connected);
}

TEST_F(Polls, TheSecretIsShownAndNeverTold) {
    const std::string secret = R"({"env": "RT_SECRET"})";
    for (const auto& [auth, header, value] :
         {std::tuple{R"({"basic": {"user": "waymark", "password": )" + secret + "}}",
                     "authorization", "Basic d2F5bWFyazpzM2NyZXQ="},
          {R"({"bearer": )" + secret + "}", "authorization", "Bearer s3cret"},
          {R"({"header": {"name": "Authorization", "prefix": "token ", "value": )" + secret + "}}",
           "authorization", "token s3cret"},
          {R"({"header": {"name": "X-Api-Key", "value": )" + secret + "}}", "x-api-key",
           "s3cret"}}) {
        answer = [](const HeardRequest&) { return say_status(401, {}); };
        port.links.clear();
        start(setup_of("/t", R"({"auth": )" + auth + "}"));
        run_until([&] { return failed(); });
        EXPECT_EQ(server.heard().back().headers.at(header), value);
        EXPECT_THAT(why(),
                    HasSubstr("answers with status 401: it does not accept our credentials"));
        EXPECT_THAT(why(), Not(HasSubstr("s3cret")));
    }
    port.links.clear();
    start(setup_of("/t?x=1", R"({"auth": {"query": {"name": "key", "value": )" + secret + "}}}"));
    run_until([&] { return failed(); });
    EXPECT_EQ(server.heard().back().target, "/t?x=1&key=s3cret");
    EXPECT_THAT(why(), Not(HasSubstr("s3cret")));
}

TEST_F(Polls, ASecretThatIsNotThereIsSaid) {
    const auto made = make_poll(setup_of("/t", R"({"auth": {"bearer": {"env": "NOT_SET"}}})"),
                                {.io = io,
                                 .port = port,
                                 .folder = "/",
                                 .environment = environment,
                                 .log = make_quiet_log()},
                                fetcher, timers.maker());
    ASSERT_FALSE(made);
    EXPECT_EQ(to_text(made.error()), "NOT_SET: is not set in the environment");
}

TEST_F(Polls, ALoginPageIsNoAnswerAndNoProofOfLife) {
    answer = [](const HeardRequest&) {
        return Said{{200, {{"Content-Type", "text/html"}}, "<html>Please log in</html>"}};
    };
    start(setup_of("/t", "{}"));
    run_until([&] { return failed(); });
    EXPECT_THAT(why(), HasSubstr("login page"));
    EXPECT_EQ(port.lives, 0);
    EXPECT_EQ(port.counts.at("a poll that failed"), 1u);
    answer = [](const HeardRequest&) { return say_status(302, {{"Location", "/login"}}); };
    port.links.clear();
    start(setup_of("/t", "{}"));
    run_until([&] { return failed(); });
    EXPECT_THAT(why(), HasSubstr("answers with status 302, perhaps to a login page"));
}

TEST_F(Polls, WhoAsksUsToWaitIsLeftAlone) {
    answer = [](const HeardRequest&) { return say_status(429, {{"Retry-After", "120"}}); };
    start(setup_of("/t", "{}"));
    run_until([&] { return failed(); });
    EXPECT_THAT(why(),
                HasSubstr("answers with status 429: it is asked too often; next try in 120 s"));
    answer = [](const HeardRequest&) {
        return say_status(503, {{"Retry-After", "Mon, 30 Mar 2026 08:10:00 GMT"}});
    };
    port.links.clear();
    start(setup_of("/t", "{}"));
    run_until([&] { return failed(); });
    EXPECT_THAT(why(), HasSubstr("answers with status 503; next try in 600 s"));
    answer = [](const HeardRequest&) { return say_status(500, {}); };
    port.links.clear();
    start(setup_of("/t", "{}"));
    run_until([&] { return failed(); });
    EXPECT_THAT(why(), HasSubstr("answers with status 500; next try in 5 s"));
}

TEST_F(Polls, NothingIsAskedWhileAnAnswerIsAwaited) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    start(setup_of("/t", "{}"));
    run_until([&] { return server.heard().size() == 1; });
    timers.pass(10min);
    io.poll();
    EXPECT_FALSE(timers.next()) << "though many rounds were due";
    EXPECT_EQ(server.heard().size(), 1u);
}

TEST_F(Polls, WhatTheDiskDoesNotTakeIsOfferedAgain) {
    port.kept = Kept::busy;
    start(setup_of("/t", "{}"));
    run_until([&] { return port.lives == 1; });
    EXPECT_TRUE(port.records.empty());
    run_until([&] { return timers.next() == 1s; });
    port.kept = Kept::stored;
    timers.pass(1s);
    EXPECT_EQ(port.records.size(), 2u);
    EXPECT_EQ(server.heard().size(), 1u) << "it was not asked for again";
}

TEST_F(Polls, TheNextRoundAsksForWhatIsNewer) {
    start(setup_of("/t?since={cursor}", R"({"items": "/items",
        "cursor": {"value": "/changed", "writes": "epoch_s"}})"));
    one_round();
    one_round();
    EXPECT_EQ(server.heard()[0].target, "/t?since=1774771200") << "a day back";
    EXPECT_EQ(server.heard()[1].target, "/t?since=1774855790") << "the newest, less ten seconds";
}

TEST_F(Polls, PagesAndDetailsAreGathered) {
    answer = [](const HeardRequest& request) {
        if (request.target == "/t/3") return say_status(404, {});
        if (request.target.starts_with("/t/"))
            return say_json(R"({"items": [{"id": ")" + request.target.substr(3) +
                            R"(", "changed": "x"}]})");
        if (request.target == "/t")
            return say_json(R"({"items": [1, 2, 3], "next": "http://elsewhere/u"})");
        return say_json(R"({"items": [4]})");
    };
    start(setup_of("/t", R"({"items": "/items", "paging": {"next": "/next"},
        "details": {"url": ")" +
                             server.url() + R"(/t/{id}", "at_once": 2}})"));
    run_until(
        [&] { return !port.links.empty() && port.links.back().first == LinkState::connected; });
    std::set<std::string> tickets;
    for (const Record& record : port.records)
        tickets.emplace(record.text("ticket"));
    EXPECT_EQ(tickets, (std::set<std::string>{"1", "2", "4"}));
    EXPECT_EQ(port.counts.at("an item that can't be asked for"), 1u);
}

TEST_F(Polls, WhatWasReadHalfBeforeARestartIsReadAgainAndCountsOnce) {
    std::atomic<bool> whole = false;
    answer = [&](const HeardRequest& request) {
        if (request.target.ends_with("&page=1"))
            return say_json(R"({"items": [
                {"id": "1", "status": "open", "changed": "2026-03-30T07:50:00Z"}]})");
        if (!whole) return Said{.hang = true};
        return say_json(R"({"items": [
            {"id": "2", "status": "new", "changed": "2026-03-30T04:00:00Z"}]})");
    };
    const PollSetup setup = setup_of("/t?since={cursor}&page={page}", R"({"items": "/items",
        "cursor": {"value": "/changed", "writes": "epoch_s"},
        "paging": {"page": 1, "most": 2}})");
    start(setup);
    run_until([&] { return server.heard().size() == 2; });
    EXPECT_EQ(port.records.size(), 1u);
    adapter.reset();
    whole = true;
    port.heard_at = port.time += 3h;
    start(setup);
    run_until([&] { return port.records.size() == 2; });
    EXPECT_EQ(server.heard()[2].target, server.heard()[0].target);
    EXPECT_EQ(port.told, 3u) << "one of them twice, and it is known by its id";
}

TEST_F(Polls, TheEndOfTheAdapterIsTheEndOfItsRequests) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    start(setup_of("/t", "{}"));
    run_until([&] { return !server.heard().empty(); });
    adapter.reset();
    port.links.clear();
    io.poll();
    EXPECT_TRUE(port.links.empty());
}

/// Request Tracker with users in New York: it reads the times of a search in their zone and
/// answers in UTC.
Said request_tracker(const HeardRequest& request) {
    const std::string zoned = "2026-03-30%2003%3A30%3A00";  // 07:30 UTC
    const std::size_t at = request.target.find("%27");
    const std::string asked = request.target.substr(at + 3, zoned.size());
    return say_json(zoned > asked ? two_tickets : R"({"items": []})");
}

TEST_F(Polls, AUserInAnotherZoneIsFoundOutAndNothingIsLost) {
    answer = request_tracker;
    start(setup_of("/REST/2.0/tickets", R"({"items": "/items",
        "query": {"query": "LastUpdated > '{cursor}'"},
        "cursor": {"value": "/changed", "writes": "sql"}})"));
    one_round();
    run_until([&] { return !port.counts.empty(); });
    EXPECT_EQ(port.counts, (std::map<std::string, std::uint64_t>{
                               {"\"zone\" is not the zone of the user we ask as", 1}}));
    EXPECT_EQ(port.records.size(), 2u);
}

TEST_F(Polls, AUserInTheZoneThatIsSetIsFine) {
    answer = request_tracker;
    start(setup_of("/REST/2.0/tickets", R"({"items": "/items",
        "query": {"query": "LastUpdated > '{cursor}'"},
        "zone": "America/New_York", "cursor": {"value": "/changed", "writes": "sql"}})"));
    for (int i = 0; i < 4; ++i)
        one_round();
    EXPECT_TRUE(port.counts.empty());
}

}  // namespace
}  // namespace waymark::server
