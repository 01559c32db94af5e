#include <csignal>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/support/client.hpp"
#include "tests/support/desk_on_disk.hpp"
#include "tests/support/explained_desk.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// What a command printed, and its exit status.
struct Ran {
    int status = -1;
    std::string output;
};

Ran run(const std::vector<std::string>& arguments) {
    ServerProcess command{arguments};
    const int status = command.wait();
    return {status, command.output()};
}

/// The same with a file as its standard input.
Ran run_on(const std::filesystem::path& file, const std::vector<std::string>& arguments) {
    const int kept = ::dup(STDIN_FILENO);
    const int input = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    ::dup2(input, STDIN_FILENO);
    Ran ran = run(arguments);
    ::dup2(kept, STDIN_FILENO);
    ::close(input);
    ::close(kept);
    return ran;
}

class Commands : public testing::Test {
protected:
    Commands() { write_desk(desk, explained_texts()); }
    std::vector<std::string> serving(std::vector<std::string> more) const {
        std::vector<std::string> arguments{
            "--desk",   desk.string(), "--data",      (scratch.path() / "data").string(),
            "--listen", "127.0.0.1:0", "--log-level", "error"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    static std::string url(const ServerProcess& server) {
        return "http://127.0.0.1:" + std::to_string(server.port());
    }

    Scratch scratch;
    std::filesystem::path desk = scratch.path() / "desk";
};

TEST_F(Commands, ExplainPrintsHowAReadingCameAbout) {
    ServerProcess server{serving({})};
    ASSERT_NE(server.port(), 0) << server.output();
    post_json(server.port(), "/v1/feeds/phone/records",
              R"([{"type":"contact.offered","id":"1","contact":"c1","queue":"sales"},
                  {"type":"contact.answered","id":"2","contact":"c1","queue":"sales","agent":"a"}])");
    const Ran told = run({"explain", "answered", "--server", url(server)});
    EXPECT_EQ(told.status, 0);
    EXPECT_THAT(told.output, HasSubstr("Answered in 20 s (answered): 100 %, Too few\n"));
    EXPECT_THAT(told.output, HasSubstr("contact.answered c1"));
    const Ran raw = run({"explain", "answered", "--json", "--server", url(server)});
    const Reply page = fetch(server.port(), "/v1/kpis/answered/explain");
    EXPECT_EQ(page.status, 200u);
    EXPECT_EQ(json::parse(raw.output)["merged"], json::parse(page.body)["merged"]);

    const Ran unknown = run({"explain", "nothing", "--server", url(server)});
    EXPECT_EQ(unknown.status, 1);
    EXPECT_EQ(unknown.output, "nothing: there is no KPI of that name; /v1/desk lists them\n");
    EXPECT_EQ(fetch(server.port(), "/v1/kpis/nothing/explain").status, 404u);
}

TEST_F(Commands, ExplainSaysWhenNoServerIsThere) {
    std::string gone;
    {
        ServerProcess server{serving({})};
        gone = url(server);
        server.send(SIGTERM);
        server.wait();
    }
    const Ran told = run({"explain", "answered", "--server", gone});
    EXPECT_EQ(told.status, 1);
    EXPECT_EQ(told.output,
              gone + ": does not accept connections; --server says where the server listens\n");
    EXPECT_EQ(run({"explain", "answered", "--server", "nowhere"}).status, 78);
    EXPECT_EQ(run({"explain"}).status, 78);
}

TEST_F(Commands, ReadersShowTheirToken) {
    const std::string file = (scratch.path() / "token").string();
    std::ofstream{file} << "open sesame\n";
    ServerProcess server{serving({"--screen-token-file", file})};
    EXPECT_EQ(fetch(server.port(), "/v1/kpis/answered/explain").status, 401u);
    EXPECT_EQ(fetch(server.port(), "/v1/health").status, 401u);
    const Ran refused = run({"explain", "answered", "--server", url(server)});
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.output, HasSubstr("the screen token is needed; --token-file names"));
    EXPECT_EQ(run({"explain", "answered", "--server", url(server), "--token-file", file}).status,
              0);
    EXPECT_EQ(run({"enter", "audit", "80%", "--period", "2026-Q1", "--server", url(server),
                   "--screen-token-file", file})
                  .status,
              0);
}

TEST_F(Commands, EnterTellsTheServerWhatPeopleMeasured) {
    ServerProcess server{serving({})};
    const Ran entered = run({"enter", "audit", "7", "--of", "9", "--period", "2026-Q1", "--by",
                             "Kim", "--server", url(server)});
    EXPECT_EQ(entered.output, "audit: 7 of 9 is entered for 2026-Q1\n");
    EXPECT_EQ(entered.status, 0);
    json told = json::parse(fetch(server.port(), "/v1/kpis/audit/explain").body);
    EXPECT_NEAR(told["value"].get<double>(), 7.0 / 9, 1e-9);
    EXPECT_EQ(run({"enter", "audit", "80%", "--period", "2026-Q1", "--server", url(server)}).status,
              0);
    told = json::parse(fetch(server.port(), "/v1/kpis/audit/explain").body);
    EXPECT_EQ(told["value"], 0.8) << "the last entry for a period counts";
}

TEST_F(Commands, EnterRefusesInWords) {
    ServerProcess server{serving({})};
    const auto refused = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "enter");
        arguments.insert(arguments.end(), {"--server", url(server)});
        const Ran ran = run(arguments);
        EXPECT_NE(ran.status, 0);
        return ran.output;
    };
    EXPECT_THAT(refused({"answered", "80%", "--period", "2026-Q1"}),
                HasSubstr("answered: is computed from records (service_level)"));
    EXPECT_THAT(refused({"audit", "80%", "--period", "spring"}),
                HasSubstr("--period: \"spring\" is no period"));
    EXPECT_THAT(refused({"audit", "good", "--period", "2026-Q1"}),
                HasSubstr("VALUE: \"good\" is not allowed"));
    EXPECT_THAT(refused({"nothing", "1", "--period", "2026"}),
                HasSubstr("nothing: there is no KPI of that name"));
    EXPECT_THAT(refused({"audit", "80%", "--period", "2026", "--feed", "fax"}),
                HasSubstr("there is no feed of that name"));
    EXPECT_THAT(refused({"audit", "80%"}), HasSubstr("--period: is missing"));
}

TEST_F(Commands, HealthTellsWhatIsOddInTheData) {
    ServerProcess server{serving({})};
    post_json(server.port(), "/v1/feeds/phone/records",
              R"([{"type":"contact.offered","id":"1","contact":"c1","queue":"bakery"},
                  {"type":"contact.offered"}])");
    const json health = json::parse(fetch(server.port(), "/v1/health").body);
    ASSERT_EQ(health["today"].size(), 2u) << health.dump();
    EXPECT_EQ(health["today"][0]["reason"], "a queue that feeds.json does not name");
    EXPECT_EQ(health["today"][0]["feed"], "phone");
    EXPECT_EQ(health["today"][1]["reason"], "a record that was rejected");
    EXPECT_EQ(health["records"]["accepted"], 1);
    EXPECT_EQ(health["records"]["rejected"], 1);
}

TEST_F(Commands, RecomputeReportsAndAppliesWhatAChangedDefinitionSaysOfStoredRecords) {
    const std::string data = (scratch.path() / "data").string();
    const auto recompute = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"recompute",   "answered", "--desk",
                                           desk.string(), "--data",   data};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    };
    EXPECT_THAT(recompute({}).output, HasSubstr("holds no records of a Waymark server"));
    {
        ServerProcess server{serving({"--clock", "feed"})};
        post_json(server.port(), "/v1/feeds/phone/records", R"([
            {"type":"contact.offered","id":"1","contact":"c1","queue":"sales",
             "time":"2026-03-30T08:00:00Z"},
            {"type":"contact.answered","id":"2","contact":"c1","queue":"sales","agent":"a",
             "time":"2026-03-30T08:00:25Z"}])");
        const Ran busy = recompute({});
        EXPECT_EQ(busy.status, 1);
        EXPECT_THAT(busy.output, HasSubstr("is in use by another program; stop the server first"));
        server.send(SIGTERM);
        server.wait();
    }
    DeskTexts texts = explained_texts();
    const std::string usual = "\"within\": \"20s\"";
    texts["kpis.json"].replace(texts["kpis.json"].find(usual), usual.size(), "\"within\": \"30s\"");
    write_desk(desk, texts);
    const Ran told = recompute({});
    EXPECT_EQ(told.status, 0);
    EXPECT_THAT(told.output, HasSubstr("2 records read"));
    EXPECT_THAT(told.output, HasSubstr("1 of 1 day differs.\nNothing was changed;"));
    const Ran applied = recompute({"--apply"});
    EXPECT_EQ(applied.status, 0);
    EXPECT_THAT(applied.output, HasSubstr("The recomputed series is the KPI's present one"));
    EXPECT_THAT(recompute({}).output, HasSubstr("0 of 1 day differ"));
    ServerProcess again{serving({"--clock", "feed"})};
    const json explained = json::parse(fetch(again.port(), "/v1/kpis/answered/explain").body);
    EXPECT_EQ(explained["value"], 1.0);
    EXPECT_EQ(explained["series"].size(), 2u);
    EXPECT_EQ(recompute({"--from", "yesterday"}).status, 78);
}

TEST_F(Commands, CataloguePrintsTheMeasures) {
    const Ran printed = run({"catalogue"});
    EXPECT_EQ(printed.status, 0);
    EXPECT_THAT(printed.output, HasSubstr("service_level"));
    const Ran help = run({"--help"});
    for (const char* command : {"explain", "enter", "recompute", "catalogue"})
        EXPECT_THAT(help.output, HasSubstr(command));
}

TEST_F(Commands, FeedTrySaysWhatRulesMakeOfAMessage) {
    DeskTexts texts = explained_texts();
    json feeds = json::parse(texts.at("feeds.json"));
    feeds["feeds"].push_back(json::parse(R"({"id":"jira","title":"Jira","cadence":"30s",
        "adapter":"push","mapping":{"rules":[{"when":[["/event","eq","new"]],
        "emit":"ticket.created","fields":{"id":{"header":"X-Id"},"ticket":"/key"}}]}})"));
    texts["feeds.json"] = feeds.dump();
    write_desk(desk, texts);
    const auto sample = scratch.path() / "sample.json";
    std::ofstream{sample} << R"({"event":"new","key":"D-7"})";
    const Ran tried = run_on(
        sample, {"feed", "try", "jira", "--desk", desk.string(), "--header", "X-Id: 12, 13"});
    EXPECT_EQ(tried.status, 0);
    EXPECT_THAT(tried.output, HasSubstr("\"/event\" eq \"new\": yes; it is \"new\"\n"));
    EXPECT_THAT(tried.output, HasSubstr("1 record, 0 rejected, 0 dropped without a value\n"
                                        "{\"id\":\"12, 13\",\"ticket\":\"D-7\",\"time\":"));

    const Ran page = run_on(
        sample, {"feed", "try", "jira", "--desk", desk.string(), "--content-type", "text/html"});
    EXPECT_EQ(page.status, 1);
    EXPECT_EQ(page.output,
              "The message is refused: is HTML or XML, perhaps a login page; expected is json\n");

    const Ran other = run_on(sample, {"feed", "try", "phone", "--desk", desk.string()});
    EXPECT_EQ(other.status, 78);
    EXPECT_EQ(other.output, "\"phone\" is no feed of this desk that has a mapping\n");
}

TEST_F(Commands, FeedPresetPrintsAStartForAnEntryOfOnesOwn) {
    const Ran listed = run({"feed", "preset"});
    EXPECT_EQ(listed.status, 0);
    EXPECT_THAT(listed.output, HasSubstr("\njira "));
    const Ran printed = run({"feed", "preset", "jira"});
    EXPECT_EQ(printed.status, 0);
    json entry = json::parse(printed.output, nullptr, true, true);
    entry.update({{"id", "jira"},
                  {"title", "Jira"},
                  {"cadence", "1min"},
                  {"secret", {{"env", "JIRA_SECRET"}}}});
    DeskTexts texts = explained_texts();
    json feeds = json::parse(texts.at("feeds.json"));
    feeds["feeds"].push_back(entry);
    texts["feeds.json"] = feeds.dump();
    write_desk(desk, texts);
    EXPECT_EQ(run({"check", desk.string()}).status, 0);

    const Ran unknown = run({"feed", "preset", "jria"});
    EXPECT_EQ(unknown.status, 78);
    EXPECT_EQ(unknown.output,
              "\"jria\" is no preset; did you mean \"jira\"? (\"waymark-server feed preset\" lists "
              "them)\n");
    const Ran nothing = run({"feed"});
    EXPECT_EQ(nothing.status, 78);
    EXPECT_THAT(nothing.output, HasSubstr("allowed are try, preset"));
}

}  // namespace
}  // namespace waymark::test
