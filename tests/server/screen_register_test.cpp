#include "server/screens/screen_register.hpp"

#include <gmock/gmock.h>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using Action = Command::Action;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Time start = from_epoch_ms(1'774'868'400'000);

/// A screen's session: its outbox, and what it was told.
class Wall {
public:
    Wall(ScreenRegister& screens, const std::string& id, Time now)
        : number(screens.join({.version = "0.1.0", .screen = {id}}, "10.0.0.5", outbox_, now)) {}
    /// The commands that wait for it.
    std::vector<Command> told() {
        std::vector<Command> commands;
        while (const auto frame = outbox_->next([] { return Frame{}; }))
            commands.push_back(std::get<Command>(*decode_server_message(**frame)));
        return commands;
    }
    void go() { outbox_.reset(); }

private:
    std::shared_ptr<Outbox> outbox_ = std::make_shared<Outbox>(1000, [] {});

public:
    const ConnectionNumber number;
};

Ordered order(Action action) {
    return {{.action = action}, std::nullopt};
}

TEST(ScreenRegister, ACommandReachesEveryConnectionOfAScreenAndNoOther) {
    ScreenRegister screens;
    Wall one{screens, "main", start}, two{screens, "main", start}, other{screens, "hall", start};
    const auto told = screens.order({"main"}, order(Action::identify), start);
    ASSERT_TRUE(told);
    EXPECT_THAT(*told, ElementsAre(one.number, two.number));
    EXPECT_THAT(one.told(), ElementsAre(Command{.action = Action::identify}));
    EXPECT_THAT(two.told(), ElementsAre(Command{.action = Action::identify}));
    EXPECT_THAT(other.told(), ElementsAre());
}

TEST(ScreenRegister, OneOfSeveralConnectionsCanBeMeant) {
    ScreenRegister screens;
    Wall one{screens, "main", start}, two{screens, "main", start};
    ASSERT_TRUE(screens.order({"main"}, {{.action = Action::identify}, one.number}, start));
    EXPECT_EQ(one.told().size(), 1u);
    EXPECT_EQ(two.told().size(), 0u);
}

TEST(ScreenRegister, AScreenThatIsNotThereIsAnsweredWithThoseThatAre) {
    ScreenRegister screens;
    const auto nobody = screens.order({"main"}, order(Action::blank), start);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().what, R"(screen "main" is not connected; none is)");
    Wall one{screens, "hall", start}, two{screens, "desk", start}, three{screens, "hall", start};
    const auto none = screens.order({"main"}, order(Action::blank), start);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, OrderRefusal::Kind::not_there);
    EXPECT_EQ(none.error().what, R"(screen "main" is not connected; connected are "hall", "desk")");
    screens.leave(two.number);
    const auto gone = screens.order({"desk"}, {{.action = Action::reload}, two.number}, start);
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().what, R"(screen "desk" by connection 2 is not connected; connected are )"
                                 R"("hall" by connection 1, "hall" by connection 3)");
}

TEST(ScreenRegister, ANameThatNobodyHasIsSaidAgainPlainAndCut) {
    ScreenRegister screens;
    const auto nobody =
        screens.order({"a\n\xff" + std::string(10'000, 'x')}, order(Action::blank), start);
    EXPECT_EQ(nobody.error().what, "screen \"a \" is not connected; none is");
    EXPECT_EQ(quoted_name(std::string(10'000, 'x')), '"' + std::string(100, 'x') + '"');
}

TEST(ScreenRegister, WhatHoldsIsSaidAgainToAScreenThatComesBack) {
    ScreenRegister screens;
    Wall first{screens, "main", start};
    EXPECT_THAT(first.told(), ElementsAre()) << "nothing was ordered yet";
    ASSERT_TRUE(screens.order({"main"}, order(Action::blank), start));
    ASSERT_TRUE(screens.order(
        {"main"}, {{.action = Action::show, .scene = {"roadmap"}, .length = 60s}, {}}, start));
    ASSERT_TRUE(screens.order({"main"}, order(Action::identify), start));
    screens.leave(first.number);
    Wall again{screens, "main", start + 20s};
    EXPECT_THAT(again.told(),
                ElementsAre(Command{.action = Action::resume},
                            Command{.action = Action::show, .scene = {"roadmap"}, .length = 40s},
                            Command{.action = Action::blank}));
    ASSERT_TRUE(screens.order({"main"}, order(Action::unblank), start + 30s));
    ASSERT_TRUE(screens.order({"main"}, order(Action::pause), start + 30s));
    Wall late{screens, "main", start + 60s};
    EXPECT_THAT(late.told(),
                ElementsAre(Command{.action = Action::resume}, Command{.action = Action::pause},
                            Command{.action = Action::unblank}))
        << "what was to end has ended";
    ASSERT_TRUE(screens.order({"main"}, order(Action::resume), start + 70s));
    Wall last{screens, "main", start + 80s};
    EXPECT_THAT(last.told(),
                ElementsAre(Command{.action = Action::resume}, Command{.action = Action::unblank}))
        << "one that missed the end of something learns it, too";
}

TEST(ScreenRegister, WhatHoldsIsKeptAndHoldsAfterARestart) {
    OrdersByScreen kept;
    {
        ScreenRegister screens;
        Wall wall{screens, "main", start}, hall{screens, "hall", start};
        EXPECT_EQ(screens.take_changed_orders(), std::nullopt);
        ASSERT_TRUE(screens.order({"main"}, order(Action::identify), start));
        EXPECT_EQ(screens.take_changed_orders(), std::nullopt) << "nothing that holds on";
        ASSERT_TRUE(screens.order(
            {"main"}, {{.action = Action::show, .scene = {"roadmap"}, .length = 60s}, {}}, start));
        ASSERT_TRUE(screens.order({"main"}, order(Action::pause), start));
        ASSERT_TRUE(screens.order({"main"}, {{.action = Action::light, .percent = 40}, {}}, start));
        ASSERT_TRUE(screens.order({"hall"}, order(Action::blank), start));
        const auto changed = screens.take_changed_orders();
        ASSERT_TRUE(changed);
        kept = standing_orders_from(to_text(*changed)).value();
        EXPECT_EQ(kept, *changed);
        ASSERT_TRUE(screens.order({"main"}, order(Action::pause), start));
        EXPECT_EQ(screens.take_changed_orders(), std::nullopt) << "it was paused already";
    }
    ScreenRegister screens;
    screens.recall(kept);
    Wall wall{screens, "main", start + 20s}, hall{screens, "hall", start + 90s};
    EXPECT_THAT(wall.told(),
                ElementsAre(Command{.action = Action::resume},
                            Command{.action = Action::show, .scene = {"roadmap"}, .length = 40s},
                            Command{.action = Action::pause}, Command{.action = Action::unblank},
                            Command{.action = Action::light, .percent = 40}));
    EXPECT_THAT(hall.told(),
                ElementsAre(Command{.action = Action::resume}, Command{.action = Action::blank}));
}

TEST(ScreenRegister, KeptOrdersThatCanNotBeReadAreRefusedInWords) {
    EXPECT_EQ(standing_orders_from("").value(), OrdersByScreen{});
    for (const char* text : {"{", "7", "\"x\"", "[7]", "[{}]", R"([{"screen":"main"}])",
                             R"([{"screen":"main","paused":1,"blanked":false}])",
                             R"([{"screen":7,"paused":true,"blanked":false}])",
                             R"([{"screen":"m","paused":true,"blanked":false,"until":"now"}])"}) {
        const auto orders = standing_orders_from(text);
        ASSERT_FALSE(orders) << text;
        EXPECT_FALSE(orders.error().what.empty());
    }
}

TEST(ScreenRegister, AScreenThatDoesNotReadIsSaidToTakeNothing) {
    ScreenRegister screens;
    Wall one{screens, "main", start};
    for (std::size_t i = 0; i < Outbox::most_commands; ++i)
        ASSERT_TRUE(screens.order({"main"}, order(Action::identify), start));
    const auto full = screens.order({"main"}, order(Action::identify), start);
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().kind, OrderRefusal::Kind::takes_nothing);
    EXPECT_EQ(one.told().size(), Outbox::most_commands);
}

TEST(ScreenRegister, WhatAPeerCallsItselfIsCutAndMadePlain) {
    ScreenRegister screens;
    const auto outbox = std::make_shared<Outbox>(1000, [] {});
    std::string longer;
    for (int i = 0; i < 60; ++i)
        longer += "é";
    const auto number =
        screens.join({.version = "1\x1b[2J", .screen = {longer}}, "::1", outbox, start);
    const ConnectedScreen& one = screens.connected().at(number);
    EXPECT_EQ(one.hello.version, "1 [2J");
    EXPECT_EQ(one.screen.text, longer.substr(0, 100)) << "not in the middle of a character";
    EXPECT_THAT(screens.present(), ElementsAre(one.screen));
}

}  // namespace
}  // namespace waymark::server
