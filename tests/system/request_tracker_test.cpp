#include "tests/support/request_tracker.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "tests/support/client.hpp"
#include "tests/support/desk_on_disk.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/small_desk.hpp"
#include "tests/support/until.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using Strings = std::vector<std::string>;

constexpr auto patience = 60s;

/// KPIs of the tickets in a queue.
std::string kpis_of(const std::string& queue) {
    const json in_queue{{"queue", queue}};
    const auto backlog = [&](const std::string& id, const json& more) {
        json kpi{{"id", id},
                 {"title", id},
                 {"measure", "backlog"},
                 {"where", in_queue},
                 {"feeds", {"tickets"}}};
        kpi.merge_patch(more);
        return kpi;
    };
    return json{{"kpis",
                 {{{"id", "told"},
                   {"title", "What happened"},
                   {"unit", "count"},
                   {"measure", "count"},
                   {"window", "rolling 60min"},
                   {"events",
                    {{{"type",
                       {"ticket.created", "ticket.responded", "ticket.pending", "ticket.resumed",
                        "ticket.resolved", "ticket.reopened", "ticket.deleted"}},
                      {"where", in_queue}}}},
                   {"supports", {"reach-us"}},
                   {"feeds", {"tickets"}}},
                  backlog("open", json::object()),
                  backlog("urgent", {{"where", {{"priority", "P1"}}}}),
                  backlog("taken", {{"where", {{"agent", "root"}}}}),
                  backlog("unanswered", {{"awaiting_first_response", "only"}}),
                  backlog("oldest", {{"measure", "oldest_ticket"}})}}}
        .dump();
}

/// The code of the page's scrip with this address and secret.
std::string scrip_of_the_page(const std::string& url, const std::string& secret) {
    const std::string page = text_of_file(WAYMARK_SOURCE_DIR "/docs/feeds/request-tracker.md");
    const std::string mark = "```perl\n";
    const auto from = page.find(mark) + mark.size();
    std::string code = page.substr(from, page.find("```", from) - from);
    const auto put = [&](const std::string& what, const std::string& text) {
        const auto at = code.find(what);
        if (at == std::string::npos) throw std::runtime_error("the page has no " + what);
        code.replace(at, what.size(), text);
    };
    put("https://SERVER/v1/feeds/tickets/deliveries", url);
    put("the secret below", secret);
    return code;
}

/// Request Tracker 5 itself, one for all of these tests, and a server that it feeds.
class RequestTrackerItself : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!RequestTracker::lacks().empty()) return;
        rt_folder = std::make_unique<Scratch>();
        rt = std::make_unique<RequestTracker>(rt_folder->path());
    }
    static void TearDownTestSuite() {
        rt.reset();
        rt_folder.reset();
    }
    void SetUp() override {
        if (const auto package = RequestTracker::lacks(); !package.empty())
            GTEST_SKIP() << "the Debian package " << package << " is not installed";
        rt->ask_rest("POST", "/queue", {{"Name", queue}});
    }

    void connect(json feed, const std::string& secret) {
        DeskTexts texts = small_desk();
        texts["kpis.json"] = kpis_of(queue);
        texts["screens.json"] = screens_of("open");
        feed.update({{"id", "tickets"}, {"title", "RT"}, {"cadence", "1min"}});
        texts["feeds.json"] = json{{"feeds", {feed}}}.dump();
        const auto desk = scratch.path() / "desk";
        write_desk(desk, texts);
        std::ofstream{desk / "secret"} << secret << "\n";
        server = std::make_unique<ServerProcess>(Strings{"--desk", desk.string(), "--data",
                                                         (scratch.path() / "data").string(),
                                                         "--listen", "127.0.0.1:0"});
        if (server->port() == 0) throw std::runtime_error(server->output());
    }
    /// As the page's entry for polling, asking every second.
    void connect_by_polling(const std::string& token, json more) {
        more.update({{"preset", "request-tracker-poll"},
                     {"every", "1s"},
                     {"url", rt->rest() + "/tickets"},
                     {"auth",
                      {{"header",
                        {{"name", "Authorization"},
                         {"prefix", "token "},
                         {"value", {{"file", "secret"}}}}}}}});
        connect(std::move(more), token);
    }

    std::string new_ticket(int priority) const {
        const json made = rt->ask_rest("POST", "/ticket",
                                       {{"Queue", queue},
                                        {"Subject", "The printer on floor 3 is offline"},
                                        {"Requestor", "kim@customer.example"},
                                        {"Content", "It blinks."},
                                        {"ContentType", "text/plain"},
                                        {"Priority", priority}});
        return made["id"].is_string() ? made["id"].get<std::string>() : made["id"].dump();
    }
    static void change(const std::string& ticket, const json& fields) {
        rt->ask_rest("PUT", "/ticket/" + ticket, fields);
    }
    static void answer(const std::string& ticket) {
        rt->ask_rest("POST", "/ticket/" + ticket + "/correspond",
                     {{"Content", "We are on it."}, {"ContentType", "text/plain"}});
    }

    json explained(const std::string& kpi) const {
        return json::parse(fetch(server->port(), "/v1/kpis/" + kpi + "/explain").body);
    }
    double value(const std::string& kpi) const {
        const json told = explained(kpi).value("value", json{});
        return told.is_number() ? told.get<double>() : -1;
    }
    /// What happened to a ticket, in the order of time.
    Strings told_of(const std::string& ticket) const {
        Strings types;
        const json told = explained("told");
        for (const json& event : told["last_counted"])
            if (event["subject"] == ticket)
                types.insert(types.begin(), event["type"].get<std::string>());
        return types;
    }
    /// Whether the wall soon shows so many open, and so many of these without an answer.
    bool soon_shows(int open, int unanswered) const {
        return until(patience,
                     [&] { return value("open") == open && value("unanswered") == unanswered; });
    }
    bool soon_tells(const std::string& ticket, const Strings& types) const {
        return until(patience, [&] { return told_of(ticket) == types; });
    }
    /// And one more for what is told in whole seconds.
    static double seconds_since(Time begun) {
        return std::chrono::duration<double>(SystemClock{}.now() - begun).count() + 1;
    }
    std::string all() const {
        const json told = explained("told");
        return fetch(server->port(), "/v1/health").body + "\n" + told["last_counted"].dump() +
               "\nopen " + std::to_string(value("open")) + ", without a reply " +
               std::to_string(value("unanswered"));
    }

    /// A new urgent ticket, once the wall has shown it open, taken and answered.
    std::string followed_until_answered() const {
        const std::string ticket = new_ticket(95);
        EXPECT_TRUE(soon_shows(1, 1)) << all();
        EXPECT_EQ(value("urgent"), 1);
        change(ticket, {{"Owner", "root"}});
        EXPECT_TRUE(until(patience, [&] { return value("taken") == 1; })) << all();
        answer(ticket);
        EXPECT_TRUE(soon_shows(1, 0)) << all();
        return ticket;
    }

    static inline std::unique_ptr<Scratch> rt_folder;
    static inline std::unique_ptr<RequestTracker> rt;
    const std::string queue = testing::UnitTest::GetInstance()->current_test_info()->name();
    Scratch scratch;
    std::unique_ptr<ServerProcess> server;
};

TEST_F(RequestTrackerItself, TellsWhatHappensToATicketByTheScripOfThePage) {
    connect(
        {{"preset", "request-tracker-push"}, {"quiet_ok", true}, {"secret", {{"file", "secret"}}}},
        "hush hush");
    rt->add_scrip(scrip_of_the_page(
        "http://127.0.0.1:" + std::to_string(server->port()) + "/v1/feeds/tickets/deliveries",
        "hush hush"));
    const Time begun = SystemClock{}.now();
    const std::string ticket = followed_until_answered();
    change(ticket, {{"Status", "stalled"}});
    change(ticket, {{"Status", "open"}});
    change(ticket, {{"Status", "resolved"}});
    EXPECT_TRUE(soon_shows(0, 0)) << all();
    change(ticket, {{"Status", "open"}});
    EXPECT_TRUE(soon_tells(ticket, {"ticket.created", "ticket.responded", "ticket.pending",
                                    "ticket.resumed", "ticket.resolved", "ticket.reopened"}))
        << all();
    EXPECT_EQ(value("open"), 1);
    EXPECT_LE(value("oldest"), seconds_since(begun)) << "at the right time, whatever the zones";
}

TEST_F(RequestTrackerItself, IsPolledForWhatHappensToATicket) {
    const std::string token = rt->new_user("wall-london", "Europe/London");
    connect_by_polling(token, {{"zone", "Europe/London"}});
    const Time begun = SystemClock{}.now();
    const std::string ticket = followed_until_answered();
    change(ticket, {{"Status", "resolved"}});
    EXPECT_TRUE(soon_shows(0, 0)) << all();
    change(ticket, {{"Status", "open"}});
    EXPECT_TRUE(soon_tells(
        ticket, {"ticket.created", "ticket.responded", "ticket.resolved", "ticket.reopened"}))
        << all();
    EXPECT_LE(value("oldest"), seconds_since(begun)) << "at the right time, whatever the zones";
}

TEST_F(RequestTrackerItself, IsPolledForItsBacklogHoweverOldThatIs) {
    const std::string old = new_ticket(95), done = new_ticket(95);
    change(done, {{"Status", "resolved"}});
    rt->age(done, 9);
    rt->age(old, 7);
    answer(old);
    rt->age(old, 2);
    connect_by_polling(rt->new_user("wall-utc", "UTC"), json::object());
    EXPECT_TRUE(soon_shows(1, 0)) << all();
    EXPECT_NEAR(value("oldest"), 9 * 86'400, 600);
    EXPECT_EQ(told_of(done), Strings{}) << "what was done long ago is of no interest";
    change(old, {{"Status", "resolved"}});
    EXPECT_TRUE(soon_shows(0, 0)) << all();
    EXPECT_EQ(told_of(old), Strings({"ticket.created", "ticket.resolved"}))
        << "nobody knows when it was answered first";
}

TEST_F(RequestTrackerItself, LosesNothingToAUserOfAnotherTimeZone) {
    const std::string token = rt->new_user("wall-new-york", "America/New_York");
    connect_by_polling(token, json::object());
    const std::string first = new_ticket(50);
    EXPECT_TRUE(soon_tells(first, {"ticket.created"})) << all();
    const std::string second = new_ticket(50);
    EXPECT_TRUE(soon_tells(second, {"ticket.created"})) << all();
    change(first, {{"Status", "resolved"}});
    EXPECT_TRUE(soon_tells(first, {"ticket.created", "ticket.resolved"})) << all();
    EXPECT_THAT(fetch(server->port(), "/v1/health").body,
                testing::HasSubstr("is not the zone of the user we ask as"));
}

}  // namespace
}  // namespace waymark::test
