#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/client.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// A server with a feed that takes Influx lines over HTTP.
class InfluxLines : public testing::Test {
protected:
    InfluxLines() : server_(arguments()) {}

    std::vector<std::string> arguments() const {
        const auto desk = scratch_.path() / "desk";
        std::filesystem::copy(WAYMARK_SOURCE_DIR "/assets/desks/service-desk", desk);
        json feeds = json::array(
            {{{"id", "metrics"}, {"title", "M"}, {"cadence", "30s"}, {"adapter", "influx"}}});
        for (const char* id : {"phone", "tickets", "surveys", "workforce"})
            feeds.push_back({{"id", id}, {"title", id}, {"cadence", "30s"}});
        std::ofstream{desk / "feeds.json"} << json{{"feeds", feeds}};
        return {"--desk",      desk.string(), "--data",  (scratch_.path() / "data").string(),
                "--listen",    "127.0.0.1:0", "--clock", "feed",
                "--log-level", "error"};
    }
    Reply write(const std::string& query, const std::string& body, const Headers& headers) {
        return ask(server_.port(), "POST", "/v1/feeds/metrics/write" + query, headers, body);
    }
    std::string counted() { return fetch(server_.port(), "/metrics").body; }
    json health() { return json::parse(fetch(server_.port(), "/v1/health").body)["feeds"][0]; }

    Scratch scratch_;
    ServerProcess server_;
};

TEST_F(InfluxLines, AreTakenOverHttpInThePrecisionThatTheRequestSays) {
    const Reply reply = write("?db=telegraf&precision=s",
                              "desk,queue=service calls_waiting=4i,ready=2i 1774857600\n", {});
    EXPECT_EQ(reply.status, 204u);
    EXPECT_EQ(reply.body, "");
    EXPECT_THAT(counted(), HasSubstr("waymark_records_accepted_total 2"));
    EXPECT_EQ(health()["last_event"], 1'774'857'600'000);
    EXPECT_EQ(write("", "", {}).status, 204u) << "nothing is not wrong";
}

TEST_F(InfluxLines, ThatCannotBeUsedAreSaidAndTheOthersAreTaken) {
    const Reply reply = write("?precision=ms", "desk a=1 1774857600000\ndesk b=x\ndesk c\n", {});
    EXPECT_EQ(reply.status, 400u);
    EXPECT_EQ(json::parse(reply.body)["error"]["where"], "line 2");
    EXPECT_EQ(json::parse(reply.body)["error"]["what"],
              "a value that is no number; of 2 lines something was not taken, the rest was");
    EXPECT_THAT(counted(), HasSubstr("waymark_records_accepted_total 1"));
    EXPECT_EQ(health()["rejected"].size(), 2u) << "each reason is counted";
}

TEST_F(InfluxLines, InAFormThatIsNotTakenAreRefusedWithTheReason) {
    EXPECT_EQ(write("?precision=h", "desk a=1", {}).status, 400u);
    EXPECT_EQ(write("", "desk a=1", {{"Content-Encoding", "gzip"}}).status, 415u);
    EXPECT_EQ(fetch(server_.port(), "/v1/feeds/metrics/write").status, 405u);
    const Reply other = ask(server_.port(), "POST", "/v1/feeds/phone/write", {}, "desk a=1");
    EXPECT_EQ(other.status, 404u);
    EXPECT_THAT(other.body, HasSubstr("its adapter is not \\\"influx\\\""));
    EXPECT_THAT(counted(), HasSubstr("waymark_records_accepted_total 0"));
}

}  // namespace
}  // namespace waymark::test
