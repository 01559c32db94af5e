#include <filesystem>
#include <fstream>

#include <boost/asio/buffer.hpp>
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/support/client.hpp"
#include "tests/support/desk_on_disk.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/program.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/small_desk.hpp"
#include "tests/support/until.hpp"

namespace waymark::test {
namespace {

using boost::asio::ip::udp;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto patience = 60s;
constexpr const char* program = "/usr/sbin/collectd";

/// The Debian package that is missing; empty: none.
std::string lacks() {
    if (::access(program, X_OK) != 0) return "collectd-core";
    const std::pair<const char*, const char*> libraries[] = {
        {"libyajl.so.2", "libyajl2"}, {"libcurl-gnutls.so.4", "libcurl3-gnutls"}};
    for (const auto& [library, package] : libraries) {
        void* const found = ::dlopen(library, RTLD_LAZY);
        if (found == nullptr) return package;
        ::dlclose(found);
    }
    return {};
}

/// The settings of collectd's that a page gives, with other texts put into them.
std::string settings_of_page(const std::string& page,
                             const std::vector<std::pair<std::string, std::string>>& put) {
    const std::string text = text_of_file(WAYMARK_SOURCE_DIR "/docs/feeds/" + page);
    const std::string fence = "```\n";
    const auto plugin = text.find("LoadPlugin write_");
    const auto from = text.rfind(fence, plugin) + fence.size();
    std::string settings = text.substr(from, text.find(fence, from) - from);
    for (const auto& [what, other] : put) {
        const auto at = settings.find(what);
        if (at == std::string::npos) throw std::runtime_error("the page has no " + what);
        settings.replace(at, what.size(), other);
    }
    return settings;
}

/// collectd itself, which hears StatsD and sends on what it heard.
class Collectd : public testing::Test {
protected:
    void SetUp() override {
        if (const auto package = lacks(); !package.empty())
            GTEST_SKIP() << "the Debian package " << package << " is not installed";
    }

    void serve(json feed, const std::string& metric) {
        DeskTexts texts = small_desk();
        const auto kpi = [&](const std::string& measure, const std::string& window,
                             const std::string& name) {
            return json{{"id", measure},
                        {"title", measure},
                        {"unit", "count"},
                        {"window", window},
                        {"measure", measure},
                        {"metric", metric + name},
                        {"supports", {"reach-us"}},
                        {"feeds", {"metrics"}}};
        };
        texts["kpis.json"] =
            json{{"kpis",
                  {kpi("gauge", "now", "calls_waiting"), kpi("counter", "rolling 60min", "calls")}}}
                .dump();
        texts["screens.json"] = screens_of("gauge");
        feed.update({{"id", "metrics"}, {"title", "collectd"}, {"cadence", "10s"}});
        texts["feeds.json"] = json{{"feeds", {feed}}}.dump();
        const auto desk = scratch.path() / "desk";
        write_desk(desk, texts);
        std::ofstream{desk / "secret"} << "open sesame\n";
        server.emplace(std::vector<std::string>{"--desk", desk.string(), "--data",
                                                (scratch.path() / "data").string(), "--listen",
                                                "127.0.0.1:0"});
        if (server->port() == 0) throw std::runtime_error(server->output());
    }
    /// With an interval of a second.
    void start(const std::string& settings) {
        const std::string here = scratch.path().string();
        statsd = free_udp_port();
        std::ofstream{scratch.path() / "collectd.conf"}
            << "Hostname \"desk\"\nFQDNLookup false\nInterval 1\n"
            << "BaseDir \"" << here << "\"\nPIDFile \"" << here << "/pid\"\n"
            << "TypesDB \"/usr/share/collectd/types.db\"\n"
            << "LoadPlugin logfile\n<Plugin logfile>\n  LogLevel info\n  File STDERR\n</Plugin>\n"
            << "LoadPlugin statsd\n<Plugin statsd>\n  Host \"127.0.0.1\"\n  Port \"" << statsd
            << "\"\n</Plugin>\n"
            << settings;
        collectd.emplace(ProgramCall{
            .arguments = {program, "-f", "-C", (scratch.path() / "collectd.conf").string()},
            .environment = {},
            .output = scratch.path() / "output",
            .input = {}});
    }
    void say(const std::string& line) {
        boost::asio::io_context io;
        udp::socket socket{io, udp::v4()};
        // Before collectd listens nobody hears it.
        boost::system::error_code ignored;
        socket.send_to(boost::asio::buffer(line),
                       {boost::asio::ip::make_address("127.0.0.1"), statsd}, 0, ignored);
    }
    double value(const std::string& kpi) {
        const json read = json::parse(fetch(server->port(), "/v1/kpis/" + kpi).body)["reading"];
        return read.contains("value") && read["value"].is_number() ? read["value"].get<double>()
                                                                   : -1;
    }
    /// Tells collectd so many calls waiting until the wall shows them.
    bool soon_waiting(int calls) {
        return until(patience, [&] {
            say("calls_waiting:" + std::to_string(calls) + "|g");
            return value("gauge") == calls;
        });
    }
    std::string all() { return collectd->output() + fetch(server->port(), "/v1/health").body; }

    Scratch scratch;
    std::optional<ServerProcess> server;
    std::uint16_t statsd = 0;
    std::optional<Program> collectd;
};

TEST_F(Collectd, ShowsAPasswordWhenAskedAndSendsWhatItMeasures) {
    serve({{"preset", "collectd"}, {"secret", {{"file", "secret"}}}}, "statsd.");
    start(settings_of_page("collectd.md", {{"http://SERVER:8080",
                                            "http://127.0.0.1:" + std::to_string(server->port())},
                                           {"the secret below", "open sesame"},
                                           {"FlushInterval 10", "FlushInterval 1"}}));
    EXPECT_TRUE(soon_waiting(4)) << all();
    say("calls:1|c");
    // It tells how many there were once, ...
    EXPECT_TRUE(soon_waiting(2) && soon_waiting(5)) << all();
    say("calls:3|c");
    // ... and what that grows by counts.
    EXPECT_TRUE(until(patience, [&] { return value("counter") == 3; })) << all();
}

TEST_F(Collectd, SendsWhatItMeasuresAsGraphiteLines) {
    const std::string port = std::to_string(free_port());
    serve({{"adapter", "graphite"},
           {"listen", "127.0.0.1:" + port},
           {"templates", {"collectd.desk.statsd.gauge-{metric}"}}},
          "");
    start(settings_of_page("graphite-statsd-influx.md", {{"\"2003\"", "\"" + port + "\""},
                                                         {"FlushInterval 10", "FlushInterval 1"}}));
    EXPECT_TRUE(soon_waiting(4)) << all();
    EXPECT_TRUE(soon_waiting(2)) << all();
}

}  // namespace
}  // namespace waymark::test
