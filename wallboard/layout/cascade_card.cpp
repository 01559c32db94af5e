#include "wallboard/layout/cascade_card.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

constexpr float sign = 14;
constexpr float how_gap = 4;
constexpr float narrow = 440;
constexpr float bar_height = 10;
constexpr float bar_row = 24;
constexpr Setting small{Face::medium, least_text, least_text, false};

using Kind = CascadeNode::Kind;

float step_of(const CascadeCard& card, const Pen& pen) {
    return pen.cap(card.title.front()) / 0.727F + (card.airy ? 4 : 1);
}

std::size_t lines_of(const CascadeCard& card) {
    return card.title.size() + (card.percent_below ? 1 : 0);
}

/// Above and below the lines.
float edge_of(const CascadeCard& card) {
    return card.airy ? 7 : 4;
}

/// Left and right of what a card says.
float pad_of(float width) {
    return width < narrow ? 12 : 18;
}

/// Where the words of a card begin: after the sign of what is measured.
float indent(const CascadeNode& node) {
    return node.kind == Kind::mission ? 0 : 2 * sign + 10;
}

}  // namespace

CascadeCard cascade_card(const Pen& pen, const CascadeLevel& level, std::size_t node, float width,
                         const CascadeDetail& detail) {
    const CascadeNode& each = level.nodes[node];
    CascadeCard card{.node = node, .airy = detail.airy};
    const float pad = pad_of(width);
    const float room = width - 2 * pad - indent(each);
    const bool vision = each.kind == Kind::vision;
    card.percent = pen.fit(each.percent,
                           {Face::semibold, std::min(36.0F, detail.title), least_text, true}, room);
    const float beside = each.percent.empty() ? 0 : card.percent.width + 10;
    const Setting setting{vision ? Face::semibold : Face::medium,
                          each.kind == Kind::mission ? least_text : detail.title, least_text,
                          false};
    const std::string& text =
        each.kind == Kind::mission && !detail.purpose ? each.label : each.title;
    const std::size_t lines = detail.title_lines + (each.kind == Kind::objective ? 0 : 1);
    // The percentage stands in the last line; where that is too full, beside all of them; where
    // that would break a word, below them.
    card.title = wrap_name(pen, text, each.label, setting, room, lines);
    if (beside > 0 && (!all_whole(card.title) || card.title.back().width > room - beside)) {
        auto narrow_title = wrap_name(pen, text, each.label, setting, room - beside, lines);
        const bool breaks = std::ranges::any_of(narrow_title, &FittedLine::broken);
        if (breaks && all_whole(card.title))
            card.percent_below = true;
        else
            card.title = std::move(narrow_title);
    }
    card.whole = all_whole(card.title);
    card.height = 2 * edge_of(card) + step_of(card, pen) * static_cast<float>(lines_of(card));
    if (detail.bar && each.kind != Kind::mission) {
        card.bar = true;
        card.height += bar_row;
    }
    if (detail.how)
        for (const CascadeLink& link : level.links)
            if (link.from == node && !link.how.empty() && card.how.empty()) {
                card.how = pen.wrap(link.how, small, width - 2 * pad, 3);
                card.whole &= all_whole(card.how);
                card.height += static_cast<float>(card.how.size()) * (least_text + how_gap) + 4;
            }
    return card;
}

void put_cascade_card(Pen& pen, const CascadeLevel& level, const CascadeCard& card, Rect rect) {
    const Theme& theme = pen.theme();
    const CascadeNode& node = level.nodes[card.node];
    const bool mission = node.kind == Kind::mission;
    const State state = mission ? State::unknown : node.state;
    const Color behind = card_color(theme, state);
    put_card(pen, rect, state);
    if (node.kind == Kind::vision && state != State::off_target)
        pen.frame(rect, theme.accent, card_radius, 2);
    pen.touch(rect, node.about);
    const float step = step_of(card, pen);
    const float pad = pad_of(rect.w);
    const float left = rect.x + pad, right = rect.right() - pad;
    float y = rect.y + edge_of(card) + (rect.h - card.height) / 2;
    if (!mission) {
        pen.sign(state, left, y + step / 2, sign);
        pen.put_right(card.percent, right, y + step * (static_cast<float>(lines_of(card)) - 0.5F),
                      is_judged(state) ? theme.ink : theme.soft_ink, behind);
    }
    for (const FittedLine& line : card.title) {
        pen.put(line, left + indent(node), y + step / 2, mission ? theme.soft_ink : theme.ink,
                behind);
        y += step;
    }
    if (card.percent_below) y += step;
    if (card.bar) {
        put_bar(pen, {left, y + (bar_row - bar_height) / 2, right - left, bar_height},
                node.attainment, state);
        y += bar_row;
    }
    if (!card.how.empty()) y += 4;
    for (const FittedLine& line : card.how) {
        pen.put(line, left, y + (least_text + how_gap) / 2, theme.soft_ink, behind);
        y += least_text + how_gap;
    }
}

}  // namespace waymark::wallboard
