#include "shared/base/settings_cli.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <gmock/gmock.h>

namespace waymark {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A program with one setting of each kind, run with given arguments, environment and file.
class SettingsCliTest : public testing::Test {
protected:
    SettingsCliTest() {
        settings.required_text({"desk", "DIR", "the desk folder"}, desk);
        settings.text({"token", "TOKEN", "a secret", true}, token);
        settings.number({"keep-days", "DAYS", "how long records are kept"}, 1, 4000, keep_days);
        settings.choice({"clock", "CLOCK", "where the time comes from"}, {"system", "feed"}, clock);
        settings.list({"host", "NAME", "another name of this server"}, hosts);
        settings.flag({"windowed", "", "in a window"}, windowed);
        settings.command({"check", "DIR", "check a folder"}, check);
    }

    std::optional<int> run(std::vector<const char*> arguments) {
        arguments.insert(arguments.begin(), "waymark-test");
        return settings.read(
            static_cast<int>(arguments.size()), arguments.data(),
            [this](const char* name) {
                const auto found = environment.find(name);
                return found == environment.end() ? nullptr : found->second.c_str();
            },
            out, problems);
    }

    /// A settings file of this test's own.
    std::string file_with(const std::string& text) {
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        const auto path = std::filesystem::temp_directory_path() /
                          ("waymark-" + std::string{test->name()} + ".conf");
        std::ofstream{path} << text;
        return path.string();
    }

    std::string desk, token = "hush", clock = "system";
    std::int64_t keep_days = 400;
    std::vector<std::string> hosts;
    bool windowed = false;
    std::optional<std::string> check;
    std::map<std::string, std::string> environment;
    std::ostringstream out, problems;
    SettingsCli settings{"waymark-test", "Tests settings."};
};

TEST_F(SettingsCliTest, DefaultsHoldWhereNothingIsSaid) {
    EXPECT_EQ(run({"--desk", "d"}), std::nullopt);
    EXPECT_EQ(desk, "d");
    EXPECT_EQ(keep_days, 400);
    EXPECT_FALSE(windowed);
}

TEST_F(SettingsCliTest, CommandLineWinsOverEnvironmentOverFile) {
    const std::string file = file_with("desk = \"file\"\nclock = feed\nkeep-days = 7\n");
    environment = {{"WAYMARK_DESK", "environment"}, {"WAYMARK_KEEP_DAYS", "8"}};
    EXPECT_EQ(run({"--config", file.c_str(), "--desk", "line"}), std::nullopt);
    EXPECT_EQ(desk, "line");
    EXPECT_EQ(keep_days, 8);
    EXPECT_EQ(clock, "feed");
}

TEST_F(SettingsCliTest, ListsComeFromEverywhere) {
    EXPECT_EQ(run({"--desk", "d", "--host", "a", "--host", "b"}), std::nullopt);
    EXPECT_THAT(hosts, ElementsAre("a", "b"));
    environment["WAYMARK_HOST"] = "c,d";
    EXPECT_EQ(run({"--desk", "d"}), std::nullopt);
    EXPECT_THAT(hosts, ElementsAre("c", "d"));
    environment.clear();
    const std::string file = file_with("host = [\"e\", \"f\"]\nwindowed = true\n");
    EXPECT_EQ(run({"--desk", "d", "--config", file.c_str()}), std::nullopt);
    EXPECT_THAT(hosts, ElementsAre("e", "f"));
    EXPECT_TRUE(windowed);
}

TEST_F(SettingsCliTest, EveryProblemNamesOptionValueAndWhatIsAllowed) {
    const std::string file = file_with("clok = feed\n[more]\nclock = feed\n");
    environment["WAYMARK_CLOCK"] = "sun";
    EXPECT_EQ(run({"--config", file.c_str(), "--keep-days", "0", "--colour", "red"}), 78);
    const std::string known =
        "is not a setting; known are desk, token, keep-days, clock, host, windowed\n";
    EXPECT_THAT(problems.str(), HasSubstr("--colour: is not an option of waymark-test"));
    EXPECT_THAT(problems.str(), HasSubstr("--keep-days: \"0\" is not allowed; a whole number from "
                                          "1 to 4000 is\n"));
    EXPECT_THAT(problems.str(),
                HasSubstr("WAYMARK_CLOCK: \"sun\" is not allowed; one of system, feed is\n"));
    EXPECT_THAT(problems.str(), HasSubstr(file + ": \"clok\" " + known));
    EXPECT_THAT(problems.str(), HasSubstr(file + ": \"more.clock\" " + known));
    EXPECT_THAT(problems.str(), HasSubstr("--desk: is missing; the desk folder\n"));
}

TEST_F(SettingsCliTest, AMissingFileOrValueIsAProblem) {
    EXPECT_EQ(run({"--desk", "d", "--config", "/nowhere/at.all"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("/nowhere/at.all: the settings file can't be read"));
    EXPECT_EQ(run({"--desk"}), 78);
    EXPECT_EQ(run({"--desk", "a", "--desk", "b"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("--desk: takes one value, not 2"));
}

TEST_F(SettingsCliTest, PrintedSettingsCanBeReadBackAndHideSecrets) {
    EXPECT_EQ(run({"--print-settings", "--desk", "d", "--host", "a", "--windowed"}), 0);
    EXPECT_EQ(out.str(),
              "desk = \"d\"\n# token is secret\nkeep-days = \"400\"\nclock = \"system\"\n"
              "host = [\"a\"]\nwindowed = true\n");
    desk.clear(), hosts.clear(), windowed = false;
    const std::string file = file_with(out.str());
    EXPECT_EQ(run({"--config", file.c_str()}), std::nullopt);
    EXPECT_EQ(desk, "d");
    EXPECT_THAT(hosts, ElementsAre("a"));
    EXPECT_TRUE(windowed);
}

TEST_F(SettingsCliTest, HelpAndVersionEndTheProgramWell) {
    EXPECT_EQ(run({"--help"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("how long records are kept (WAYMARK_KEEP_DAYS)"));
    EXPECT_EQ(run({"--version"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("waymark-test 0."));
}

TEST_F(SettingsCliTest, ACommandNeedsItsArgumentAndNoSettings) {
    EXPECT_EQ(run({"check", "folder"}), std::nullopt);
    EXPECT_EQ(check, "folder");
    EXPECT_EQ(run({"check"}), 78);
}

/// A subcommand with settings of its own: one argument, and times in a row.
class OwnSettingsTest : public SettingsCliTest {
protected:
    OwnSettingsTest() {
        own.required_text({"desk", "DIR", "the desk folder"}, own_desk);
        own.argument({"file", "FILE", "what is replayed"}, file);
        own.row({"at", "TIME", "when values are told"}, times);
        settings.command({"replay", "", "replay a file"}, own, replay);
    }

    SettingsCli own{"waymark-test replay", "Replays."};
    std::string own_desk, file;
    std::vector<std::string> times;
    bool replay = false;
};

TEST_F(OwnSettingsTest, OnlyTheSettingsOfTheSubcommandAreRead) {
    EXPECT_EQ(run({"replay", "--desk", "d", "records.ndjson"}), std::nullopt);
    EXPECT_TRUE(replay);
    EXPECT_EQ(own_desk, "d");
    EXPECT_EQ(file, "records.ndjson");
    EXPECT_TRUE(desk.empty());
    EXPECT_EQ(run({"replay", "--desk", "d", "a", "--keep-days", "3"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("--keep-days: is not an option of waymark-test replay"));
}

TEST_F(OwnSettingsTest, ARowTakesAllThatFollows) {
    EXPECT_EQ(run({"replay", "a", "--at", "8:00", "9:00", "--at", "10:00", "--desk", "d"}),
              std::nullopt);
    EXPECT_EQ(file, "a");
    EXPECT_THAT(times, ElementsAre("8:00", "9:00", "10:00"));
}

TEST_F(OwnSettingsTest, AMissingArgumentIsAProblemAndNoVariableStandsInForIt) {
    environment["WAYMARK_FILE"] = "a";
    EXPECT_EQ(run({"replay", "--desk", "d"}), 78);
    EXPECT_EQ(problems.str(), "FILE: is missing; what is replayed\n");
    EXPECT_EQ(run({"replay", "--desk", "d", "a", "b"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("FILE: takes one value, not 2"));
}

TEST_F(OwnSettingsTest, ArgumentsStandInTheOrderInWhichTheyAreDeclared) {
    std::string kpi, value;
    bool entering = false;
    SettingsCli enter{"waymark-test enter", "Enters."};
    enter.argument({"kpi", "KPI", "the KPI"}, kpi);
    enter.argument({"value", "VALUE", "its value"}, value);
    settings.command({"enter", "", "enter a value"}, enter, entering);
    EXPECT_EQ(run({"enter", "audit", "80%"}), std::nullopt);
    EXPECT_EQ(kpi, "audit");
    EXPECT_EQ(value, "80%");
    EXPECT_EQ(run({"enter", "audit"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("VALUE: is missing; its value\n"));
    EXPECT_EQ(run({"enter", "audit", "1", "2"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("VALUE: takes one value, not 2"));
}

TEST_F(OwnSettingsTest, ASubcommandMayHaveSubcommandsAndAnArgumentThatMayBeLeftOut) {
    std::string name;
    bool printing = false, feeding = false;
    SettingsCli print{"waymark-test feed print", "Prints."};
    print.optional_argument({"name", "NAME", "what is printed"}, name);
    SettingsCli feed{"waymark-test feed", "Helps."};
    feed.command({"print", "", "print something"}, print, printing);
    settings.command({"feed", "", "help with feeds"}, feed, feeding);
    EXPECT_EQ(run({"feed", "print"}), std::nullopt);
    EXPECT_TRUE(feeding && printing);
    EXPECT_EQ(name, "");
    EXPECT_EQ(run({"feed", "print", "a"}), std::nullopt);
    EXPECT_EQ(name, "a");
    EXPECT_EQ(run({"feed", "print", "a", "b"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("NAME: takes one value, not 2"));
    EXPECT_EQ(run({"feed", "prnt"}), 78);
    EXPECT_THAT(problems.str(), HasSubstr("prnt: is not an option of waymark-test feed"));
}

TEST_F(OwnSettingsTest, HelpNamesTheSubcommandAndTheSubcommandHasHelpOfItsOwn) {
    EXPECT_EQ(run({"--help"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("replay a file"));
    EXPECT_EQ(run({"replay", "--help"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("when values are told"));
    EXPECT_FALSE(run({"--desk", "d"}).has_value());
}

}  // namespace
}  // namespace waymark
