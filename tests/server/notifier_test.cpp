#include "server/notify/notifier.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "tests/support/http_server.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::HeardRequest;
using test::HttpServer;
using test::Said;
using test::say_status;

class Notifiers : public testing::Test {
protected:
    Notifiers() {
        board.desk.name = "IT";
        board.desk.locale = "en-GB";
        board.desk.kpis = {{.id = {"one"}, .title = "One"}, {.id = {"two"}, .title = "Two"}};
        board.desk.feeds = {{.id = {"phone"}, .title = "Phone"}};
        show(State::on_target);
    }
    void show(State state) {
        board.readings.kpis = {{.kpi = {"one"}, .state = state}, {.kpi = {"two"}, .state = state}};
    }
    /// A target at the server, and what is said of it besides.
    NotifySetup setup_of(const std::string& more) {
        json target = json::parse(more);
        target["id"] = "chat";
        if (!target.contains("url")) target["url"] = server.url() + "/hook?key=s3cret";
        auto setup = read_notifications(json{{"targets", {target}}}.dump(), board.desk);
        EXPECT_TRUE(setup) << to_text(setup.error().front());
        return *setup;
    }
    void change() {
        notifier.look(board, {});
        show(State::off_target);
        notifier.look(board, {});
    }
    void run_until(const std::function<bool()>& done) {
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        while (!done() && std::chrono::steady_clock::now() < deadline)
            io.run_one_for(10ms);
        ASSERT_TRUE(done()) << "nothing happened in half a minute";
    }

    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
        io.get_executor()};
    Time now = *from_rfc3339("2026-03-30T08:00:00Z");
    std::function<Said(const HeardRequest&)> answer = [](const HeardRequest&) {
        return say_status(204, {});
    };
    HttpServer server{[this](const HeardRequest& request) { return answer(request); }};
    Fetcher fetcher{[this](std::function<void()> task) { boost::asio::post(io, std::move(task)); }};
    Board board;
    Notifier notifier{io,
                      fetcher,
                      "/",
                      [](const std::string& name) -> const char* {
                          return name == "HOOK" ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                                                : nullptr;
                      },
                      [this] { return now; },
                      make_quiet_log()};
};

TEST(Signatures, AreThoseOfStandardWebhooks) {
    // Computed by another program from the specification's secret, id, time and body.
    EXPECT_EQ(*signature_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                            "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    EXPECT_EQ(*signature_of("plain", "a", 1, "b"), *signature_of("whsec_cGxhaW4=", "a", 1, "b"));
    EXPECT_FALSE(signature_of("whsec_?", "a", 1, "b"));
    EXPECT_FALSE(signature_of("whsec_", "a", 1, "b"));
}

TEST_F(Notifiers, AChangeIsPostedAndSigned) {
    ASSERT_TRUE(notifier
                    .apply(setup_of(R"({"allow_local": true, "kpis": ["two"],
        "secret": {"env": "HOOK"}})"))
                    .empty());
    change();
    run_until([&] { return notifier.counts().delivered == 1; });
    ASSERT_EQ(server.heard().size(), 1u) << "the other KPI is of no interest there";
    const auto heard = server.heard().at(0);
    EXPECT_EQ(heard.method, "POST");
    EXPECT_EQ(heard.target, "/hook?key=s3cret");
    EXPECT_EQ(heard.headers.at("content-type"), "application/json");
    const json body = json::parse(heard.body);
    EXPECT_EQ(body["text"], "Two: Off target (was On target)");
    EXPECT_EQ(body["id"], heard.headers.at("webhook-id"));
    EXPECT_EQ(heard.headers.at("webhook-timestamp"), "1774857600");
    EXPECT_EQ(heard.headers.at("webhook-signature"),
              *signature_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body["id"], 1774857600,
                            heard.body));
    EXPECT_EQ(notifier.counts().waiting, 0u);
}

TEST_F(Notifiers, OnlyWhatATargetWantsIsTold) {
    notifier.apply(setup_of(R"({"allow_local": true, "events": ["feed"]})"));
    board.readings.feeds = {{.feed = {"phone"}, .freshness = Freshness::live}};
    change();
    board.readings.feeds = {{.feed = {"phone"}, .freshness = Freshness::stale}};
    notifier.look(board, {});
    now += 1min;
    notifier.look(board, {});
    run_until([&] { return notifier.counts().delivered == 1; });
    EXPECT_EQ(json::parse(server.heard().at(0).body)["event"], "feed.down");
}

TEST_F(Notifiers, WithoutASecretNothingIsSigned) {
    notifier.apply(setup_of(R"({"allow_local": true, "text_only": true})"));
    change();
    run_until([&] { return notifier.counts().delivered == 2; });
    EXPECT_FALSE(server.heard().at(0).headers.contains("webhook-signature"));
    EXPECT_EQ(json::parse(server.heard().at(0).body),
              (json{{"text", "One: Off target (was On target)"}}));
    EXPECT_EQ(json::parse(server.heard().at(1).body),
              (json{{"text", "Two: Off target (was On target)"}}));
}

TEST_F(Notifiers, ThisMachineIsNotReachedUnlessAllowed) {
    notifier.apply(setup_of("{}"));
    change();
    now += 2h;
    run_until([&] { return notifier.counts().given_up == 2; });
    EXPECT_TRUE(server.heard().empty());
}

TEST_F(Notifiers, WhatIsNotTakenIsTriedAgainWithTheSameId) {
    bool first = true;
    answer = [&](const HeardRequest&) {
        return say_status(std::exchange(first, false) ? 503 : 200, {});
    };
    notifier.apply(setup_of(R"({"allow_local": true, "kpis": ["one"]})"));
    change();
    run_until([&] { return notifier.counts().delivered == 1; });
    ASSERT_EQ(server.heard().size(), 2u);
    EXPECT_EQ(server.heard()[0].headers.at("webhook-id"),
              server.heard()[1].headers.at("webhook-id"));
    EXPECT_EQ(server.heard()[0].body, server.heard()[1].body);
}

TEST_F(Notifiers, WhatIsRefusedOrTooOldIsGivenUp) {
    answer = [](const HeardRequest&) { return say_status(404, {}); };
    notifier.apply(setup_of(R"({"allow_local": true})"));
    change();
    run_until([&] { return notifier.counts().given_up == 2; });
    EXPECT_EQ(server.heard().size(), 2u);
    answer = [](const HeardRequest&) { return say_status(500, {}); };
    show(State::on_target);
    notifier.look(board, {});
    now += 1h;
    run_until([&] { return notifier.counts().given_up == 4; });
    answer = [](const HeardRequest&) { return say_status(302, {{"Location", "/other"}}); };
    show(State::at_risk);
    notifier.look(board, {});
    run_until([&] { return notifier.counts().given_up == 6; });
    EXPECT_EQ(server.heard().back().target, "/hook?key=s3cret") << "no redirect is followed";
}

TEST_F(Notifiers, TheOldestIsDroppedWhenTooManyWait) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    Webhook webhook{io,
                    fetcher,
                    [this] { return now; },
                    {"chat", server.url(), "", Reach::anywhere},
                    make_quiet_log()};
    for (std::size_t i = 0; i < Webhook::most_waiting + 3; ++i)
        webhook.post("msg_" + std::to_string(i), "{}");
    EXPECT_EQ(webhook.counts().waiting, Webhook::most_waiting);
    EXPECT_EQ(webhook.counts().dropped, 3u);
}

TEST_F(Notifiers, ATargetThatStaysTheSameKeepsWhatItHas) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    const NotifySetup setup = setup_of(R"({"allow_local": true})");
    notifier.apply(setup);
    change();
    EXPECT_EQ(notifier.counts().waiting, 2u);
    notifier.apply(setup);
    EXPECT_EQ(notifier.counts().waiting, 2u);
    notifier.apply({});
    EXPECT_EQ(notifier.counts().waiting, 0u);
}

TEST_F(Notifiers, ASecretThatIsNotThereIsSaidWithoutTheAddress) {
    const auto problems = notifier.apply(setup_of(R"({"secret": {"env": "NOT_SET"}})"));
    EXPECT_EQ(problems,
              (std::vector<std::string>{
                  "notifications.json: target \"chat\": NOT_SET: is not set in the environment"}));
}

}  // namespace
}  // namespace waymark::server
