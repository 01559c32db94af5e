#include <algorithm>
#include <limits>
#include <numeric>

#include "wallboard/layout/cascade_card.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float widest_column = 760;
constexpr float most_gap = 64;
constexpr Setting kind_setting{Face::semibold, least_text, least_text, false};
constexpr Setting name_setting{Face::medium, least_text, least_text, false};

/// In the order in which things are left out.
constexpr CascadeDetail steps[] = {
    {.title_lines = 4, .title = 40},
    {.how = false, .title_lines = 4, .title = 40},
    {.how = false, .title_lines = 2, .title = 36},
    {.bar = false, .how = false, .title_lines = 2, .title = 36},
    {.bar = false, .how = false, .name = false, .purpose = false, .title_lines = 2, .title = 34},
    {.bar = false,
     .how = false,
     .name = false,
     .mission = false,
     .purpose = false,
     .title_lines = 2,
     .title = least_text},
    {.bar = false,
     .how = false,
     .name = false,
     .mission = false,
     .purpose = false,
     .airy = false,
     .title_lines = 2,
     .title = least_text},
    {.bar = false,
     .how = false,
     .name = false,
     .mission = false,
     .purpose = false,
     .airy = false,
     .title_lines = 12,
     .title = least_text}};

/// The nodes of each level that a page shows; levels without any are not on it.
struct Page {
    std::size_t first = 0;  ///< level
    std::vector<std::vector<std::size_t>> nodes;
};

/// Whether any link between this level and the next one down, or the one above, ends at the node.
bool is_linked(const CascadeView& view, std::size_t level, std::size_t node) {
    const auto ends_there = [&](const CascadeLink& link) { return link.to == node; };
    const bool above = std::ranges::any_of(
        view.levels[level].links, [&](const CascadeLink& link) { return link.from == node; });
    return above || (level + 1 < view.levels.size() &&
                     std::ranges::any_of(view.levels[level + 1].links, ends_there));
}

/// All levels; with `linked_only`, of the upper ones only what links reach.
Page whole_page(const CascadeView& view, bool linked_only) {
    Page page;
    for (std::size_t level = 0; level < view.levels.size(); ++level) {
        auto& nodes = page.nodes.emplace_back();
        const bool lowest = level + 1 == view.levels.size();
        for (std::size_t node = 0; node < view.levels[level].nodes.size(); ++node)
            if (lowest || !linked_only || node == 0 || is_linked(view, level, node))
                nodes.push_back(node);
    }
    return page;
}

class Columns {
public:
    Columns(const Sheet& sheet, const CascadeView& view, Rect rect, const Page& page)
        : sheet_(sheet), view_(view), page_(page), rect_(rect), pen_(sheet, "", {}) {
        const auto count = static_cast<float>(page.nodes.size());
        gutter_ = std::clamp(rect.w * 0.065F - 34, 40.0F, 130.0F);
        width_ = std::min(widest_column, (rect.w - (count - 1) * gutter_) / count);
        left_ = rect.x + (rect.w - count * width_ - (count - 1) * gutter_) / 2;
    }

    /// Sets every card, all titles in one size; false when they do not fit.
    bool set(CascadeDetail detail) {
        if (!set_at(detail)) return false;
        detail.title = smallest_title();
        return set_at(detail);
    }

    void lay(std::vector<Widget>& widgets) {
        places_.assign(page_.nodes.size(), {});
        for (std::size_t i = 0; i < page_.nodes.size(); ++i)
            lay_column(i, widgets);
        for (std::size_t i = 1; i < page_.nodes.size(); ++i)
            lay_links(i, widgets);
    }

private:
    bool set_at(const CascadeDetail& detail) {
        cards_.clear();
        named_ = detail.name;
        airy_ = detail.airy;
        gap_ = airy_ ? 8 : 4;
        bool fits = true;
        head_ = 0;
        for (std::size_t i = 0; i < page_.nodes.size(); ++i)
            head_ = std::max(head_, head_row() * static_cast<float>(head_lines(level(i)).size()));
        for (std::size_t i = 0; i < page_.nodes.size(); ++i) {
            auto& column = cards_.emplace_back();
            float height = head_ - gap_;
            for (const std::size_t node : page_.nodes[i]) {
                const bool mission = level(i).nodes[node].kind == CascadeNode::Kind::mission;
                if (mission && !detail.mission) continue;
                column.push_back(cascade_card(pen_, level(i), node, width_, detail));
                height += column.back().height + gap_;
                fits &= column.back().whole;
            }
            fits &= height <= rect_.h;
        }
        return fits;
    }

    /// The em, in units, of the title that had to be set smallest; missions have their own.
    float smallest_title() const {
        float smallest = std::numeric_limits<float>::max();
        for (std::size_t i = 0; i < cards_.size(); ++i)
            for (const CascadeCard& card : cards_[i])
                if (level(i).nodes[card.node].kind != CascadeNode::Kind::mission)
                    smallest = std::min(smallest, pen_.em(card.title.front()));
        return std::max(smallest, least_text);
    }

    const CascadeLevel& level(std::size_t column) const {
        return view_.levels[page_.first + column];
    }
    float head_row() const { return airy_ ? 44 : 38; }
    float x_of(std::size_t column) const {
        return left_ + static_cast<float>(column) * (width_ + gutter_);
    }

    /// Kind and name of the unit, side by side where there is room, else below each other; the
    /// name on as many lines as it takes.
    std::vector<FittedLine> head_lines(const CascadeLevel& level) const {
        auto lines = pen_.wrap(level.kind, kind_setting, width_, 3);
        if (!named_ || (lines.size() == 1 &&
                        pen_.fit(level.name, name_setting, width_ - lines[0].width - 16).whole))
            return lines;
        std::ranges::copy(pen_.wrap(level.name, name_setting, width_, 12),
                          std::back_inserter(lines));
        return lines;
    }

    void lay_head(std::size_t column, std::vector<Widget>& widgets) const {
        const CascadeLevel& unit = level(column);
        const Rect rect{x_of(column), rect_.y, width_, head_ - 4};
        Pen pen(sheet_, "unit " + std::to_string(page_.first + column), rect);
        const Theme& theme = sheet_.theme;
        const auto lines = head_lines(unit);
        float y =
            rect.y + head_ - 4 - head_row() * static_cast<float>(lines.size()) + head_row() / 2;
        const float end = pen.put(lines[0], rect.x, y, theme.accent, theme.background);
        if (lines.size() == 1 && named_)
            pen.put(pen.fit(unit.name, name_setting, rect.right() - end - 16), end + 16, y,
                    theme.soft_ink, theme.background);
        for (std::size_t i = 1; i < lines.size(); ++i)
            pen.put(lines[i], rect.x, y += head_row(),
                    lines[i].style.face == kind_setting.face ? theme.accent : theme.soft_ink,
                    theme.background);
        widgets.push_back(pen.finish());
    }

    /// Cards share what is left: they grow a little, then stand farther apart.
    void lay_column(std::size_t column, std::vector<Widget>& widgets) {
        lay_head(column, widgets);
        const auto& cards = cards_[column];
        if (cards.empty()) return;
        const auto count = static_cast<float>(cards.size());
        const float needed =
            std::accumulate(cards.begin(), cards.end(), 0.0F,
                            [](float sum, const CascadeCard& card) { return sum + card.height; });
        float spare = rect_.h - head_ - needed - (count - 1) * gap_;
        const float grow = std::clamp(spare / count * 0.5F, 0.0F, 26.0F);
        spare -= grow * count;
        const float gap =
            gap_ + std::clamp(spare / std::max(1.0F, count - 1), 0.0F, most_gap - gap_);
        float y = rect_.y + head_;
        for (const CascadeCard& card : cards) {
            const Rect rect{x_of(column), y, width_, card.height + grow};
            Pen pen(
                sheet_,
                "node " + std::to_string(page_.first + column) + "." + std::to_string(card.node),
                rect);
            put_cascade_card(pen, level(column), card, rect);
            widgets.push_back(pen.finish());
            places_[column].push_back(rect);
            y += rect.h + gap;
        }
    }

    struct End {
        std::size_t place;  ///< among the column's cards
        float y = 0;
    };

    /// A mission that is not shown is part of the vision.
    std::optional<std::size_t> place_of(std::size_t column, std::size_t node) const {
        const auto& shown = page_.nodes[column];
        if (std::ranges::find(shown, node) == shown.end()) return std::nullopt;
        const auto& cards = cards_[column];
        auto found = std::ranges::find(cards, node, &CascadeCard::node);
        if (found == cards.end()) found = std::ranges::find(cards, 0U, &CascadeCard::node);
        if (found == cards.end()) return std::nullopt;
        return static_cast<std::size_t>(found - cards.begin());
    }

    /// Spreads the ends at one card over its side, in the order of their other ends.
    void spread(std::vector<std::pair<End, End>>& ends, End std::pair<End, End>::*own,
                End std::pair<End, End>::*other, const std::vector<Rect>& places) const {
        for (std::size_t place = 0; place < places.size(); ++place) {
            std::vector<std::pair<End, End>*> here;
            for (auto& each : ends)
                if ((each.*own).place == place) here.push_back(&each);
            std::ranges::stable_sort(here, {},
                                     [&](const auto* each) { return (each->*other).place; });
            for (std::size_t i = 0; i < here.size(); ++i)
                (here[i]->*own).y = places[place].y + places[place].h * static_cast<float>(i + 1) /
                                                          static_cast<float>(here.size() + 1);
        }
    }

    /// The links between a column and the one to its left, one line each.
    void lay_links(std::size_t column, std::vector<Widget>& widgets) const {
        constexpr float dot = 6;
        std::vector<std::pair<End, End>> ends;
        std::vector<bool> contributes;
        for (const CascadeLink& link : level(column).links) {
            const auto from = place_of(column, link.from);
            const auto to = place_of(column - 1, link.to);
            if (!from || !to) continue;
            ends.push_back({{*to}, {*from}});
            contributes.push_back(link.contributes);
        }
        using Pair = std::pair<End, End>;
        spread(ends, &Pair::first, &Pair::second, places_[column - 1]);
        spread(ends, &Pair::second, &Pair::first, places_[column]);
        const Rect rect{x_of(column) - gutter_, rect_.y + head_, gutter_, rect_.h - head_};
        Pen pen(sheet_, "links " + std::to_string(page_.first + column), rect);
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const Color color = contributes[i] ? sheet_.theme.accent : sheet_.theme.stale;
            pen.bend({rect.x + 2 * dot, ends[i].first.y}, {rect.right(), ends[i].second.y},
                     !contributes[i], color);
            pen.glyph(Glyph::Kind::dot, rect.x, ends[i].first.y, dot, color);
        }
        widgets.push_back(pen.finish());
    }

    const Sheet& sheet_;
    const CascadeView& view_;
    const Page& page_;
    Rect rect_;
    Pen pen_;
    float gutter_ = 0, width_ = 0, left_ = 0, head_ = 0;
    bool named_ = true;  ///< the units' names are said
    bool airy_ = true;
    float gap_ = 0;  ///< between cards, at least
    std::vector<std::vector<CascadeCard>> cards_;
    std::vector<std::vector<Rect>> places_;
};

bool fits(const Sheet& sheet, const CascadeView& view, Rect rect, const Page& page) {
    Columns columns(sheet, view, rect, page);
    return std::ranges::any_of(steps, [&](const CascadeDetail& step) { return columns.set(step); });
}

void insert(std::vector<std::size_t>& nodes, std::size_t node) {
    const auto at = std::ranges::lower_bound(nodes, node);
    if (at == nodes.end() || *at != node) nodes.insert(at, node);
}

/// A level with the one above it, on as many pages as it takes: every node of the lower one, every
/// link between them with both its ends.
void pages_of(const Sheet& sheet, const CascadeView& view, Rect rect, std::size_t level,
              std::vector<Page>& pages) {
    const bool alone = level == 0;
    const auto begin = [&] { return alone ? Page{level, {{0}}} : Page{level - 1, {{0}, {0}}}; };
    Page page = begin();
    bool any = false;
    const auto take = [&](std::size_t node, std::optional<std::size_t> parent) {
        const auto added = [&](Page to) {
            insert(to.nodes.back(), node);
            if (parent) insert(to.nodes.front(), *parent);
            return to;
        };
        Page more = added(page);
        if (any && !fits(sheet, view, rect, more)) {
            pages.push_back(std::move(page));
            more = added(begin());
        }
        // With a long title there may be no room for the visions once more.
        if (!fits(sheet, view, rect, more) && node != 0 && parent != 0)
            for (auto& nodes : more.nodes)
                std::erase(nodes, 0U);
        page = std::move(more);
        any = true;
    };
    for (std::size_t node = 0; node < view.levels[level].nodes.size(); ++node) {
        bool linked = false;
        if (!alone)
            for (const CascadeLink& link : view.levels[level].links)
                if (link.from == node) {
                    take(node, link.to);
                    linked = true;
                }
        if (!linked) take(node, std::nullopt);
    }
    pages.push_back(std::move(page));
}

std::vector<Page> all_pages(const Sheet& sheet, const CascadeView& view, Rect rect) {
    constexpr std::size_t most_levels = 4;  // side by side
    if (view.levels.size() <= most_levels)
        for (const bool linked_only : {false, true})
            if (Page page = whole_page(view, linked_only); fits(sheet, view, rect, page))
                return {std::move(page)};
    std::vector<Page> pages;
    for (std::size_t level = std::min<std::size_t>(1, view.levels.size() - 1);
         level < view.levels.size(); ++level)
        pages_of(sheet, view, rect, level, pages);
    return pages;
}

}  // namespace

int lay_cascade(const Sheet& sheet, const CascadeView& cascade, Rect rect, int page,
                std::vector<Widget>& widgets) {
    if (cascade.levels.empty()) {
        widgets.push_back(lay_sentence(sheet, "nothing", cascade.nothing, rect));
        return 1;
    }
    if (rect.h > 760) {
        widgets.push_back(
            lay_heading(sheet, cascade.heading, {rect.x, rect.y, rect.w, heading_height}));
        rect.y += heading_height;
        rect.h -= heading_height;
    }
    const auto pages = all_pages(sheet, cascade, rect);
    const Page& shown = pages[static_cast<std::size_t>(page) % pages.size()];
    Columns columns(sheet, cascade, rect, shown);
    for (const CascadeDetail& step : steps)
        if (columns.set(step)) break;
    columns.lay(widgets);
    return static_cast<int>(pages.size());
}

}  // namespace waymark::wallboard
