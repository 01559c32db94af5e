#include <csignal>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/ami_server.hpp"
#include "tests/support/client.hpp"
#include "tests/support/desk_on_disk.hpp"
#include "tests/support/phone_shift.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/small_desk.hpp"
#include "tests/support/until.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::Not;

/// Of all that were answered, gave up or were given up, those answered within 20 s.
constexpr const char* service_level = R"({
  "kpis": [{
      "id": "answered", "title": "Calls answered in 20 s", "unit": "ratio",
      "window": "rolling 60min", "measure": "ratio",
      "numerator": [{ "type": "contact.answered", "where": { "wait": { "at_most": "20s" } } }],
      "denominator": [{ "type": ["contact.answered", "contact.abandoned", "contact.timed_out"] }],
      "target": { "direction": "higher", "goal": "80%", "floor": "70%" },
      "supports": ["reach-us"], "feeds": ["phone"]
  }]
})";

class Phones : public testing::Test {
protected:
    void connect(const AmiServer& asterisk, const std::string& log) {
        DeskTexts texts = small_desk();
        texts["kpis.json"] = service_level;
        texts["screens.json"] = screens_of("answered");
        json feed{
            {"id", "phone"},           {"title", "Phone"},   {"adapter", "ami"},
            {"cadence", "30s"},        {"max_wait", "180s"}, {"host", "127.0.0.1"},
            {"port", asterisk.port()}, {"user", "waymark"},  {"secret", {{"file", "secret"}}}};
        if (!log.empty()) feed["queue_log"] = log;
        texts["feeds.json"] = json{{"feeds", {feed}}}.dump();
        write_desk(desk, texts);
        std::ofstream{desk / "secret"} << "let me in\n";
    }
    std::vector<std::string> arguments() const {
        return {"--desk",   desk.string(), "--data",  (scratch.path() / "data").string(),
                "--listen", "127.0.0.1:0", "--clock", "feed"};
    }
    static json health(const ServerProcess& server) {
        return json::parse(fetch(server.port(), "/v1/health").body);
    }
    static json reading(const ServerProcess& server) {
        return json::parse(fetch(server.port(), "/v1/kpis/answered").body).at("reading");
    }
    static const json& shift() {
        static const json told = phone_shift::truth().at("shift").at("*").at("by_outcome");
        return told;
    }
    /// Whether what is shown is what the shift's own figures say.
    static bool is_true(const ServerProcess& server) {
        const json now = reading(server);
        const auto cases = shift().at("answered").get<int>() + shift().at("abandon").get<int>() +
                           shift().at("timeout").get<int>();
        const double level = shift().at("reported").at("sl_abandon_counts_against").get<double>();
        return now.at("n") == cases && std::abs(now.at("value").get<double>() - level) < 1e-9;
    }

    Scratch scratch;
    std::filesystem::path desk = scratch.path() / "desk";
    const std::string session = phone_shift::unpacked(phone_shift::folder + "session.ami.gz");
    const std::string queue_log = phone_shift::folder + "queue_log";
};

TEST_F(Phones, AShiftThatIsDroppedAndRepeatedAddsUpWithItsQueueLog) {
    AmiServer asterisk{session, {.drop_every = 150, .unheard = 60, .repeat_every = 9}};
    connect(asterisk, queue_log);
    ServerProcess server{arguments()};
    ASSERT_NE(server.port(), 0) << server.output();
    EXPECT_TRUE(until(60s, [&] { return asterisk.is_done() && is_true(server); }))
        << reading(server);
    EXPECT_THAT(health(server).at("feeds").at(0).at("gaps"), IsEmpty());
}

TEST_F(Phones, WhatHappenedWhileTheServerWasDownIsTakenFromTheQueueLog) {
    AmiServer asterisk{session, {.drop_every = 200, .unheard = 100}};
    connect(asterisk, queue_log);
    {
        ServerProcess server{arguments()};
        ASSERT_TRUE(until(60s, [&] { return health(server).at("records").at("accepted") > 100; }));
        server.send(SIGKILL);
        server.wait();
    }
    ServerProcess server{arguments()};
    EXPECT_TRUE(until(60s, [&] { return asterisk.is_done() && is_true(server); }))
        << reading(server);
}

TEST_F(Phones, WithoutAQueueLogTheGapIsNamed) {
    AmiServer asterisk{session, {.drop_every = 300, .unheard = 100}};
    connect(asterisk, "");
    ServerProcess server{arguments()};
    EXPECT_TRUE(until(60s, [&] {
        return asterisk.is_done() && !health(server).at("feeds").at(0).at("gaps").empty();
    })) << health(server);
}

TEST_F(Phones, ASecretIsNeverShown) {
    AmiServer asterisk{session, {}};
    connect(asterisk, "");
    std::ofstream{desk / "secret"} << "not-the-right-one\n";
    ServerProcess server{arguments()};
    EXPECT_TRUE(until(
        60s, [&] { return health(server).at("feeds").at(0).at("link").at("state") == "failed"; }));
    const std::string shown = health(server).dump();
    EXPECT_THAT(shown, testing::HasSubstr("refuses the login"));
    EXPECT_THAT(shown + fetch(server.port(), "/v1/desk").body,
                Not(testing::HasSubstr("not-the-right-one")));
    server.send(SIGTERM);
    server.wait();
    EXPECT_THAT(server.output(), Not(testing::HasSubstr("not-the-right-one")));
}

}  // namespace
}  // namespace waymark::test
