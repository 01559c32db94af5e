#include "wallboard/view/layout.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/colour_vision.hpp"
#include "tests/support/sample_board.hpp"
#include "wallboard/view/fonts.hpp"
#include "wallboard/view/sample.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr Time now = test::sample_now;
constexpr PixelSize hd{1920, 1080};
constexpr PixelSize four_k{3840, 2160};
constexpr PixelSize portrait{1080, 1920};
constexpr PixelSize small{1280, 720};
constexpr std::array sizes{hd, four_k, portrait, small};

const Fonts& fonts() {
    static const auto loaded = Fonts::load({});
    if (!loaded) throw std::runtime_error(to_text(loaded.error()));
    return **loaded;
}

View view_of(const Outline& desk) {
    return present(sample_state(desk, now), {}, now).view;
}
DrawnScene scene_of(const View& view, PixelSize size) {
    return layout(view, size, fonts(), default_theme());
}

Rect around(Spot center, float radius) {
    return {center.x - radius, center.y - radius, 2 * radius, 2 * radius};
}

/// What an item covers; of a text the height of its letters, accents on capitals left out.
Rect extent(const Item& item) {
    if (const auto* text = std::get_if<TextRun>(&item)) {
        const auto size = static_cast<float>(text->style.size);
        // As Inter Display's glyphs are, in em.
        const bool deep = text->text.find_first_of("gjpqyQ()[]{}|$@/") != std::string::npos;
        const bool comma = text->text.find_first_of(",;") != std::string::npos;
        const float below = deep ? 0.215F : comma ? 0.18F : 0.02F;
        return {text->x, text->baseline - 0.74F * size, text->width, (0.74F + below) * size};
    }
    if (const auto* sign = std::get_if<StateSign>(&item)) return around(sign->center, sign->radius);
    if (const auto* glyph = std::get_if<Glyph>(&item)) return around(glyph->center, glyph->radius);
    if (const auto* box = std::get_if<Box>(&item)) return box->rect;
    if (const auto* frame = std::get_if<Frame>(&item)) return frame->rect;
    if (const auto* dashes = std::get_if<Dashes>(&item))
        return {dashes->from.x, dashes->from.y, dashes->length, dashes->thickness};
    const auto& curve = std::get<Curve>(item);
    Rect rect{curve.spots.front().x, curve.spots.front().y, 0, 0};
    for (const Spot spot : curve.spots) {
        const float right = std::max(rect.right(), spot.x);
        const float bottom = std::max({rect.bottom(), spot.y, curve.floor});
        rect.x = std::min(rect.x, spot.x);
        rect.y = std::min(rect.y, spot.y);
        rect.w = right - rect.x;
        rect.h = bottom - rect.y;
    }
    return rect;
}

std::string described(const Item& item) {
    const Rect r = extent(item);
    const auto* text = std::get_if<TextRun>(&item);
    return (text ? "\"" + text->text + "\"" : "item " + std::to_string(item.index())) + " at " +
           std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" +
           std::to_string(r.h);
}

bool is_text(const Item& item) {
    return std::holds_alternative<TextRun>(item);
}
/// Panels lie below what they hold; whatever else meets a text is in its way.
bool is_ground(const Item& item) {
    return std::holds_alternative<Box>(item) || std::holds_alternative<Frame>(item);
}

/// What is wrong with a scene, in words; empty when nothing is.
std::vector<std::string> faults(const DrawnScene& scene) {
    std::vector<std::string> found;
    const Rect screen{0, 0, static_cast<float>(scene.size.width),
                      static_cast<float>(scene.size.height)};
    for (std::size_t i = 0; i < scene.widgets.size(); ++i) {
        const Widget& widget = scene.widgets[i];
        if (!screen.contains(widget.rect)) found.push_back(widget.name + " leaves the screen");
        for (std::size_t j = i + 1; j < scene.widgets.size(); ++j)
            if (widget.rect.overlaps(scene.widgets[j].rect))
                found.push_back(widget.name + " overlaps " + scene.widgets[j].name);
        for (std::size_t a = 0; a < widget.items.size(); ++a) {
            const Item& item = widget.items[a];
            if (!widget.rect.contains(extent(item)))
                found.push_back(widget.name + ": " + described(item) + " leaves it");
            for (std::size_t b = a + 1; b < widget.items.size(); ++b) {
                const Item& other = widget.items[b];
                if (!is_text(item) && !is_text(other)) continue;
                if (!extent(item).overlaps(extent(other))) continue;
                const bool holds = (is_ground(item) && extent(item).contains(extent(other))) ||
                                   (is_ground(other) && extent(other).contains(extent(item)));
                if (!holds)
                    found.push_back(widget.name + ": " + described(item) + " meets " +
                                    described(other));
            }
        }
    }
    return found;
}

template <class Check>
void each_text(const DrawnScene& scene, Check check) {
    for (const Widget& widget : scene.widgets)
        for (const Item& item : widget.items)
            if (const auto* text = std::get_if<TextRun>(&item)) check(widget, *text);
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
        EXPECT_EQ(faults(scene_of(present(state, {}, now).view, size)), std::vector<std::string>{});
}

TEST(Layout, NoTextOverlapsWithoutABoard) {
    BoardState state;
    state.set_link({.phase = LinkHealth::Phase::offline, .problem = std::string(300, 'x')});
    for (const PixelSize size : sizes)
        EXPECT_EQ(faults(scene_of(present(state, {}, now).view, size)), std::vector<std::string>{});
}

TEST(Layout, LongGermanWordsAreCutNotOverlapped) {
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
    const auto words = [] {
        const auto letter = rc::gen::elementOf(std::string{"abMWgjiÄ. "});
        return *rc::gen::container<std::string>(*rc::gen::inRange(0, 90), letter);
    };
    Outline desk = test::sample_outline(static_cast<std::size_t>(*rc::gen::inRange(0, 13)));
    desk.locale = *rc::gen::elementOf(std::vector<std::string>{"en-GB", "de-DE", "da-DK"});
    desk.name = words();
    desk.place = words();
    desk.units[0].vision.text = words();
    desk.units[0].mission.purpose = words();
    for (Objective& objective : desk.units[0].mission.objectives) {
        objective.title = words();
        for (Csf& csf : objective.csfs)
            csf.title = words();
    }
    for (Kpi& kpi : desk.kpis) {
        kpi.title = words();
        kpi.noun = words();
    }
    View view = view_of(desk);
    for (TileView& tile : view.tiles) {
        tile.state = *rc::gen::elementOf(std::vector<State>{State::on_target, State::at_risk,
                                                            State::off_target, State::too_few});
        if (*rc::gen::arbitrary<bool>()) tile.opening = words();
        if (*rc::gen::arbitrary<bool>()) tile.notes = {{words(), "provisional"}, {words(), ""}};
        if (*rc::gen::arbitrary<bool>()) tile.window = "28 d";
    }
    const auto found = faults(scene_of(view, *rc::gen::elementOf(sizes)));
    if (!found.empty()) RC_FAIL(found.front());
}

TEST(Layout, EveryTextIsLegibleFromWherePeopleStand) {
    for (const PixelSize size : {hd, four_k, portrait, small}) {
        const double least = legible_pixels(least_arc_minutes, size, 27, 1.5);
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
            for (const TileView& tile : view.tiles)
                if (widget.name == "tile " + tile.kpi.text && text.text == tile.value) {
                    ++values;
                    EXPECT_GE(text.style.size * fonts().cap_height(),
                              legible_pixels(30, size, 27, 1.5))
                        << text.text;
                }
        });
        EXPECT_GE(values, 8U);
    }
}

TEST(Layout, LegibilityIsThatOfTheStandard) {
    // 16 minutes of arc at 5 m are 23.3 mm; a 55 inch screen has 0.634 mm a pixel at 1080p.
    EXPECT_NEAR(legible_pixels(16, hd, 55, 5), 23.27 / 0.6341, 0.1);
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
        EXPECT_GE(text.style.size * fonts().cap_height(), legible_pixels(16, hd, 55, 5))
            << widget.name << ": " << text.text;
    });
}

TEST(Layout, EveryTextStandsOutFromWhatItStandsOn) {
    BoardState offline = sample_state(test::sample_outline(9), now);
    offline.set_link({.phase = LinkHealth::Phase::offline, .heard = now - 1h});
    for (const View& view : {view_of(test::sample_outline(9)), present(offline, {}, now).view})
        each_text(scene_of(view, hd), [&](const Widget& widget, const TextRun& text) {
            EXPECT_GE(test::contrast(text.color, text.behind), 7)
                << widget.name << ": " << text.text;
        });
}

TEST(Layout, TilesThatDoNotFitAreCounted) {
    const DrawnScene scene = scene_of(view_of(test::sample_outline(12)), hd);
    bool said = false;
    each_text(scene, [&](const Widget&, const TextRun& text) { said |= text.text == "+3 more"; });
    EXPECT_TRUE(said);
}

TEST(Layout, ATileSaysEverything) {
    const View view = view_of(test::sample_outline(9));
    for (const PixelSize size : {hd, portrait}) {
        std::string said;
        bool curve = false, sign = false;
        for (const Widget& widget : scene_of(view, size).widgets) {
            if (widget.name != "tile abandoned") continue;
            for (const Item& item : widget.items) {
                if (const auto* text = std::get_if<TextRun>(&item)) said += text->text + "|";
                curve |= std::holds_alternative<Curve>(item);
                sign |= std::holds_alternative<StateSign>(item);
            }
        }
        EXPECT_EQ(said,
                  "Abandoned calls|9.5|%|0.7|Off target|≤ 5 %|"
                  "Customers reach us quickly|Communication|now|");
        EXPECT_TRUE(curve && sign);
    }
}

/// All texts of a tile, each followed by a bar.
std::string said_by(const View& view, PixelSize size, const std::string& kpi) {
    std::string said;
    each_text(scene_of(view, size), [&](const Widget& widget, const TextRun& text) {
        if (widget.name == "tile " + kpi) said += text.text + "|";
    });
    return said;
}

TEST(Layout, AValueSaysWhatItIsToBeReadWithAsFarAsThereIsRoom) {
    const Note since{"since 14:02", ""};
    const Note provisional{"provisional until 28 November", "provisional"};
    View view = view_of(test::sample_outline(1));
    view.tiles[0].why = "Easy to reach";
    view.tiles[0].serves.clear();
    view.tiles[0].notes = {since, {"guessed", ""}};
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|since 14:02 · guessed|"));
    view = view_of(test::sample_outline(9));
    view.tiles[0].why = "Easy to reach";
    view.tiles[0].notes = {since, provisional};
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|Easy to reach|since 14:02|"));
    view.tiles[0].notes = {provisional};
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|provisional|"));
}

TEST(Layout, ANoteOutranksTheObjectiveAndTheWindow) {
    View view = view_of(test::sample_outline(9));
    view.tiles[0].why = "Problems solved at once";
    view.tiles[0].window = "28 d";
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|Communication|"));
    view.tiles[0].notes = {{"since 18 November", ""}};
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|since 18 November|"));
    EXPECT_THAT(said_by(view, hd, "sl"), Not(HasSubstr("Communication")));
}

TEST(Layout, AClosedKpiSaysWhenItOpens) {
    View view = view_of(test::sample_outline(9));
    view.tiles[0].status = "Closed";
    view.tiles[0].opening = "opens Wed 08:00";
    view.tiles[0].why = "Easy to reach";
    view.tiles[0].trend = Trend::none;
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|Closed · opens Wed 08:00|"));
    view.tiles[0].opening = "opens 28 November";
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|Closed|"));
    EXPECT_THAT(said_by(view, hd, "sl"), HasSubstr("|opens 28 November|"));
}

TEST(Layout, TheWallSaysHowLongCsfsHaveHeld) {
    const auto holds = [](const View& view) {
        int count = 0;
        each_text(scene_of(view, hd), [&](const Widget&, const TextRun& text) {
            count += text.text.starts_with("day ") ? 1 : 0;
        });
        return count;
    };
    View view = view_of(test::sample_outline(9));
    EXPECT_EQ(holds(view), 3) << "beside what leaves room";
    view.objectives.resize(3);
    EXPECT_EQ(holds(view), 6) << "in rows of their own";
}

}  // namespace
}  // namespace waymark::wallboard
