#include "wallboard/leads/lay_panel.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

constexpr float pad = 30;
constexpr float button = 56;  // its height
constexpr float button_pad = 18;
constexpr float between = 10;
constexpr float chart_least = 260;
constexpr float rows_least = 240;
constexpr float thumb = 6;
constexpr std::size_t any_number = 20;
constexpr Setting title_setting{Face::semibold, 44, 36, false};
constexpr Setting value_setting{Face::semibold, 76, 44, false};
constexpr Setting button_setting{Face::medium, least_text, least_text, false};

float put_wrapped(Pen& pen, const std::string& text, const Setting& setting, Rect rect,
                  float line_height, Color color) {
    if (text.empty()) return rect.y;
    float y = rect.y;
    for (const FittedLine& line : pen.wrap(text, setting, rect.w, any_number)) {
        pen.put(line, rect.x, y + line_height / 2, color, pen.theme().card);
        y += line_height;
    }
    return y;
}

/// Returns where it ends.
float put_head(Pen& pen, const PanelView& view, Rect rect) {
    const Theme& theme = pen.theme();
    const Choice close{"Close", false, {About::Kind::close, ""}};
    const Choice back{"Back", false, {About::Kind::back, ""}};
    float right = rect.right() - button_width(pen, close);
    put_button(pen, close, {right, rect.y, rect.right() - right, button});
    if (view.can_go_back) {
        const float width = button_width(pen, back);
        right -= between + width;
        put_button(pen, back, {right, rect.y, width, button});
    }
    float y = put_wrapped(pen, view.head.title, title_setting,
                          {rect.x, rect.y, right - rect.x - between, 0}, 54, theme.ink);
    y = std::max(y, rect.y + button) + 6;
    const PanelHead& head = view.head;
    if (!head.value.empty() || head.sign) {
        constexpr float row = 92, sign = 22;
        const float middle = y + row / 2;
        float x = rect.x;
        const auto value = pen.fit(head.value, value_setting, rect.w * 0.6F);
        x = pen.put(value, x, middle, theme.ink, theme.card);
        const float foot = middle + pen.cap(value) / 2;
        if (!head.unit.empty()) {
            const auto unit = pen.fit(head.unit, panel_text, rect.w * 0.3F);
            x = pen.put(unit, x + 10, foot - pen.cap(unit) / 2, theme.soft_ink, theme.card);
        }
        if (head.sign) {
            const float left = head.value.empty() ? rect.x : x + 34;
            pen.sign(*head.sign, left, middle, sign);
            const float at = left + 2 * sign + 12;
            pen.put(
                pen.fit(head.status, {Face::semibold, 40, least_text, false}, rect.right() - at),
                at, middle, theme.ink, theme.card);
        }
        y += row;
    }
    return put_wrapped(pen, head.note, panel_small, {rect.x, y, rect.w, 0}, panel_line,
                       theme.soft_ink);
}

/// The rows that have room from `first` on; where they end.
struct Span {
    std::size_t shown = 0;
    float end = 0;
};

Span span_of(const std::vector<float>& heights, std::size_t first, float room) {
    Span span;
    while (first + span.shown < heights.size() && span.end + heights[first + span.shown] <= room) {
        span.end += heights[first + span.shown];
        ++span.shown;
    }
    return span;
}

/// The first row at which all that follow have room.
std::size_t last_first_of(const std::vector<float>& heights, float room) {
    std::size_t first = heights.size();
    float taken = 0;
    while (first > 0 && taken + heights[first - 1] <= room)
        taken += heights[--first];
    return heights.empty() ? 0 : std::min(first, heights.size() - 1);
}

void put_thumb(Pen& pen, const LaidPanel& laid, std::size_t rows, Rect rect) {
    if (laid.last_first == 0 && laid.shown >= rows) return;
    const auto all = static_cast<float>(rows);
    const float height = std::max(rect.h * static_cast<float>(laid.shown) / all, 30.0F);
    const float share = laid.last_first == 0
                            ? 0
                            : static_cast<float>(laid.first) / static_cast<float>(laid.last_first);
    pen.box({rect.x, rect.y, thumb, rect.h}, pen.theme().track, thumb / 2, thumb / 2);
    pen.box({rect.x, rect.y + share * (rect.h - height), thumb, height}, pen.theme().soft_ink,
            thumb / 2, thumb / 2);
}

}  // namespace

float button_width(const Pen& pen, const Choice& choice) {
    return pen.width(choice.text, button_setting) + 2 * button_pad;
}

void put_button(Pen& pen, const Choice& choice, Rect rect) {
    const Theme& theme = pen.theme();
    const Color fill = choice.chosen ? theme.accent : theme.track;
    const Color ink = choice.chosen ? theme.dark_ink : theme.ink;
    pen.box(rect, fill, 10, 10);
    const auto line = pen.fit(choice.text, button_setting, rect.w - button_pad);
    pen.put(line, rect.x + (rect.w - line.width) / 2, rect.y + rect.h / 2, ink, fill);
    pen.touch(rect, choice.about);
}

float put_choices(Pen& pen, const std::vector<Choice>& choices, Rect rect) {
    float x = rect.x, y = rect.y;
    for (const Choice& choice : choices) {
        const float width = std::min(button_width(pen, choice), rect.w);
        if (x > rect.x && x + width > rect.right()) {
            x = rect.x;
            y += button + between;
        }
        put_button(pen, choice, {x, y, width, button});
        x += width + between;
    }
    return y + button;
}

LaidPanel lay_panel(const Sheet& sheet, const PanelView& view, std::size_t first, Rect rect) {
    Pen pen(sheet, "panel", rect);
    const Theme& theme = sheet.theme;
    pen.box(rect, theme.card, 14, 14);
    const Rect inner{rect.x + pad, rect.y + 18, rect.w - 2 * pad, rect.h - 18 - 14};
    float y = put_head(pen, view, inner) + 10;
    if (!view.tabs.empty()) y = put_choices(pen, view.tabs, {inner.x, y, inner.w, 0}) + 14;
    if (view.chart) {
        const float room = inner.bottom() - y;
        const float wished = std::max(chart_least, room * (view.chart_first ? 0.6F : 0.4F));
        const float most = view.chart_first ? room : room - rows_least;
        if (const float height = std::min(wished, most); height >= chart_least) {
            put_chart(pen, *view.chart, {inner.x, y, inner.w, height});
            y += height + 10;
        }
    }
    std::vector<Row> rows = view.rows;
    if (!view.nothing.empty()) rows.push_back({.kind = Row::Kind::text, .text = view.nothing});
    const Rect area{inner.x, y, inner.w - 2 * thumb, inner.bottom() - y};
    std::vector<float> heights;
    heights.reserve(rows.size());
    for (const Row& row : rows)
        heights.push_back(row_height(pen, row, area.w));
    LaidPanel laid;
    laid.last_first = last_first_of(heights, area.h);
    laid.first = std::min(first, laid.last_first);
    const Span span = span_of(heights, laid.first, area.h);
    laid.shown = span.shown;
    for (std::size_t i = 0; i < span.shown; ++i) {
        const float height = heights[laid.first + i];
        put_row(pen, rows[laid.first + i], {area.x, y, area.w, height});
        y += height;
    }
    put_thumb(pen, laid, rows.size(), {rect.right() - pad / 2 - thumb, area.y, thumb, area.h});
    laid.widget = pen.finish();
    return laid;
}

namespace {

float put_toolbar(Pen& pen, const ToolbarView& view, Rect rect) {
    float left = 0, right = 0;
    for (const Choice& choice : view.left)
        left += button_width(pen, choice) + between;
    for (const Choice& choice : view.right)
        right += button_width(pen, choice) + between;
    if (left + right <= rect.w) {
        put_choices(pen, view.left, {rect.x, rect.y, left, 0});
        return put_choices(pen, view.right, {rect.right() - right + between, rect.y, right, 0});
    }
    std::vector<Choice> all = view.left;
    all.insert(all.end(), view.right.begin(), view.right.end());
    return put_choices(pen, all, rect);
}

constexpr float toolbar_pad = 12;

}  // namespace

float toolbar_height(const Sheet& sheet, const ToolbarView& view, float width) {
    Pen pen(sheet, "", {});
    return put_toolbar(pen, view, {0, 0, width - 2 * pad, 0}) + toolbar_pad;
}

Widget lay_toolbar(const Sheet& sheet, const ToolbarView& view, Rect rect) {
    Pen pen(sheet, "toolbar", rect);
    put_toolbar(pen, view, {rect.x + pad, rect.y + toolbar_pad, rect.w - 2 * pad, rect.h});
    return pen.finish();
}

}  // namespace waymark::wallboard
