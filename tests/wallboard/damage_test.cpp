#include "wallboard/view/damage.hpp"

#include <gtest/gtest.h>
#include <imgui.h>
#include <rapidcheck/gtest.h>

#include "tests/support/sample_board.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/frame_builder.hpp"

namespace waymark::wallboard {
namespace {

constexpr PixelSize hd{1920, 1080};
constexpr Rect wall{0, 0, 1920, 1080};

class DamageTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto loaded = Fonts::load({});
        ASSERT_TRUE(loaded) << to_text(loaded.error());
        fonts_ = std::move(*loaded);
    }

    View view() const {
        return present(sample_state(test::sample_outline(12), test::sample_now), {}, {},
                       test::sample_now)
            .view;
    }
    DrawnScene scene(const View& of) const {
        return layout(of, hd, *fonts_, default_theme()).scene;
    }

    /// The items of the wall drawn alone, and where their triangles are.
    static Rect reach(FrameBuilder& builder, const Item& item) {
        DrawnScene alone{hd, {}, {{"one", wall, {item}, 0}}};
        const ImDrawList& list =
            builder.build(alone, {.everything = true, .rects = {}}, {}, nullptr);
        ImVec2 low{1e9F, 1e9F}, high{-1e9F, -1e9F};
        for (const ImDrawVert& corner : list.VtxBuffer) {
            low = {std::min(low.x, corner.pos.x), std::min(low.y, corner.pos.y)};
            high = {std::max(high.x, corner.pos.x), std::max(high.y, corner.pos.y)};
        }
        return {low.x, low.y, high.x - low.x, high.y - low.y};
    }

    std::unique_ptr<Fonts> fonts_;
};

Damage between(const DrawnScene& before, const DrawnScene& after) {
    Damage damage;
    add_difference(damage, before, after);
    return damage;
}

const Widget& widget(const DrawnScene& scene, std::string_view name) {
    return *std::ranges::find(scene.widgets, name, &Widget::name);
}

TEST_F(DamageTest, NothingChangedIsNoDamage) {
    EXPECT_TRUE(between(scene(view()), scene(view())).empty());
}

TEST_F(DamageTest, AChangedNumberDamagesItsPlaceAndNotTheTile) {
    View changed = view();
    const DrawnScene before = scene(changed);
    std::get<WallView>(changed.body).tiles[3].value = "93";
    const DrawnScene after = scene(changed);
    const Damage damage = between(before, after);
    ASSERT_FALSE(damage.everything);
    ASSERT_EQ(damage.rects.size(), 1U);
    const Rect& tile = widget(after, "tile respond").rect;
    EXPECT_TRUE(tile.contains(damage.rects[0]));
    EXPECT_LT(damage.rects[0].area(), 0.7F * tile.area());
    EXPECT_EQ(damage.rects[0].x, std::floor(damage.rects[0].x));
}

TEST_F(DamageTest, PlacesFarApartStayApart) {
    View changed = view();
    const DrawnScene before = scene(changed);
    changed.header.clock = "14:33";
    std::get<WallView>(changed.body).tiles.front().value = "1";
    std::get<WallView>(changed.body).tiles[7].value = "2";
    EXPECT_EQ(between(before, scene(changed)).rects.size(), 3U);
}

TEST_F(DamageTest, AWidgetThatCameOrWentIsDamagedWhole) {
    const DrawnScene before = scene(view());
    DrawnScene after = before;
    const Rect last = after.widgets.back().rect;
    after.widgets.pop_back();
    EXPECT_EQ(between(before, after).rects, std::vector{last});
    EXPECT_EQ(between(after, before).rects, std::vector{last});
}

TEST_F(DamageTest, AnotherSizeOrBackgroundIsEverything) {
    const DrawnScene before = scene(view());
    DrawnScene other = before;
    other.background.r ^= 1;
    EXPECT_TRUE(between(before, other).everything);
    EXPECT_TRUE(
        between(before, layout(view(), {3840, 2160}, *fonts_, default_theme()).scene).everything);
}

TEST_F(DamageTest, MostOfTheWallIsEverything) {
    Damage damage;
    add_rect(damage, {0, 0, 1920, 700}, hd);
    EXPECT_TRUE(damage.everything);
    EXPECT_TRUE(damage.rects.empty());
}

TEST_F(DamageTest, EveryItemStaysWithinItsExtent) {
    FrameBuilder builder{*fonts_};
    View busy = view();
    const std::array states{State::on_target, State::off_target, State::at_risk,
                            State::stale,     State::too_few,    State::closed,
                            State::no_target, State::no_data,    State::unknown};
    for (std::size_t i = 0; i < std::get<WallView>(busy.body).tiles.size(); ++i)
        std::get<WallView>(busy.body).tiles[i].state = states[i % states.size()];
    for (const Widget& each : scene(busy).widgets)
        for (const Item& item : each.items)
            EXPECT_TRUE(extent_of(item).contains(reach(builder, item)))
                << each.name << ", item of kind " << item.index();
}

TEST_F(DamageTest, EveryTextStaysWithinItsExtent) {
    FrameBuilder builder{*fonts_};
    std::string ascii;
    for (char c = ' '; c < 127; ++c)
        ascii += c;
    for (const char* text : {ascii.c_str(), "0123456789", "9:59", "7,5.2,", "jjj", "fff", "ÅÉŰẤ",
                             "Ξέρξης", "Ўйцѓ", "Ț̈ǖ", "Ệjǻ"})
        for (const int size : {16, 33, 120})
            for (const Face face : {Face::medium, Face::semibold}) {
                const TextStyle style{face, size, false, size > 40 ? -0.02F : 0.0F};
                const TextRun run{300, 500, fonts_->width(text, style), style, {255, 255, 255},
                                  {},  text};
                EXPECT_TRUE(extent_of(run).contains(reach(builder, run))) << text << " at " << size;
            }
}

RC_GTEST_PROP(DamagedRects, CoverAllThatWasAddedAreFewAndApart, ()) {
    const auto sides = *rc::gen::container<std::vector<std::array<int, 4>>>(
        rc::gen::container<std::array<int, 4>>(rc::gen::inRange(0, 600)));
    Damage damage;
    for (const auto& [x, y, w, h] : sides) {
        const Rect added{static_cast<float>(x) * 2.5F, static_cast<float>(y), static_cast<float>(w),
                         static_cast<float>(h)};
        add_rect(damage, added, hd);
        if (damage.everything || intersection(added, wall).area() <= 0) continue;
        RC_ASSERT(std::ranges::any_of(damage.rects, [&](const Rect& rect) {
            return rect.contains(intersection(added, wall));
        }));
    }
    RC_ASSERT(damage.rects.size() <= most_damaged_rects);
    for (const Rect& rect : damage.rects) {
        RC_ASSERT(wall.contains(rect));
        // Or what is painted into one would be painted again into the other.
        RC_ASSERT(std::ranges::count_if(
                      damage.rects, [&](const Rect& other) { return other.overlaps(rect); }) == 1);
    }
}

}  // namespace
}  // namespace waymark::wallboard
