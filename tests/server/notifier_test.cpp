#include "server/notify/notifier.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/store/memory_store.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/fake_timers.hpp"
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
        running->look(board, {});
        show(State::off_target);
        running->look(board, {});
    }
    std::unique_ptr<Notifier> started() {
        return std::make_unique<Notifier>(
            timers.maker(), fetcher, store, store.restore().notes, "/",
            [](const std::string& name) -> const char* {
                return name == "HOOK" ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" : nullptr;
            },
            [this] { return now; }, make_quiet_log());
    }
    /// Ends without leave, and starts again.
    void restart() {
        running.reset();
        running = started();
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
    test::FakeTimers timers;
    Board board;
    MemoryStore store;
    std::unique_ptr<Notifier> running = started();
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
    ASSERT_TRUE(running
                    ->apply(setup_of(R"({"allow_local": true, "kpis": ["two"],
        "secret": {"env": "HOOK"}})"))
                    .empty());
    change();
    run_until([&] { return running->counts().delivered == 1; });
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
    EXPECT_EQ(running->counts().waiting, 0u);
}

TEST_F(Notifiers, OnlyWhatATargetWantsIsTold) {
    running->apply(setup_of(R"({"allow_local": true, "events": ["feed"]})"));
    board.readings.feeds = {{.feed = {"phone"}, .freshness = Freshness::live}};
    change();
    board.readings.feeds = {{.feed = {"phone"}, .freshness = Freshness::stale}};
    running->look(board, {});
    now += 1min;
    running->look(board, {});
    run_until([&] { return running->counts().delivered == 1; });
    EXPECT_EQ(json::parse(server.heard().at(0).body)["event"], "feed.down");
}

TEST_F(Notifiers, WithoutASecretNothingIsSigned) {
    running->apply(setup_of(R"({"allow_local": true, "text_only": true})"));
    change();
    run_until([&] { return running->counts().delivered == 2; });
    EXPECT_FALSE(server.heard().at(0).headers.contains("webhook-signature"));
    EXPECT_EQ(json::parse(server.heard().at(0).body),
              (json{{"text", "One: Off target (was On target)"}}));
    EXPECT_EQ(json::parse(server.heard().at(1).body),
              (json{{"text", "Two: Off target (was On target)"}}));
}

TEST_F(Notifiers, ThisMachineIsNotReachedUnlessAllowed) {
    running->apply(setup_of("{}"));
    change();
    now += 2h;
    run_until([&] { return running->counts().given_up == 2; });
    EXPECT_TRUE(server.heard().empty());
}

TEST_F(Notifiers, WhatIsNotTakenIsTriedAgainWithTheSameId) {
    bool first = true;
    answer = [&](const HeardRequest&) {
        return say_status(std::exchange(first, false) ? 503 : 200, {});
    };
    running->apply(setup_of(R"({"allow_local": true, "kpis": ["one"]})"));
    change();
    run_until([&] { return timers.next().has_value(); });
    EXPECT_LE(*timers.next(), 2s);
    timers.pass(2s);
    run_until([&] { return running->counts().delivered == 1; });
    ASSERT_EQ(server.heard().size(), 2u);
    EXPECT_EQ(server.heard()[0].headers.at("webhook-id"),
              server.heard()[1].headers.at("webhook-id"));
    EXPECT_EQ(server.heard()[0].body, server.heard()[1].body);
}

TEST_F(Notifiers, WhatIsRefusedOrTooOldIsGivenUp) {
    answer = [](const HeardRequest&) { return say_status(404, {}); };
    running->apply(setup_of(R"({"allow_local": true})"));
    change();
    run_until([&] { return running->counts().given_up == 2; });
    EXPECT_EQ(server.heard().size(), 2u);
    answer = [](const HeardRequest&) { return say_status(500, {}); };
    show(State::on_target);
    running->look(board, {});
    now += 1h;
    run_until([&] { return running->counts().given_up == 4; });
    answer = [](const HeardRequest&) { return say_status(302, {{"Location", "/other"}}); };
    show(State::at_risk);
    running->look(board, {});
    run_until([&] { return running->counts().given_up == 6; });
    EXPECT_EQ(server.heard().back().target, "/hook?key=s3cret") << "no redirect is followed";
}

TEST_F(Notifiers, TheOldestIsDroppedWhenTooManyWait) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    std::vector<std::string> over;
    Webhook webhook{timers.maker(),
                    fetcher,
                    [this] { return now; },
                    {"chat", server.url(), "", Reach::anywhere},
                    {[](const Unsent&) {}, [&](const std::string& id) { over.push_back(id); }},
                    make_quiet_log()};
    for (std::size_t i = 0; i < Webhook::most_waiting + 3; ++i)
        webhook.post({.id = "msg_" + std::to_string(i), .body = "{}", .made = now});
    EXPECT_EQ(webhook.counts().waiting, Webhook::most_waiting);
    EXPECT_EQ(webhook.counts().dropped, 3u);
    EXPECT_EQ(over, (std::vector<std::string>{"msg_1", "msg_2", "msg_3"}))
        << "the first is under way";
}

TEST_F(Notifiers, WhatWasNotTakenIsSentAfterARestartWithTheSameId) {
    const NotifySetup setup = setup_of(R"({"allow_local": true, "secret": {"env": "HOOK"}})");
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    running->apply(setup);
    change();
    run_until([&] { return server.heard().size() == 1; });
    const auto first = server.heard()[0];
    now += 2h;
    answer = [](const HeardRequest&) { return say_status(204, {}); };
    restart();
    running->apply(setup);
    run_until([&] { return running->counts().delivered == 2; });
    ASSERT_EQ(server.heard().size(), 3u);
    EXPECT_EQ(server.heard()[1].headers.at("webhook-id"), first.headers.at("webhook-id"));
    EXPECT_EQ(server.heard()[1].body, first.body);
    EXPECT_EQ(json::parse(server.heard()[2].body)["subject"]["id"], "two") << "in their order";
    restart();
    running->apply(setup);
    running->look(board, {});
    EXPECT_EQ(running->counts().waiting, 0u) << "each was taken";
}

TEST_F(Notifiers, AChangeThatNobodyHadLookedAtBeforeTheRestartIsTold) {
    const NotifySetup setup = setup_of(R"({"allow_local": true, "kpis": ["one"]})");
    running->apply(setup);
    running->look(board, {});
    restart();
    show(State::off_target);
    running->apply(setup);
    running->look(board, {});
    run_until([&] { return running->counts().delivered == 1; });
    EXPECT_EQ(json::parse(server.heard().at(0).body)["text"], "One: Off target (was On target)");
    restart();
    running->apply(setup);
    running->look(board, {});
    EXPECT_EQ(running->counts().waiting, 0u) << "it is told once";
}

TEST_F(Notifiers, NothingSecretIsKept) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    running->apply(setup_of(R"({"allow_local": true, "secret": {"env": "HOOK"}})"));
    change();
    const auto notes = store.restore().notes;
    EXPECT_EQ(notes.size(), 3u) << "two messages, and what was looked at";
    for (const Note& note : notes)
        for (const char* secret : {"s3cret", "whsec_", "MfKQ9r", "127.0.0.1"})
            EXPECT_EQ((note.name + note.text).find(secret), std::string::npos) << note.name;
}

TEST_F(Notifiers, WhatIsGivenUpOrHasNoTargetAnyMoreIsForgotten) {
    answer = [](const HeardRequest&) { return say_status(404, {}); };
    const NotifySetup setup = setup_of(R"({"allow_local": true, "kpis": ["one"]})");
    running->apply(setup);
    change();
    run_until([&] { return running->counts().given_up == 1; });
    EXPECT_EQ(store.restore().notes.size(), 1u) << "only what was looked at";
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    show(State::on_target);
    running->look(board, {});
    EXPECT_EQ(store.restore().notes.size(), 2u);
    restart();
    running->apply({});
    EXPECT_EQ(store.restore().notes.size(), 1u);
}

TEST_F(Notifiers, ATargetThatIsChangedGetsWhatWaits) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    running->apply(setup_of(R"({"allow_local": true, "kpis": ["one"]})"));
    change();
    EXPECT_EQ(running->apply(setup_of(R"({"secret": {"env": "NOT_SET"}})")).size(), 1u);
    EXPECT_EQ(running->counts().waiting, 0u);
    answer = [](const HeardRequest&) { return say_status(204, {}); };
    running->apply(setup_of(R"({"allow_local": true})"));
    run_until([&] { return running->counts().delivered == 1; });
}

TEST_F(Notifiers, WithAFullDiskItIsToldAllTheSame) {
    store.fail_with(Error{"waymark.db", "no room"});
    running->apply(setup_of(R"({"allow_local": true})"));
    change();
    run_until([&] { return running->counts().delivered == 2; });
    store.fail_with({});
    running->look(board, {});
    EXPECT_EQ(store.restore().notes.size(), 1u)
        << "what was looked at is kept as soon as it can be";
}

TEST(UnsentMessages, StandInNotesThatADamagedOneDoesNotSpoil) {
    const Unsent message{"msg_1", R"({"text": "ü\"/"})", from_epoch_us(5), 7, 2};
    EXPECT_EQ(unsent_from(note_of("chat", message)), std::pair(std::string{"chat"}, message));
    for (const Note& note : std::vector<Note>{{"notify/watch", "{}"},
                                              {"notify/unsent/chat", "{}"},
                                              {"notify/unsent/chat/1", "{}"},
                                              {"notify/unsent/chat/1", "["},
                                              {"notify/unsent/chat/1", "[]"}})
        EXPECT_FALSE(unsent_from(note)) << note.name;
}

TEST_F(Notifiers, ATargetThatStaysTheSameKeepsWhatItHas) {
    answer = [](const HeardRequest&) { return Said{.hang = true}; };
    const NotifySetup setup = setup_of(R"({"allow_local": true})");
    running->apply(setup);
    change();
    EXPECT_EQ(running->counts().waiting, 2u);
    running->apply(setup);
    EXPECT_EQ(running->counts().waiting, 2u);
    running->apply({});
    EXPECT_EQ(running->counts().waiting, 0u);
}

TEST_F(Notifiers, ASecretThatIsNotThereIsSaidWithoutTheAddress) {
    const auto problems = running->apply(setup_of(R"({"secret": {"env": "NOT_SET"}})"));
    EXPECT_EQ(problems,
              (std::vector<std::string>{
                  "notifications.json: target \"chat\": NOT_SET: is not set in the environment"}));
}

}  // namespace
}  // namespace waymark::server
