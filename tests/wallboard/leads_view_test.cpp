#include "wallboard/leads/leads_view.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"
#include "tests/support/scene_faults.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/fonts.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

constexpr Time now = test::sample_now;

const Fonts& fonts() {
    static const auto loaded = Fonts::load({});
    if (!loaded) throw std::runtime_error(to_text(loaded.error()));
    return **loaded;
}

/// A window without pixels.
class Pretended : public Surface {
public:
    PixelSize size() const override { return size_; }
    const TextMeasure& text() const override { return fonts(); }
    void draw(const DrawnScene&, const Damage& damage, const Glass&) override { damage_ = damage; }
    std::vector<unsigned char> pixels() override { return {}; }

    PixelSize size_{1600, 1000};
    Damage damage_;
};

class LeadsWindow : public ::testing::Test {
protected:
    LeadsWindow() {
        state_ = sample_state(test::sample_outline(9), now);
        state_.set_link({.phase = LinkHealth::Phase::live, .heard = now});
        update();
    }
    void update() {
        if (view_.update(state_, now)) view_.draw();
    }
    void take(const Input& input) {
        view_.take(input);
        update();
    }
    void press(char32_t letter) {
        take({.kind = Input::Kind::key, .key = Key::letter, .letter = letter});
    }
    void press(Key key) { take({.kind = Input::Kind::key, .key = key}); }
    void click(const About& about) {
        const auto found = std::ranges::find(view_.seen().touches, about, &Touch::about);
        ASSERT_NE(found, view_.seen().touches.end()) << about.id;
        take({.kind = Input::Kind::pressed,
              .at = {found->rect.x + found->rect.w / 2, found->rect.y + found->rect.h / 2}});
    }
    bool shows(std::string_view widget) const {
        const auto& widgets = view_.scene().widgets;
        return std::ranges::find(widgets, widget, &Widget::name) != widgets.end();
    }

    BoardState state_;
    Pretended surface_;
    LeadsView view_{{.for_leads = true}, surface_, {}};
};

TEST_F(LeadsWindow, AClickOnATileOpensItsPanelBesideTheWall) {
    click({About::Kind::kpi, "sl"});
    EXPECT_EQ(view_.place().subject, (Subject{Panel::kpi, "sl"}));
    EXPECT_TRUE(shows("panel"));
    EXPECT_TRUE(shows("tile sl"));
    EXPECT_THAT(view_.take_questions(), testing::Contains("/v1/kpis/sl/explain"));
}

TEST_F(LeadsWindow, AClickOnAnObjectiveOpensItsTree) {
    click({About::Kind::objective, "communication"});
    EXPECT_EQ(view_.place().subject, (Subject{Panel::objective, "communication"}));
    click({About::Kind::kpi, "sl"});
    click({About::Kind::back, ""});
    EXPECT_EQ(view_.place().subject, (Subject{Panel::objective, "communication"}));
    click({About::Kind::close, ""});
    EXPECT_FALSE(shows("panel"));
}

TEST_F(LeadsWindow, InANarrowWindowThePanelTakesTheWallsPlace) {
    surface_.size_ = {700, 900};
    click({About::Kind::panel, "health"});
    EXPECT_TRUE(shows("panel"));
    EXPECT_FALSE(shows("header"));
}

TEST_F(LeadsWindow, EverythingThatCanBeSeenHasRoomAtEverySize) {
    for (const PixelSize size : {PixelSize{640, 480},
                                 {700, 1000},
                                 {1280, 720},
                                 {1600, 1000},
                                 {1920, 1080},
                                 {2560, 1080},
                                 {3840, 2160}}) {
        surface_.size_ = size;
        view_.set_pixels_per_inch(size.width > 3000 ? 192 : 96);
        for (const char32_t letter : {U'o', U'h', U'f', U's', U'u', U'?'}) {
            press(letter);
            EXPECT_THAT(test::faults(view_.scene()), IsEmpty())
                << size.width << " " << static_cast<char>(letter);
        }
        for (const auto& tab : {"why", "definition", "history", "events"}) {
            press(Key::escape);
            update();
            click({About::Kind::kpi, "sl"});
            click({About::Kind::tab, tab});
            EXPECT_THAT(test::faults(view_.scene()), IsEmpty()) << size.width << " " << tab;
        }
        press(Key::tab);
        EXPECT_THAT(test::faults(view_.scene()), IsEmpty()) << size.width << " ring";
        press(Key::escape);
    }
}

TEST_F(LeadsWindow, TheWallOfOneQueueIsAsLiveAsTheWholeOne) {
    const auto tell = [&](double value) {
        Board board = *state_.board();
        board.readings.queues = {
            {"vip", {.kpi = {"sl"}, .state = State::on_target, .value = value, .n = 9}}};
        state_ = state_.with(std::move(board));
        update();
    };
    const auto reads = [&](std::string_view text) {
        const auto& widgets = view_.scene().widgets;
        const auto tile = std::ranges::find(widgets, "tile sl", &Widget::name);
        return tile != widgets.end() && std::ranges::any_of(tile->items, [&](const Item& item) {
                   const auto* run = std::get_if<TextRun>(&item);
                   return run && run->text == text;
               });
    };
    tell(0.71);
    EXPECT_FALSE(reads("71"));
    press(U'u');
    click({About::Kind::queue, "vip"});
    EXPECT_TRUE(reads("71"));
    EXPECT_FALSE(shows("tile csat"));
    tell(0.64);
    EXPECT_TRUE(reads("64"));
    press(U'u');
    click({About::Kind::queue, ""});
    EXPECT_FALSE(reads("64"));
    EXPECT_TRUE(shows("tile csat"));
}

TEST_F(LeadsWindow, OnlyWhatChangesIsDrawnAgain) {
    take({.kind = Input::Kind::moved, .at = {800, 500}});
    const auto tile =
        std::ranges::find(view_.seen().touches, About{About::Kind::kpi, "sl"}, &Touch::about);
    surface_.damage_ = {};
    take({.kind = Input::Kind::moved, .at = {tile->rect.x + 5, tile->rect.y + 5}});
    EXPECT_TRUE(view_.points_at_something());
    EXPECT_FALSE(surface_.damage_.everything);
    EXPECT_FALSE(surface_.damage_.rects.empty());
    EXPECT_FALSE(view_.update(state_, now)) << "nothing happened since";
}

TEST_F(LeadsWindow, TheKeyboardAloneReachesEveryPanelButton) {
    std::set<std::string> reached;
    for (std::size_t i = 0; i < view_.seen().touches.size(); ++i) {
        press(Key::tab);
        press(Key::enter);
        reached.insert(std::string{name_of(view_.place().subject.panel)});
        press(Key::escape);
        for (std::size_t k = 0; k <= i; ++k)
            press(Key::tab);
    }
    EXPECT_FALSE(view_.ended());
    for (const char* panel : {"kpi", "charter", "health", "lints", "scenes", "help"})
        EXPECT_TRUE(reached.contains(panel)) << panel;
}

TEST_F(LeadsWindow, ADarkNightAndOrdersOfWallsAreNotForIt) {
    Outline desk = test::sample_outline(9);
    desk.screens[0].night = Night{.span = {0min, 24h}, .shows = Night::Shows::black};
    state_ = sample_state(desk, now);
    update();
    EXPECT_FALSE(view_.wall().dark());
}

TEST_F(LeadsWindow, WithoutABoardItSaysWhatToDo) {
    state_ = BoardState{};
    update();
    EXPECT_TRUE(shows("waiting"));
    EXPECT_FALSE(shows("toolbar"));
}

}  // namespace
}  // namespace waymark::wallboard
