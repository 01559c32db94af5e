#include "server/screens/command_reader.hpp"

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using Action = Command::Action;

Outline desk_with_two_scenes() {
    Outline desk;
    desk.scenes = {{.id = {"wall"}}, {.id = {"roadmap"}}};
    return desk;
}

TEST(CommandReader, ReadsWhatEachActionTakes) {
    const Outline desk = desk_with_two_scenes();
    const auto show = read_order(R"({"action":"show","scene":"roadmap","seconds":300})", desk);
    ASSERT_TRUE(show);
    EXPECT_EQ(show->command,
              (Command{.action = Action::show, .scene = {"roadmap"}, .length = 5min}));
    const auto message =
        read_order(R"({"action":"message","text":"Lunch is here","connection":3})", desk);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->command, (Command{.action = Action::message, .text = "Lunch is here"}));
    EXPECT_EQ(message->connection, 3u);
    const auto light = read_order(R"({"action":"light","percent":40})", desk);
    ASSERT_TRUE(light);
    EXPECT_EQ(light->command, (Command{.action = Action::light, .percent = 40}));
    for (const char* action : {"identify", "pause", "resume", "blank", "unblank", "reload",
                               "screenshot", "acknowledge", "skip"}) {
        const auto order = read_order(R"({"action":")" + std::string{action} + R"("})", desk);
        ASSERT_TRUE(order) << action;
        EXPECT_EQ(word_of(order->command.action), action);
    }
}

TEST(CommandReader, RefusesEverythingElseAndSaysWhatIsAllowed) {
    struct Bad {
        std::string text;
        bool unreadable;
        std::string why;
    };
    const std::string longest(201, 'x');
    const Bad table[]{
        {"", true, "not JSON, near line 1 column 1"},
        {"{", true, ""},
        {R"({"action":"blank","action":"pause"})", true, R"(/action: key "action" stands twice)"},
        {std::string((16 << 10) + 1, ' '), true, "longer than 16384 octets"},
        {"[[[[[[]]]]]]", true, "/0/0/0/0: deeper than 4 levels"},
        {"[]", false, "[] is no object"},
        {"{}", false, R"("action" is missing)"},
        {R"({"action":5})", false, ""},
        {R"({"action":"explode"})", false, ""},
        {R"({"action":"identfy"})", false,
         R"(/action: "identfy" is not known; did you mean "identify"?)"},
        {R"({"action":"show"})", false, R"("scene" is missing)"},
        {R"({"action":"show","scene":"kitchen"})", false,
         R"(/scene: "kitchen" is not known; allowed are "wall", "roadmap")"},
        {R"({"action":"show","scene":"wall","seconds":0})", false,
         "/seconds: 0 is no length; allowed are whole numbers from 1 to 604800"},
        {R"({"action":"show","scene":"wall","seconds":1e300})", false, ""},
        {R"({"action":"show","scene":"wall","connection":1})", false,
         R"(/connection: "connection" is no known key; allowed are "action", "scene", "seconds")"},
        {R"({"action":"message"})", false, R"("text" is missing)"},
        {R"({"action":"message","text":" "})", false, ""},
        {R"({"action":"message","text":"a\u001b[2Jb"})", false, ""},
        {R"({"action":"message","text":")" + longest + R"("})", false, ""},
        {R"({"action":"identify","connection":0})", false, ""},
        {R"({"action":"pause","seconds":5})", false, ""},
        {R"({"action":"screenshot","id":7})", false, ""},
        {R"({"action":"skip","scene":"wall"})", false, ""},
        {R"({"action":"light"})", false, R"("percent" is missing)"},
        {R"({"action":"light","percent":101})", false,
         "/percent: 101 is no percentage; allowed are whole numbers from 0 to 100"},
        {R"({"action":"light","percent":-1})", false, ""},
        {R"({"action":"light","percent":0.5})", false, ""},
        {R"({"action":"light","percent":"50"})", false, ""},
        {R"({"action":"light","percent":1e99})", false, ""},
        {R"({"action":"light","percent":50,"connection":1})", false, ""},
    };
    for (const Bad& bad : table) {
        SCOPED_TRACE(bad.text.substr(0, 100));
        const auto order = read_order(bad.text, desk_with_two_scenes());
        ASSERT_FALSE(order);
        EXPECT_EQ(order.error().unreadable, bad.unreadable);
        const std::string why = to_text(order.error().why);
        EXPECT_FALSE(why.empty());
        if (!bad.why.empty()) {
            EXPECT_EQ(why, bad.why);
        }
    }
}

}  // namespace
}  // namespace waymark::server
