#include <algorithm>
#include <optional>
#include <span>

#include "wallboard/layout/grid.hpp"
#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

/// What a wall says of the charter beside its tiles, the most first.
struct Choice {
    enum class Objectives { panel, band, strip, none };
    bool mission = true;  ///< in the panel, or else below the vision
    Objectives objectives = Objectives::panel;
    Detail detail = Detail::no_target;  ///< at least that much of the tiles, on one page
    bool sentence = true;               ///< the whole vision, else its headline
};

constexpr Choice landscape_choices[] = {
    {true, Choice::Objectives::panel, Detail::no_curve},
    {false, Choice::Objectives::panel, Detail::no_curve},
    {true, Choice::Objectives::panel, Detail::no_trend},
    {false, Choice::Objectives::panel, Detail::no_trend},
    {true, Choice::Objectives::strip, Detail::no_curve},
    {false, Choice::Objectives::strip, Detail::no_target},
    {false, Choice::Objectives::panel, Detail::no_target, false},
    {false, Choice::Objectives::strip, Detail::no_target, false},
    {false, Choice::Objectives::none, Detail::no_target, false},
    {false, Choice::Objectives::strip, Detail::no_why, false},
    {false, Choice::Objectives::none, Detail::no_why, false},
};
constexpr Choice portrait_choices[] = {
    {true, Choice::Objectives::band, Detail::no_curve},
    {false, Choice::Objectives::band, Detail::no_curve},
    {true, Choice::Objectives::band, Detail::no_trend},
    {true, Choice::Objectives::strip, Detail::no_curve},
    {false, Choice::Objectives::strip, Detail::no_target},
    {false, Choice::Objectives::strip, Detail::no_target, false},
    {false, Choice::Objectives::none, Detail::no_target, false},
    {false, Choice::Objectives::strip, Detail::no_why, false},
    {false, Choice::Objectives::none, Detail::no_why, false},
};

/// Lays a wall by one choice.
class WallLayout {
public:
    WallLayout(const Sheet& sheet, const WallView& wall, Rect rect, const Choice& choice)
        : sheet_(sheet), wall_(wall), rect_(rect), choice_(choice) {}

    /// Places the charter; false when some of it would be cut.
    bool place() {
        StatementView vision = wall_.charter.vision;
        if (!choice_.sentence && !vision.text.empty() && !wall_.charter.headline.empty()) {
            vision.text = wall_.charter.headline;
            vision.label.clear();
        }
        const StatementView& mission = wall_.charter.mission;
        const bool below = choice_.mission && (!in_panel() || wall_.charter.objectives.empty());
        float column = statement_column(sheet_, vision);
        if (below) column = std::max(column, statement_column(sheet_, mission));
        statement("vision", vision, column);
        if (below) statement("mission", mission, column);
        rect_.y += 6;
        rect_.h -= 6;
        if (!wall_.charter.objectives.empty()) objectives();
        return rect_.h > 100 && rect_.w > 200 &&
               std::ranges::all_of(widgets_, [](const Widget& each) { return each.cuts == 0; });
    }

    GridPlan plan(bool may_turn) const { return plan_grid(sheet_, wall_.tiles, rect_, may_turn); }

    std::optional<GridPlan> grown(const GridPlan& plan) const {
        return grown_plan(sheet_, wall_.tiles, rect_, plan);
    }

    void take(const GridPlan& plan, int page, std::vector<Widget>& widgets) {
        for (Widget& widget : widgets_)
            widgets.push_back(std::move(widget));
        if (wall_.tiles.empty())
            widgets.push_back(lay_sentence(sheet_, "nothing", wall_.nothing, rect_));
        else
            lay_grid(sheet_, wall_.tiles, rect_, plan, page, widgets);
    }

private:
    void statement(const std::string& name, const StatementView& statement, float column) {
        if (statement.text.empty()) return;
        const float height = statement_height(sheet_, statement, column, rect_.w);
        widgets_.push_back(lay_statement(sheet_, name, statement, column, upper(height)));
    }

    bool in_panel() const { return choice_.objectives == Choice::Objectives::panel; }

    /// Takes so much off the top.
    Rect upper(float height) {
        const Rect taken{rect_.x, rect_.y, rect_.w, height};
        rect_.y += height;
        rect_.h -= height;
        return taken;
    }

    void objectives() {
        switch (choice_.objectives) {
            case Choice::Objectives::panel: {
                const float width = std::clamp(rect_.w * 0.285F, 480.0F, 600.0F);
                widgets_.push_back(lay_objectives(
                    sheet_, choice_.mission ? wall_.charter.mission : StatementView{},
                    wall_.charter,
                    {wall_.mirrored ? rect_.right() - width : rect_.x, rect_.y, width, rect_.h},
                    1));
                if (!wall_.mirrored) rect_.x += width + part_gap;
                rect_.w -= width + part_gap;
                break;
            }
            case Choice::Objectives::band: {
                const float height = band_height();
                widgets_.push_back(lay_objectives(sheet_, {}, wall_.charter, upper(height), 2));
                upper(part_gap);
                break;
            }
            case Choice::Objectives::strip:
                widgets_.push_back(lay_objective_strip(
                    sheet_, wall_.charter,
                    upper(objective_strip_height(sheet_, wall_.charter, rect_.w))));
                upper(6);
                break;
            case Choice::Objectives::none:
                break;
        }
    }

    /// The fullest one that leaves the tiles more than half of the room.
    float band_height() const {
        const auto heights = objectives_heights(sheet_, wall_.charter, rect_.w, 2);
        for (const float height : heights)
            if (height < rect_.h * 0.42F) return height;
        return heights.back();
    }

    const Sheet& sheet_;
    const WallView& wall_;
    Rect rect_;
    Choice choice_;
    std::vector<Widget> widgets_;
};

std::span<const Choice> choices_for(Rect rect) {
    if (rect.h > rect.w) return portrait_choices;
    return landscape_choices;
}

/// The first choice with which everything that it shows is legible; tiles may have to take turns.
WallPlan made_plan(const Sheet& sheet, const WallView& wall, Rect rect) {
    const auto choices = choices_for(rect);
    for (std::size_t i = 0; i + 1 < choices.size(); ++i) {
        WallLayout layout{sheet, wall, rect, choices[i]};
        if (!layout.place()) continue;
        const GridPlan plan = layout.plan(false);
        if (plan.whole && plan.detail <= choices[i].detail) return {i, plan};
    }
    WallLayout layout{sheet, wall, rect, choices.back()};
    layout.place();
    return {choices.size() - 1, layout.plan(true)};
}

/// The same plan where only numbers grew, if they have room in it.
std::optional<WallPlan> grown_wall(const Sheet& sheet, const WallView& wall, Rect rect,
                                   const WallPlan& plan) {
    WallLayout layout{sheet, wall, rect, choices_for(rect)[plan.choice]};
    if (!layout.place()) return std::nullopt;
    const auto grid = layout.grown(plan.grid);
    if (!grid) return std::nullopt;
    return WallPlan{plan.choice, *grid};
}

WallPlan plan_of(const Sheet& sheet, const WallView& wall, Rect rect) {
    if (!sheet.memory) return made_plan(sheet, wall, rect);
    auto& known = sheet.memory->walls;
    if (const auto* plan = known.find(wall.tiles, wall.charter, rect, true)) return *plan;
    std::optional<WallPlan> grown;
    if (const auto* outgrown = known.outgrown(wall.tiles, wall.charter, rect, true))
        grown = grown_wall(sheet, wall, rect, *outgrown);
    const WallPlan plan = grown ? *grown : made_plan(sheet, wall, rect);
    known.keep(wall.tiles, wall.charter, rect, true, plan);
    return plan;
}

}  // namespace

int lay_wall(const Sheet& sheet, const WallView& wall, Rect rect, int page,
             std::vector<Widget>& widgets) {
    const WallPlan plan = plan_of(sheet, wall, rect);
    WallLayout layout{sheet, wall, rect, choices_for(rect)[plan.choice]};
    layout.place();
    layout.take(plan.grid, page % plan.grid.pages, widgets);
    return plan.grid.pages;
}

}  // namespace waymark::wallboard
