#include <gtest/gtest.h>

#include "tests/support/colour_vision.hpp"
#include "tests/support/sample_board.hpp"
#include "tests/support/scene_faults.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/fonts.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time now = test::sample_now;
constexpr std::array<PixelSize, 4> sizes{{{1280, 720}, {1920, 1080}, {3840, 2160}, {1080, 1920}}};

const Fonts& fonts() {
    static const auto loaded = Fonts::load({});
    if (!loaded) throw std::runtime_error(to_text(loaded.error()));
    return **loaded;
}

Outline desk_with(SceneKind kind, std::string_view theme) {
    Outline desk = test::sample_outline(9);
    desk.scenes[0].kind = kind;
    desk.scenes[0].title = "Maintenance tonight";
    desk.scenes[0].text = "The mail server is renewed from 22:00 on. Mail waits until midnight.";
    desk.screens[0].theme = theme;
    desk.screens[0].pinned = {{"sl"}, {"abandoned"}};
    return desk;
}

/// Something a wall can show, and its board.
struct Case {
    std::string name;
    View view;
};

View view_of(const Outline& desk, Showing showing, std::optional<Milestone> milestone) {
    Board board = sample_board(desk, now);
    if (milestone) board.readings.milestones = {*milestone};
    BoardState state{std::move(board), now};
    state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
    return present(state, {}, showing, now).view;
}

std::vector<Case> cases(std::string_view theme) {
    std::vector<Case> all;
    const Showing scene{.scene = {"main"}};
    for (const SceneKind kind :
         {SceneKind::wall, SceneKind::numbers, SceneKind::number, SceneKind::cascade,
          SceneKind::objective, SceneKind::queues, SceneKind::roadmap, SceneKind::announcement,
          SceneKind::stakeholders})
        all.push_back({std::string{name_of(kind)}, view_of(desk_with(kind, theme), scene, {})});
    const Outline desk = desk_with(SceneKind::numbers, theme);
    Showing alarm = scene;
    alarm.alarm = KpiId{"abandoned"};
    all.push_back({"alarm", view_of(desk, alarm, {})});
    Milestone milestone{.id = "m",
                        .kind = Milestone::Kind::vision,
                        .node = "desk",
                        .unit = {"desk"},
                        .title = desk.units[0].vision.text,
                        .reached = now - 14h,
                        .began = now - std::chrono::days{80},
                        .before = 0.62,
                        .after = 0.97,
                        .since = now - std::chrono::days{12}};
    for (const Duration elapsed : {Duration{0}, Duration{7s}, Duration{40s}}) {
        Showing celebration = scene;
        celebration.celebration = Celebrating{"m", elapsed, now + 60s};
        all.push_back({"celebration", view_of(desk, celebration, milestone)});
    }
    milestone.state = Milestone::State::reimagine;
    all.push_back({"reimagine", view_of(desk, scene, milestone)});
    BoardState offline = sample_state(desk, now);
    offline.set_link(
        {.phase = LinkHealth::Phase::offline, .heard = now - 30h, .next_try = now + 8s});
    all.push_back({"offline", present(offline, {}, scene, now).view});
    return all;
}

/// The colour that an item stands on: that of the last panel below its middle.
Color ground_of(const DrawnScene& scene, const Widget& widget, std::size_t item) {
    const Rect at = test::extent(widget.items[item]);
    const Rect middle{at.x + at.w / 2, at.y + at.h / 2, 0, 0};
    Color ground = scene.background;
    for (std::size_t i = 0; i < item; ++i)
        if (const auto* box = std::get_if<Box>(&widget.items[i]);
            box && box->rect.contains(middle) && box->fill.a == 255)
            ground = box->fill;
    return ground;
}

/// What is too pale on what it stands on, in words.
std::vector<std::string> pale(const DrawnScene& scene) {
    std::vector<std::string> found;
    for (const Widget& widget : scene.widgets)
        for (std::size_t i = 0; i < widget.items.size(); ++i) {
            const Item& item = widget.items[i];
            const Color ground = ground_of(scene, widget, i);
            const auto need = [&](Color color, double least) {
                if (test::contrast(color, ground) < least)
                    found.push_back(widget.name + ": " + test::described(item) + " has " +
                                    std::to_string(test::contrast(color, ground)));
            };
            if (const auto* text = std::get_if<TextRun>(&item)) need(text->color, 7);
            if (const auto* sign = std::get_if<StateSign>(&item)) {
                need(sign->color, 4.5);
                if (test::contrast(sign->ink, sign->color) < 4.5)
                    found.push_back(widget.name + ": what is cut into a sign");
            }
            if (const auto* glyph = std::get_if<Glyph>(&item)) need(glyph->color, 3);
            if (const auto* curve = std::get_if<Curve>(&item)) need(curve->color, 3);
        }
    return found;
}

std::vector<std::string> too_small(const DrawnScene& scene, const Sight& sight) {
    std::vector<std::string> found;
    const double least = legible_pixels(least_arc_minutes, scene.size, sight);
    test::each_text(scene, [&](const Widget& widget, const TextRun& text) {
        if (text.style.size * fonts().cap_height() < least)
            found.push_back(widget.name + ": " + text.text);
    });
    return found;
}

class EveryScene : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryScene, IsLegibleAndInItsPlaceOnEverySize) {
    for (const PixelSize size : sizes)
        for (const Case& each : cases(GetParam())) {
            const Laid laid = layout(each.view, size, fonts(), find_theme(each.view.theme));
            const std::string where =
                each.name + " at " + std::to_string(size.width) + "x" + std::to_string(size.height);
            EXPECT_TRUE(laid.legible) << where;
            EXPECT_EQ(test::faults(laid.scene), std::vector<std::string>{}) << where;
            EXPECT_EQ(pale(laid.scene), std::vector<std::string>{}) << where;
            EXPECT_EQ(too_small(laid.scene, each.view.sight), std::vector<std::string>{}) << where;
        }
}

INSTANTIATE_TEST_SUITE_P(InEachTheme, EveryScene, testing::ValuesIn(theme_names),
                         [](const auto& param) { return std::string{param.param}; });

}  // namespace
}  // namespace waymark::wallboard
