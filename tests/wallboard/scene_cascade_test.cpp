#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using test::far_wall;
using test::near_wall;
using test::pages_of;
using test::said;
using test::said_by;
using test::view_of;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

CascadeView& cascade_of(View& view) {
    return std::get<CascadeView>(view.body);
}

std::size_t links_of(const View& view) {
    std::size_t count = 0;
    for (const CascadeLevel& level : std::get<CascadeView>(view.body).levels)
        count += level.links.size();
    return count;
}

/// Three units of five objectives, each linked to one above it.
View full_cascade() {
    constexpr std::array<std::array<const char*, 5>, 3> titles{
        {{"Customers first", "Work that flows", "People who grow", "A sound economy",
          "Care for the planet"},
         {"Support people trust", "Dependable services", "Skilled teams", "Costs under control",
          "Green IT"},
         {"Communication", "Continuous improvement of processes and tools", "Customer engagement",
          "Professional development", "Sustainable work places"}}};
    Outline desk = test::desk_with(SceneKind::cascade);
    desk.units[0].vision.headline = "The most customer-centric in our field";
    desk.units[2].vision.headline = "One point of contact, best in class";
    for (std::size_t unit = 0; unit < 3; ++unit) {
        auto& mission = desk.units[unit].mission;
        mission.objectives.clear();
        desk.units[unit].links = {{Link::Kind::aligns, "vision", "vision", "It helps", 1}};
        for (std::size_t i = 0; i < 5; ++i) {
            const std::string number = std::to_string(unit) + std::to_string(i);
            const std::string title = titles[unit][i];
            mission.objectives.push_back({.id = {"o" + number},
                                          .title = title,
                                          .csfs = {{.id = {"c" + number}, .title = title}},
                                          .label = title.size() > 30 ? "Improvement" : ""});
            desk.units[unit].links.push_back(
                {Link::Kind::contributes, "o" + number,
                 "o" + std::to_string(unit - 1) + std::to_string(i * 3 % 5), "It helps", 1});
        }
    }
    desk.units[0].links.clear();
    for (std::size_t i = 0; i < desk.kpis.size(); ++i)
        desk.kpis[i].supports = {{"c" + std::to_string(i % 3) + std::to_string(i / 3)}};
    return view_of(desk);
}

TEST(SceneCascade, NothingIsCutOrMeetsAnythingOnAnyWall) {
    EXPECT_THAT(test::faults_everywhere(view_of(test::desk_with(SceneKind::cascade))), IsEmpty());
    EXPECT_THAT(test::faults_everywhere(test::offline_view_of(test::desk_with(SceneKind::cascade))),
                IsEmpty());
    EXPECT_THAT(test::faults_everywhere(full_cascade()), IsEmpty());
}

TEST(SceneCascade, EachLinkIsOneLineFromNodeToNode) {
    const View view = view_of(test::desk_with(SceneKind::cascade));
    const auto pages = pages_of(view, near_wall);
    ASSERT_EQ(pages.size(), 1U);
    const auto lines = test::items_of<Bend>(pages[0], "links ");
    EXPECT_EQ(links_of(view), 9U);
    EXPECT_EQ(lines.size(), 9U);
    EXPECT_EQ(std::ranges::count(lines, true, &Bend::dashed), 3) << "those that align";
    for (const Bend& line : lines) {
        int ends = 0;
        for (const Widget& widget : pages[0].widgets) {
            if (!widget.name.starts_with("node ")) continue;
            const Rect& card = widget.rect;
            const bool left = std::abs(line.from.x - card.right()) < 20 && line.from.y > card.y &&
                              line.from.y < card.bottom();
            const bool right =
                std::abs(line.to.x - card.x) < 2 && line.to.y > card.y && line.to.y < card.bottom();
            ends += left + right;
        }
        EXPECT_EQ(ends, 2) << "from " << line.from.y << " to " << line.to.y;
    }
}

TEST(SceneCascade, ThreeLevelsOfFiveObjectivesAreOnOnePageEvenFromFiveMetres) {
    const View view = full_cascade();
    std::vector<test::Wall> walls = test::walls;
    walls.push_back({{3840, 2160}, {55, 5}});
    for (const test::Wall& wall : walls) {
        EXPECT_THAT(test::faults_of(view, wall), IsEmpty());
        const auto pages = pages_of(view, wall);
        ASSERT_EQ(pages.size(), 1U) << to_text(wall);
        EXPECT_EQ(test::items_of<Bend>(pages[0], "links ").size(), links_of(view)) << to_text(wall);
        for (std::size_t level = 0; level < 3; ++level) {
            const auto& nodes = std::get<CascadeView>(view.body).levels[level].nodes;
            for (std::size_t node = 0; node < nodes.size(); ++node) {
                if (nodes[node].kind == CascadeNode::Kind::mission) continue;
                const std::string name =
                    "node " + std::to_string(level) + "." + std::to_string(node);
                EXPECT_THAT(said_by(pages[0], name), HasSubstr(nodes[node].percent))
                    << name << " on " << to_text(wall);
                EXPECT_EQ(test::items_of<StateSign>(pages[0], name).size(), 1U)
                    << name << " on " << to_text(wall);
            }
        }
    }
}

TEST(SceneCascade, NoWordIsBrokenForThePercentageBesideIt) {
    const std::string all = said(pages_of(full_cascade(), far_wall)[0]);
    for (const char* word : {"Communication|", "Improvement|", "Professional|", "development|"})
        EXPECT_THAT(all, HasSubstr(word));
}

TEST(SceneCascade, TitlesAreOfOneSize) {
    const auto pages = pages_of(full_cascade(), near_wall);
    std::set<int> sizes;
    test::each_text(pages[0], [&](const Widget& widget, const TextRun& text) {
        const bool percent = text.text.find('%') != std::string::npos || text.text == "–";
        if (widget.name.starts_with("node ") && !percent) sizes.insert(text.style.size);
    });
    EXPECT_LE(sizes.size(), 2U) << "titles, and what is said of them";
}

TEST(SceneCascade, EveryNodeSaysHowFarItIs) {
    View view = view_of(test::desk_with(SceneKind::cascade));
    const auto pages = pages_of(view, near_wall);
    for (std::size_t level = 0; level < 3; ++level)
        for (std::size_t node = 0; node < cascade_of(view).levels[level].nodes.size(); ++node) {
            const CascadeNode& each = cascade_of(view).levels[level].nodes[node];
            const std::string name = "node " + std::to_string(level) + "." + std::to_string(node);
            if (each.kind == CascadeNode::Kind::mission) continue;
            EXPECT_FALSE(each.percent.empty());
            EXPECT_THAT(said_by(pages[0], name), HasSubstr(each.percent)) << each.title;
            EXPECT_EQ(test::items_of<StateSign>(pages[0], name).size(), 1U) << each.title;
        }
}

TEST(SceneCascade, HowItHelpsIsSaidWhereThereIsRoom) {
    View view = view_of(test::desk_with(SceneKind::cascade));
    EXPECT_THAT(test::said_on_all_pages(view, {{3840, 2160}, {55, 1}}),
                HasSubstr("Whom people can reach"));
    EXPECT_THAT(said(pages_of(full_cascade(), far_wall)[0]), Not(HasSubstr("It helps")));
}

TEST(SceneCascade, WhatDoesNotFitOnOnePageIsOnSeveralWithItsLinks) {
    Outline desk = test::desk_with(SceneKind::cascade);
    auto& objectives = desk.units[2].mission.objectives;
    for (std::size_t i = objectives.size(); i < 20; ++i) {
        const std::string id = "more" + std::to_string(i);
        objectives.push_back({.id = {id}, .title = "Objective " + std::to_string(i)});
        desk.units[2].links.push_back({Link::Kind::contributes, id, "trust", "", 1});
    }
    const View view = view_of(desk);
    for (const test::Wall& wall : {near_wall, far_wall}) {
        const auto pages = pages_of(view, wall);
        EXPECT_GT(pages.size(), 1U);
        EXPECT_THAT(test::faults_of(view, wall), IsEmpty());
        const std::string all = test::said_on_all_pages(view, wall);
        for (std::size_t i = 4; i < 20; ++i)
            EXPECT_THAT(all, HasSubstr("Objective " + std::to_string(i) + "|"));
        std::size_t lines = 0;
        for (const DrawnScene& page : pages)
            lines += test::items_of<Bend>(page, "links ").size();
        EXPECT_GE(lines, links_of(view));
    }
}

TEST(SceneCascade, ADeskOfItsOwnStandsAlone) {
    Outline desk = test::desk_with(SceneKind::cascade);
    desk.units = {desk.units[2]};
    desk.units[0].parent.reset();
    EXPECT_THAT(test::faults_everywhere(view_of(desk)), IsEmpty());
    EXPECT_THAT(said(pages_of(view_of(desk), near_wall)[0]), HasSubstr("Communication"));
}

TEST(SceneCascade, SaysWhatToDoWhileThereAreNoUnits) {
    Outline desk = test::desk_with(SceneKind::cascade);
    desk.units.clear();
    EXPECT_THAT(test::faults_everywhere(view_of(desk)), IsEmpty());
    EXPECT_THAT(said(pages_of(view_of(desk), near_wall)[0]), HasSubstr("No units yet"));
}

RC_GTEST_PROP(SceneCascade, NothingIsCutWhateverPeopleWrite, ()) {
    Outline desk = test::desk_with(SceneKind::cascade);
    for (Unit& unit : desk.units) {
        unit.name = test::some_title();
        unit.vision.headline = test::some_text(40);
        unit.mission.purpose = test::some_text(100);
        const int count = *rc::gen::inRange(0, 8);
        for (int i = 0; i < count; ++i)
            unit.mission.objectives.push_back(
                {.id = {unit.id.text + std::to_string(i)},
                 .title = test::some_title(),
                 .label = *rc::gen::arbitrary<bool>() ? "Label" : ""});
        for (Link& link : unit.links)
            link.how = test::some_text(100);
    }
    View view = view_of(desk);
    for (CascadeLevel& level : cascade_of(view).levels)
        for (CascadeNode& node : level.nodes)
            node.state = test::some_state();
    const auto found = test::faults_of(view, test::some_wall());
    if (!found.empty()) RC_FAIL(found.front());
}

}  // namespace
}  // namespace waymark::wallboard
