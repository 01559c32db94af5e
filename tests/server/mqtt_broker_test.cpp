#include "tests/support/mqtt_broker.hpp"

#include <csignal>
#include <fstream>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "server/feed/mqtt/mqtt_inbox.hpp"
#include "server/feed/mqtt/mqtt_setup.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/settings_object.hpp"
#include "tests/support/tls_identity.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* rules = R"({"rules": [{"emit": "sample", "fields": {
    "metric": {"const": "waiting"}, "value": "/waiting", "time": {"path": "/at", "type": "time",
    "time_format": "epoch_ms"}}}]})";

/// A feed at the real broker of Debian.
class MqttBrokers : public testing::Test {
protected:
    void SetUp() override {
        if (!test::MqttBroker::there())
            GTEST_SKIP() << "mosquitto is not installed (apt-get install mosquitto): nothing of "
                            "MQTT was tried with a real broker";
    }

    MadeAdapter make(std::uint16_t to, const std::string& more) {
        auto entry = nlohmann::json::parse(more);
        entry["host"] = "127.0.0.1";
        entry["port"] = to;
        entry["mapping"] = nlohmann::json::parse(rules);
        entry["topics"] = {"desk/+/state"};
        test::SettingsObject settings{entry.dump()};
        const auto setup = read_mqtt_setup(settings.object());
        settings.object().finish();
        EXPECT_EQ(settings.problems(), "");
        const auto environment = [](const std::string& name) {
            return name == "RIGHT" ? "feederpw" : name == "WRONG" ? "guess" : nullptr;
        };
        return make_mqtt(setup,
                         {io, port, folder.path(), environment, std::nullopt, make_quiet_log()});
    }
    bool run_until(const std::function<bool()>& reached) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (!reached() && std::chrono::steady_clock::now() < end) {
            io.restart();
            io.run_one_for(100ms);
        }
        return reached();
    }
    bool is(LinkState state) {
        return run_until([&] { return !port.links.empty() && port.links.back().first == state; });
    }
    void write(const char* name, const std::string& text) {
        std::ofstream{folder.path() / name} << text;
    }

    const test::Scratch folder;
    boost::asio::io_context io{1};
    test::FakePort port;
};

TEST_F(MqttBrokers, MessagesBecomeRecordsAndRetainedOnesWaitForOne) {
    test::MqttBroker broker{folder.path(), "allow_anonymous true\n"};
    test::publish(broker.port(), {"desk/old/state", R"({"waiting": 9})", true});
    test::publish(broker.port(),
                  {"desk/dated/state", R"({"waiting": 7, "at": 1773662000000})", true});
    port.time = from_epoch_ms(1'773'662'400'000);
    const auto adapter = make(broker.port(), "{}");
    ASSERT_TRUE(is(LinkState::connected));
    const std::string no_time = "a retained message that states no time of its own";
    ASSERT_TRUE(run_until([&] { return port.counts[no_time] == 1; }));
    EXPECT_THAT(port.records, IsEmpty());
    EXPECT_EQ(port.lives, 0);
    test::publish(broker.port(), {"desk/support/state", R"({"waiting": 4})"});
    ASSERT_TRUE(run_until([&] { return port.records.size() == 2; }));
    EXPECT_EQ(port.records[0].number("value"), 7);
    EXPECT_EQ(port.records[1].number("value"), 4);
}

TEST_F(MqttBrokers, AWrongPasswordIsSaidAndARightOneLetsIn) {
    const std::string command =
        "mosquitto_passwd -b -c " + (folder.path() / "passwords").string() + " feeder feederpw";
    ASSERT_EQ(std::system(command.c_str()), 0);
    test::MqttBroker broker{folder.path(),
                            "password_file " + (folder.path() / "passwords").string() + '\n'};
    const auto wrong = make(broker.port(), R"({"user": "feeder", "secret": {"env": "WRONG"}})");
    ASSERT_TRUE(is(LinkState::failed));
    EXPECT_THAT(port.links.back().second, HasSubstr("not authorised"));
    const auto right = make(broker.port(), R"({"user": "feeder", "secret": {"env": "RIGHT"}})");
    EXPECT_TRUE(is(LinkState::connected));
    const auto none = make(broker.port(), R"({"user": "feeder", "secret": {"env": "NONE"}})");
    EXPECT_THAT(to_text(none.error()), HasSubstr("NONE"));
}

TEST_F(MqttBrokers, AfterABrokersEndTheFeedComesBackAndNamesTheGap) {
    test::MqttBroker broker{folder.path(), "allow_anonymous true\n"};
    port.time = from_epoch_ms(1'773'662'400'000);
    const auto adapter = make(broker.port(), "{}");
    ASSERT_TRUE(is(LinkState::connected));
    EXPECT_THAT(port.gaps, IsEmpty()) << "nothing was known before";
    broker.kill();
    ASSERT_TRUE(is(LinkState::failed));
    port.time += 30s;
    broker.start();
    ASSERT_TRUE(is(LinkState::connected));
    ASSERT_THAT(port.gaps, SizeIs(1));
    EXPECT_EQ(port.gaps[0].second - port.gaps[0].first, 30s);
    test::publish(broker.port(), {"desk/support/state", R"({"waiting": 4})"});
    EXPECT_TRUE(run_until([&] { return port.records.size() == 1; }));
}

/// A name by which the broker knows us, and one message at a time.
constexpr const char* known = R"({"client_id": "waymark"})";
constexpr const char* one_at_a_time = "allow_anonymous true\nmax_inflight_messages 1\n";

TEST_F(MqttBrokers, TheBrokerHearsThatWeHaveAMessageOnlyOnceItIsStored) {
    test::MqttBroker broker{folder.path(), one_at_a_time};
    port.hold = true;
    auto adapter = make(broker.port(), known);
    ASSERT_TRUE(is(LinkState::connected));
    test::publish(broker.port(), {"desk/a/state", R"({"waiting": 1})"});
    test::publish(broker.port(), {"desk/a/state", R"({"waiting": 2})"});
    ASSERT_TRUE(run_until([&] { return port.held.size() == 1; }));
    adapter->reset();  // before the first is stored
    port.hold = false;
    adapter = make(broker.port(), known);
    ASSERT_TRUE(run_until([&] { return port.records.size() == 2; }));
    EXPECT_EQ(port.records[0].number("value"), 1) << "it comes again";
    EXPECT_EQ(port.records[1].number("value"), 2) << "the broker heard that we have the first";
    test::publish(broker.port(), {"desk/a/state", R"({"waiting": 3})"});
    ASSERT_TRUE(run_until([&] { return port.records.size() == 3; }));
    adapter->reset();
    adapter = make(broker.port(), known);
    test::publish(broker.port(), {"desk/a/state", R"({"waiting": 4})"});
    ASSERT_TRUE(run_until([&] { return port.records.back().number("value") == 4; }));
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(port.records[i].number("value"), double(i + 1));
}

TEST_F(MqttBrokers, WhatAKilledServerWasStoringComesAgain) {
    test::MqttBroker broker{folder.path(), one_at_a_time};
    const pid_t child = ::fork();
    if (child == 0) {
        port.on_take = [] { ::raise(SIGKILL); };
        const auto adapter = make(broker.port(), known);
        if (!is(LinkState::connected)) ::_exit(1);
        test::publish(broker.port(), {"desk/a/state", R"({"waiting": 1})"});
        run_until([] { return false; });
        ::_exit(2);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
    const auto adapter = make(broker.port(), known);
    ASSERT_TRUE(run_until([&] { return port.records.size() == 1; }));
    EXPECT_EQ(port.records[0].number("value"), 1);
}

TEST_F(MqttBrokers, AMessageThatMakesNothingKeepsNoOtherBack) {
    test::MqttBroker broker{folder.path(), one_at_a_time};
    const auto adapter = make(broker.port(), known);
    ASSERT_TRUE(is(LinkState::connected));
    for (const std::string& odd : {std::string{"no JSON"}, std::string{"{}"}, std::string{},
                                   std::string(MqttInbox::largest + 1, 'x')})
        test::publish(broker.port(), {"desk/a/state", odd});
    test::publish(broker.port(), {"desk/a/state", R"({"waiting": 1})"});
    EXPECT_TRUE(run_until([&] { return port.records.size() == 1; }));
}

TEST_F(MqttBrokers, ALastWillSaysThatASystemIsGone) {
    test::MqttBroker broker{folder.path(), "allow_anonymous true\n"};
    const auto adapter =
        make(broker.port(), R"({"status": [{"topic": "desk/nodered/status", "offline": "0"}]})");
    ASSERT_TRUE(is(LinkState::connected));
    test::vanish(broker.port(), {"desk/nodered/status", "0", true});
    ASSERT_TRUE(is(LinkState::failed));
    EXPECT_EQ(port.links.back().second, "\"desk/nodered/status\" says that its system is gone");
    test::publish(broker.port(), {"desk/nodered/status", "1", true});
    EXPECT_TRUE(is(LinkState::connected));
}

TEST_F(MqttBrokers, OverTlsOnlyABrokerWithAKnownCertificateIsTalkedTo) {
    const auto identity = test::make_tls_identity();
    write("broker.crt", identity.certificate);
    write("broker.key", identity.key);
    write("other.crt", test::make_tls_identity().certificate);
    const std::string base = folder.path().string();
    test::MqttBroker broker{folder.path(), "allow_anonymous true\ncertfile " + base +
                                               "/broker.crt\nkeyfile " + base + "/broker.key\n"};
    {
        const auto adapter = make(broker.port(), R"({"tls": {"ca": "other.crt"}})");
        ASSERT_TRUE(is(LinkState::failed));
        EXPECT_THAT(port.links.back().second, HasSubstr("certificate verify failed"));
    }
    {
        const auto adapter = make(broker.port(), R"({"tls": {"ca": "none.crt"}})");
        ASSERT_TRUE(run_until(
            [&] { return port.links.back().second == "a file of \"tls\" can't be read"; }));
    }
    const auto adapter = make(broker.port(), R"({"tls": {"ca": "broker.crt"}})");
    EXPECT_TRUE(is(LinkState::connected));
}

}  // namespace
}  // namespace waymark::server
