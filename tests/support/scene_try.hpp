#pragma once

#include <array>
#include <set>
#include <stdexcept>

#include <rapidcheck.h>

#include "shared/base/result.hpp"
#include "tests/support/colour_vision.hpp"
#include "tests/support/sample_board.hpp"
#include "tests/support/scene_faults.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/fonts.hpp"

namespace waymark::test {

/// A screen and from where it is read.
struct Wall {
    PixelSize size;
    Sight sight;
};
inline const std::vector<Wall> walls{{{1280, 720}, {27, 1.5}},  {{1920, 1080}, {27, 1.5}},
                                     {{3840, 2160}, {27, 1.5}}, {{1080, 1920}, {27, 1.5}},
                                     {{2560, 1080}, {34, 1.5}}, {{1920, 1080}, {55, 5}}};
/// Walls that are read from too far for all they could say: what they say is whole all the same.
inline const std::vector<Wall> farthest_walls{{{1920, 1080}, {55, 8}},
                                              {{1080, 1920}, {55, 5}},
                                              {{1080, 1920}, {55, 8}},
                                              {{2560, 1080}, {49, 5}}};
inline const Wall far_wall{{1920, 1080}, {55, 5}};
inline const Wall near_wall{{1920, 1080}, {27, 1.5}};

inline std::string to_text(const Wall& wall) {
    return std::to_string(wall.size.width) + "x" + std::to_string(wall.size.height) + " at " +
           std::to_string(wall.sight.distance_m) + " m";
}

inline const Fonts& fonts() {
    static const auto loaded = Fonts::load({});
    if (!loaded) throw std::runtime_error("no fonts");
    return **loaded;
}

/// The sample desk under a department and an organisation, with one scene of that kind.
inline Outline desk_with(SceneKind kind) {
    Outline desk = sample_outline(12);
    const auto objective = [](std::string id, std::string title) {
        return Objective{.id = {std::move(id)}, .title = std::move(title)};
    };
    Unit company{.id = {"company"}, .kind = UnitKind::organisation, .name = "Nordvik Group"};
    company.vision = {.text = "To be where people find what they need.", .headline = "It works"};
    company.mission = {
        "To make work easier",
        {objective("first", "Customers first"), objective("flow", "Work that flows")}};
    Unit it{.id = {"it"}, .kind = UnitKind::department, .name = "Information Technology"};
    it.parent = company.id;
    it.vision = {.text = "To be trusted.", .headline = "The partner people trust"};
    it.mission = {
        "To run dependable services",
        {objective("trust", "Support people trust"), objective("services", "Dependable services")}};
    using enum Link::Kind;
    it.links = {{contributes, "vision", "vision", "Time for customers"},
                {aligns, "mission", "mission", "Dependable is easy"},
                {contributes, "trust", "first", "Helped people help"},
                {contributes, "services", "flow", "Nothing stops work"}};
    Unit& own = desk.units[0];
    own.parent = it.id;
    own.links = {{contributes, "vision", "vision", "One place to turn to"},
                 {aligns, "mission", "mission", "Consistent support"},
                 {contributes, "communication", "trust", "Whom people can reach"},
                 {contributes, "improvement", "services", "Solved once"},
                 {aligns, "engagement", "trust", "We ask and listen"}};
    desk.units = {company, it, own};
    desk.scenes[0].kind = kind;
    desk.scenes[0].title.clear();
    if (!shows_kpis(kind)) desk.scenes[0].kpis.clear();
    return desk;
}

inline const Showing that_scene{{"main"}, 0, {}};

inline View view_of(const BoardState& state) {
    return present(state, {}, that_scene, sample_now).view;
}
inline View view_of(const Outline& desk) {
    return view_of(sample_state(desk, sample_now));
}
/// The same an hour after the last word of the server.
inline View offline_view_of(const Outline& desk) {
    BoardState state = sample_state(desk, sample_now);
    state.set_link(
        {.phase = LinkHealth::Phase::offline, .heard = sample_now - std::chrono::hours{1}});
    return view_of(state);
}

/// Every page of the view on that wall.
inline std::vector<DrawnScene> pages_of(View view, const Wall& wall) {
    view.sight = wall.sight;
    std::vector<DrawnScene> pages;
    for (int page = 0, count = 1; page < count; ++page) {
        view.page = page;
        Laid laid = layout(view, wall.size, fonts(), default_theme());
        count = laid.pages;
        if (pages.size() > 500) throw std::runtime_error("there is no end of pages");
        pages.push_back(std::move(laid.scene));
    }
    return pages;
}

/// What is wrong with any page, in words: faults, texts below 16 minutes of arc, poor contrast.
inline std::vector<std::string> faults_of(const View& view, const Wall& wall) {
    std::vector<std::string> found;
    const double least = legible_pixels(least_arc_minutes, wall.size, wall.sight);
    for (const DrawnScene& scene : pages_of(view, wall)) {
        for (std::string& fault : faults(scene))
            found.push_back(std::move(fault) + " (" + to_text(wall) + ")");
        each_text(scene, [&](const Widget& widget, const TextRun& text) {
            if (text.style.size * fonts().cap_height() < least)
                found.push_back(widget.name + ": \"" + text.text + "\" is too small");
            if (contrast(text.color, text.behind) < 7)
                found.push_back(widget.name + ": \"" + text.text + "\" hardly stands out");
        });
    }
    return found;
}

inline std::vector<std::string> faults_everywhere(const View& view) {
    std::vector<std::string> found;
    for (const Wall& wall : walls)
        for (std::string& fault : faults_of(view, wall))
            found.push_back(std::move(fault));
    return found;
}

/// All that is said on a page, each text followed by a bar.
inline std::string said(const DrawnScene& scene) {
    std::string all;
    each_text(scene, [&](const Widget&, const TextRun& text) { all += text.text + "|"; });
    return all;
}
/// The same of the widgets whose names begin so.
inline std::string said_by(const DrawnScene& scene, std::string_view name) {
    std::string all;
    each_text(scene, [&](const Widget& widget, const TextRun& text) {
        if (widget.name.starts_with(name)) all += text.text + "|";
    });
    return all;
}
inline std::string said_on_all_pages(const View& view, const Wall& wall) {
    std::string all;
    for (const DrawnScene& scene : pages_of(view, wall))
        all += said(scene);
    return all;
}

template <class Kind>
std::vector<Kind> items_of(const DrawnScene& scene, std::string_view name) {
    std::vector<Kind> items;
    for (const Widget& widget : scene.widgets)
        if (widget.name.starts_with(name))
            for (const Item& item : widget.items)
                if (const auto* one = std::get_if<Kind>(&item)) items.push_back(*one);
    return items;
}

/// What people write, at most that many characters: nothing, one letter, long German words, Greek,
/// Cyrillic, whole sentences.
inline std::string some_text(std::size_t longest) {
    static const std::vector<std::string> words{"a",
                                                "Wj",
                                                "Backlog",
                                                "Ελληνικά",
                                                "обслуживания",
                                                "Störungsbearbeitungsverfahren",
                                                "ja",
                                                "Kundenzufriedenheitsverbesserungsmaßnahmen",
                                                "one",
                                                "point",
                                                "of",
                                                "contact",
                                                "(gå)"};
    std::string text;
    std::size_t length = 0;
    const int count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i) {
        const std::string word = *rc::gen::elementOf(words);
        const auto characters =
            std::ranges::count_if(word, [](char c) { return (c & 0xC0) != 0x80; });
        length += static_cast<std::size_t>(characters) + 1;
        if (length > longest) break;
        text += (i > 0 ? " " : "") + word;
    }
    return text;
}
/// As long as the desk folder lets titles and names be.
inline std::string some_title() {
    const std::string text = some_text(60);
    return text.empty() ? "x" : text;
}
inline Wall some_wall() {
    return *rc::gen::elementOf(walls);
}
inline State some_state() {
    return *rc::gen::elementOf(std::vector<State>{
        State::on_target, State::at_risk, State::off_target, State::stale, State::too_few,
        State::closed, State::no_data, State::no_target, State::unknown});
}

}  // namespace waymark::test
