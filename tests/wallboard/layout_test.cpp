#include "wallboard/layout/layout.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/colour_vision.hpp"
#include "tests/support/sample_board.hpp"
#include "tests/support/scene_faults.hpp"
#include "wallboard/layout/grid.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/fonts.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using test::each_text;
using test::faults;
using testing::HasSubstr;
using testing::Not;

constexpr Time now = test::sample_now;
constexpr PixelSize hd{1920, 1080};
constexpr PixelSize four_k{3840, 2160};
constexpr PixelSize portrait{1080, 1920};
constexpr PixelSize small{1280, 720};
constexpr PixelSize ultrawide{2560, 1080};
constexpr std::array sizes{hd, four_k, portrait, small, ultrawide};
constexpr Sight near{27, 1.5};
constexpr Sight far{55, 5};
constexpr Sight very_far{55, 8};

const Fonts& fonts() {
    static const auto loaded = Fonts::load({});
    if (!loaded) throw std::runtime_error(to_text(loaded.error()));
    return **loaded;
}

const Showing first_scene{{"main"}, 0, {}};

View view_of(const Outline& desk) {
    return present(sample_state(desk, now), {}, first_scene, now).view;
}
Laid laid(const View& view, PixelSize size) {
    return layout(view, size, fonts(), default_theme());
}
DrawnScene scene_of(const View& view, PixelSize size) {
    return laid(view, size).scene;
}
std::vector<TileView>& tiles_of(View& view) {
    return std::get<WallView>(view.body).tiles;
}
const std::vector<TileView>& tiles_of(const View& view) {
    return std::get<WallView>(view.body).tiles;
}

/// All texts of a tile, each followed by a bar.
std::string said_by(const View& view, PixelSize size, const std::string& kpi) {
    std::string said;
    each_text(scene_of(view, size), [&](const Widget& widget, const TextRun& text) {
        if (widget.name == "tile " + kpi) said += text.text + "|";
    });
    return said;
}

TEST(Layout, NoTextOverlapsOrLeavesItsPanel) {
    for (const PixelSize size : sizes)
        for (const std::size_t kpis : {0U, 1U, 2U, 4U, 6U, 8U, 9U, 12U})
            EXPECT_EQ(faults(scene_of(view_of(test::sample_outline(kpis)), size)),
                      std::vector<std::string>{})
                << kpis << " KPIs at " << size.width << "x" << size.height;
}

TEST(Layout, NoTextOverlapsWhileOffline) {
    BoardState state = sample_state(test::sample_outline(9), now);
    state.set_link({.phase = LinkHealth::Phase::offline, .heard = now - 30h, .next_try = now + 8s});
    for (const PixelSize size : sizes)
        EXPECT_EQ(faults(scene_of(present(state, {}, first_scene, now).view, size)),
                  std::vector<std::string>{});
}

TEST(Layout, NoTextOverlapsWithoutABoard) {
    BoardState state;
    state.set_link({.phase = LinkHealth::Phase::offline, .problem = std::string(300, 'x')});
    for (const PixelSize size : sizes)
        EXPECT_EQ(faults(scene_of(present(state, {}, first_scene, now).view, size)),
                  std::vector<std::string>{});
}

TEST(Layout, LongGermanWordsAreBrokenNeverCut) {
    Outline desk = test::sample_outline(9);
    desk.locale = "de-DE";
    desk.name = "Informationstechnologiedienstleistungszentrum";
    desk.place = "Schwäbisch Gmünd-Großdeinbach";
    Unit& unit = desk.units[0];
    unit.vision.text =
        "Rechtsschutzversicherungsgesellschaften vertrauen unserem "
        "Störungsbearbeitungsverfahren mehr als jedem anderen in Süddeutschland.";
    for (Kpi& kpi : desk.kpis)
        kpi.title = "Durchschnittliche Annahmegeschwindigkeit";
    for (Objective& objective : unit.mission.objectives) {
        objective.title = "Kundenzufriedenheitsverbesserungsmaßnahmen";
        for (Csf& csf : objective.csfs)
            csf.title = "Erstkontaktlösungsquotensteigerung überall";
    }
    for (const PixelSize size : sizes)
        EXPECT_EQ(faults(scene_of(view_of(desk), size)), std::vector<std::string>{});
}

RC_GTEST_PROP(Layout, NoTextOverlapsWhateverPeopleWrite, ()) {
    // As long as desk files allow.
    const auto text = [](std::size_t longest) {
        const auto letter = rc::gen::elementOf(std::string{"abMWgjix. "});
        return *rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(0, longest + 1),
                                                letter);
    };
    const auto words = [&] { return text(60); };
    Outline desk = test::sample_outline(static_cast<std::size_t>(*rc::gen::inRange(0, 13)));
    desk.locale = *rc::gen::elementOf(std::vector<std::string>{"en-GB", "de-DE", "da-DK"});
    desk.name = words();
    desk.place = words();
    desk.units[0].vision.text = text(300);
    desk.units[0].mission.purpose = text(300);
    for (Objective& objective : desk.units[0].mission.objectives) {
        objective.title = words();
        for (Csf& csf : objective.csfs)
            csf.title = words();
    }
    for (Kpi& kpi : desk.kpis) {
        kpi.title = words();
        kpi.noun = text(20);
    }
    View view = view_of(desk);
    for (TileView& tile : tiles_of(view)) {
        tile.state = *rc::gen::elementOf(std::vector<State>{State::on_target, State::at_risk,
                                                            State::off_target, State::too_few});
        if (*rc::gen::arbitrary<bool>()) tile.opening = text(30);
        if (*rc::gen::arbitrary<bool>()) tile.notes = {{text(40), "provisional"}, {text(40), ""}};
        if (*rc::gen::arbitrary<bool>()) tile.window = "28 d";
    }
    const auto found = faults(scene_of(view, *rc::gen::elementOf(sizes)));
    if (!found.empty()) RC_FAIL(found.front());
}

TEST(Layout, EveryTextIsLegibleFromWherePeopleStand) {
    for (const PixelSize size : {hd, four_k, portrait, small}) {
        const double least = legible_pixels(least_arc_minutes, size, near);
        each_text(scene_of(view_of(test::sample_outline(9)), size),
                  [&](const Widget& widget, const TextRun& text) {
                      EXPECT_GE(text.style.size * fonts().cap_height(), least)
                          << widget.name << ": " << text.text;
                  });
    }
}

TEST(Layout, ValuesAreSeenUnderThirtyArcMinutes) {
    for (const PixelSize size : {hd, four_k, portrait}) {
        const View view = view_of(test::sample_outline(9));
        std::size_t values = 0;
        each_text(scene_of(view, size), [&](const Widget& widget, const TextRun& text) {
            for (const TileView& tile : tiles_of(view))
                if (widget.name == "tile " + tile.kpi.text && text.text == tile.value) {
                    ++values;
                    EXPECT_GE(text.style.size * fonts().cap_height(),
                              legible_pixels(30, size, near))
                        << text.text;
                }
        });
        EXPECT_GE(values, 8U);
    }
}

TEST(Layout, LegibilityIsThatOfTheStandard) {
    // 16 minutes of arc at 5 m are 23.3 mm; a 55 inch screen has 0.634 mm a pixel at 1080p.
    EXPECT_NEAR(legible_pixels(16, hd, far), 23.27 / 0.6341, 0.1);
}

TEST(Layout, AFarWallShowsLessAndLarger) {
    Outline desk = test::sample_outline(6);
    desk.screens[0].diagonal_inches = 55;
    desk.screens[0].distance_m = 5;
    const DrawnScene scene = scene_of(view_of(desk), hd);
    EXPECT_EQ(faults(scene), std::vector<std::string>{});
    EXPECT_EQ(std::ranges::count_if(scene.widgets,
                                    [](const Widget& w) { return w.name.starts_with("tile "); }),
              6);
    each_text(scene, [&](const Widget& widget, const TextRun& text) {
        EXPECT_GE(text.style.size * fonts().cap_height(), legible_pixels(16, hd, far))
            << widget.name << ": " << text.text;
    });
}

TEST(Layout, EveryTextStandsOutFromWhatItStandsOn) {
    BoardState offline = sample_state(test::sample_outline(9), now);
    offline.set_link({.phase = LinkHealth::Phase::offline, .heard = now - 1h});
    for (const View& view :
         {view_of(test::sample_outline(9)), present(offline, {}, first_scene, now).view})
        each_text(scene_of(view, hd), [&](const Widget& widget, const TextRun& text) {
            EXPECT_GE(test::contrast(text.color, text.behind), 7)
                << widget.name << ": " << text.text;
        });
}

TEST(Layout, TilesThatDoNotFitHaveTheirTurnOnFurtherPages) {
    View view = view_of(test::sample_outline(12));
    view.sight = far;
    const int pages = laid(view, hd).pages;
    EXPECT_EQ(pages, 2);
    std::set<std::string> shown;
    for (view.page = 0; view.page < pages; ++view.page) {
        const DrawnScene scene = scene_of(view, hd);
        EXPECT_EQ(faults(scene), std::vector<std::string>{});
        for (const Widget& widget : scene.widgets)
            if (widget.name.starts_with("tile ")) shown.insert(widget.name);
        each_text(scene, [&](const Widget& widget, const TextRun& text) {
            if (widget.name == "bottom") {
                EXPECT_EQ(text.text, std::to_string(view.page + 1) + " of 2");
            }
        });
    }
    EXPECT_EQ(shown.size(), 12U);
}

TEST(Layout, ATileStaysWhereItIsWhateverItSays) {
    View view = view_of(test::sample_outline(9));
    const DrawnScene before = scene_of(view, hd);
    for (TileView& tile : tiles_of(view)) {
        tile.status = "Off target";
        tile.state = State::off_target;
        tile.age = "58 min ago";
        for (char& c : tile.value)
            if (c >= '1' && c <= '9') c = '7';
    }
    const DrawnScene after = scene_of(view, hd);
    ASSERT_EQ(before.widgets.size(), after.widgets.size());
    for (std::size_t i = 0; i < before.widgets.size(); ++i)
        EXPECT_EQ(before.widgets[i].rect, after.widgets[i].rect) << before.widgets[i].name;
}

TEST(Layout, OneToSixtyKpisAreAllShownLegibly) {
    for (const std::size_t kpis : {1U, 13U, 24U, 60U})
        for (const Sight& sight : {near, far, very_far}) {
            View view = view_of(test::sample_outline(12));
            const auto some = tiles_of(view);
            std::vector<TileView> many;
            for (std::size_t i = 0; i < kpis; ++i) {
                many.push_back(some[i % some.size()]);
                many.back().kpi.text = std::to_string(i);
            }
            tiles_of(view) = many;
            view.sight = sight;
            std::size_t shown = 0;
            const int pages = laid(view, hd).pages;
            for (view.page = 0; view.page < pages; ++view.page) {
                const DrawnScene scene = scene_of(view, hd);
                EXPECT_EQ(faults(scene), std::vector<std::string>{}) << kpis << " KPIs";
                for (const Widget& widget : scene.widgets)
                    shown += widget.name.starts_with("tile ") ? 1 : 0;
            }
            EXPECT_EQ(shown, kpis);
        }
}

TEST(Layout, DetailGivesWayInTheStatedOrder) {
    const Sheet sheet{fonts(), default_theme(), 1};
    View view = view_of(test::sample_outline(9));
    const TileView& tile = tiles_of(view)[2];
    const auto said = [&](Detail detail) {
        std::string texts;
        bool curve = false;
        for (const Item& item : lay_tile(sheet, tile, {0, 0, 420, 600}, detail, {}).items) {
            if (const auto* text = std::get_if<TextRun>(&item)) texts += text->text + "|";
            curve |= std::holds_alternative<Curve>(item);
        }
        return (curve ? "~" : "") + texts;
    };
    const std::string essential = said(Detail::essential);
    EXPECT_EQ(essential, "Abandoned calls|9.5|%|Off target|now|");
    EXPECT_THAT(said(Detail::no_why), Not(HasSubstr("Communication")));
    EXPECT_THAT(said(Detail::no_target), HasSubstr("Communication"));
    EXPECT_THAT(said(Detail::no_target), Not(HasSubstr("≤")));
    EXPECT_THAT(said(Detail::no_trend), HasSubstr("≤ 5 %"));
    EXPECT_THAT(said(Detail::no_trend), Not(HasSubstr("0.7")));
    EXPECT_THAT(said(Detail::no_curve), HasSubstr("0.7"));
    EXPECT_THAT(said(Detail::no_curve), Not(HasSubstr("~")));
    EXPECT_THAT(said(Detail::everything), HasSubstr("~"));
}

TEST(Layout, AScreenTooSmallForItsDistanceSaysSo) {
    View view = view_of(test::sample_outline(4));
    EXPECT_TRUE(laid(view, hd).legible);
    view.sight = {24, 30};
    EXPECT_FALSE(laid(view, hd).legible);
}

TEST(Layout, ATileSaysEverything) {
    View view = view_of(test::sample_outline(9));
    for (const PixelSize size : {hd, portrait}) {
        std::string said;
        bool curve = false, sign = false;
        for (const Widget& widget : scene_of(view, size).widgets) {
            if (widget.name != "tile abandoned") continue;
            for (const Item& item : widget.items) {
                if (const auto* text = std::get_if<TextRun>(&item)) said += text->text + " ";
                curve |= std::holds_alternative<Curve>(item);
                sign |= std::holds_alternative<StateSign>(item);
            }
        }
        for (const char* part : {"Abandoned calls ", " 9.5 % ", " Off target ", " ≤ 5 % ", " 0.7 ",
                                 " Customers reach us quickly ", " Communication ", " now "})
            EXPECT_THAT(said, HasSubstr(part));
        EXPECT_TRUE(curve && sign);
    }
}

TEST(Layout, AValueSaysWhatItIsToBeReadWith) {
    View view = view_of(test::sample_outline(9));
    TileView& tile = tiles_of(view)[0];
    tile.notes = {{"since 14:02", ""}};
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|since 14:02|"));
    tile.notes = {
        {"provisional until the thirtieth of November of the year after the next", "provisional"}};
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|provisional|"));
}

TEST(Layout, AClosedKpiSaysWhenItOpens) {
    View view = view_of(test::sample_outline(9));
    TileView& tile = tiles_of(view)[0];
    tile.status = "Closed";
    tile.opening = "opens 28 November";
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|Closed|"));
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|opens 28 November|"));
}

TEST(Layout, TheWallSaysHowLongCsfsHaveHeld) {
    View view = view_of(test::sample_outline(4));
    std::get<WallView>(view.body).charter.objectives.edit().resize(2);
    int holds = 0;
    each_text(scene_of(view, hd), [&](const Widget&, const TextRun& text) {
        holds += text.text.starts_with("day ") ? 1 : 0;
    });
    EXPECT_EQ(holds, 4);
}

}  // namespace
}  // namespace waymark::wallboard
