#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/leads/lay_panel.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::size_t any_number = 40;
constexpr float step = 34;  // of an indent
constexpr float sign = 13;
constexpr float sign_room = 2 * sign + 14;
constexpr float gap = 20;  // between columns
constexpr float heading_gap = 24;
constexpr float row_gap = 8;
constexpr float bar_room = 22;
constexpr float opens_room = 24;
constexpr Setting heading_setting{Face::semibold, least_text, least_text, false};
constexpr Setting value_setting{Face::semibold, 34, least_text, true};

/// A row's texts on their lines, so that measuring and drawing do not differ.
struct Lines {
    std::vector<FittedLine> text;
    std::vector<FittedLine> value;
    std::vector<FittedLine> note;
    float text_at = 0;   ///< from the row's left
    float value_at = 0;  ///< the left of what stands beside, or its right end
    float below = 0;     ///< lines of the note stand below
    float height = 0;
};

float tall(const std::vector<FittedLine>& lines) {
    return static_cast<float>(lines.size()) * panel_line;
}

std::vector<FittedLine> wrapped(const Pen& pen, const std::string& text, const Setting& setting,
                                float room) {
    if (text.empty()) return {};
    return pen.wrap(text, setting, std::max(room, 60.0F), any_number);
}

Lines fact_lines(const Pen& pen, const Row& row, float left, float width) {
    Lines lines;
    lines.text_at = left;
    lines.value_at = left + (width - left) * 0.38F;
    lines.text = wrapped(pen, row.text, panel_text, lines.value_at - left - gap);
    lines.value = wrapped(pen, row.value, panel_text, width - lines.value_at);
    lines.height = std::max(tall(lines.text), tall(lines.value)) + row_gap;
    return lines;
}

Lines item_lines(const Pen& pen, const Row& row, float left, float width) {
    Lines lines;
    const float right = width - (row.about.kind == About::Kind::nothing ? 0 : opens_room);
    lines.text_at = left + (row.sign ? sign_room : 0);
    lines.value_at = right;
    const float whole = row.value.empty() ? 0 : pen.width(row.value, value_setting);
    const float most = (right - lines.text_at) * 0.45F;
    lines.value = wrapped(pen, row.value, value_setting, std::min(whole + 1, most));
    const float room = right - lines.text_at - (whole > 0 ? std::min(whole, most) + gap : 0);
    lines.text = wrapped(pen, row.text, row.strong ? panel_strong : panel_text, room);
    lines.note = wrapped(pen, row.note, panel_small, right - lines.text_at);
    lines.below = std::max(tall(lines.text), tall(lines.value));
    lines.height = lines.below + tall(lines.note) + (row.bar ? bar_room : 0) + row_gap;
    return lines;
}

Lines event_lines(const Pen& pen, const Row& row, float left, float width) {
    Lines lines;
    lines.value = wrapped(pen, row.value, {Face::medium, 34, least_text, true}, width * 0.5F);
    float widest = pen.width("88:88:88", {Face::medium, 34, least_text, true});
    for (const FittedLine& line : lines.value)
        widest = std::max(widest, line.width);
    lines.value_at = left;
    lines.text_at = left + widest + gap;
    lines.text = wrapped(pen, row.text, panel_text, width - lines.text_at);
    lines.note = wrapped(pen, row.note, panel_small, width - lines.text_at);
    lines.below = std::max(tall(lines.text), panel_line);
    lines.height = std::max(lines.below + tall(lines.note), tall(lines.value)) + row_gap;
    return lines;
}

Lines lines_of(const Pen& pen, const Row& row, float width) {
    const float left = step * static_cast<float>(row.indent);
    switch (row.kind) {
        case Row::Kind::heading: {
            Lines lines;
            lines.text = wrapped(pen, row.text, heading_setting, width);
            lines.height = heading_gap + tall(lines.text) + row_gap / 2;
            return lines;
        }
        case Row::Kind::text: {
            Lines lines;
            lines.text_at = left;
            lines.text = wrapped(pen, row.text, panel_text, width - left);
            lines.height = tall(lines.text) + row_gap;
            return lines;
        }
        case Row::Kind::fact:
            return fact_lines(pen, row, left, width);
        case Row::Kind::event:
            return event_lines(pen, row, left, width);
        case Row::Kind::item:
            break;
    }
    return item_lines(pen, row, left, width);
}

void put_lines(Pen& pen, const std::vector<FittedLine>& lines, float x, float y, Color color) {
    float middle = y + panel_line / 2;
    for (const FittedLine& line : lines) {
        pen.put(line, x, middle, color, pen.theme().card);
        middle += panel_line;
    }
}

void put_item(Pen& pen, const Row& row, const Lines& lines, Rect rect) {
    const Theme& theme = pen.theme();
    const bool opens = row.about.kind != About::Kind::nothing;
    float middle = rect.y + panel_line / 2;
    if (row.sign) pen.sign(*row.sign, rect.x + lines.text_at - sign_room, middle, sign);
    put_lines(pen, lines.text, rect.x + lines.text_at, rect.y, theme.ink);
    for (const FittedLine& line : lines.value) {
        pen.put_right(line, rect.x + lines.value_at, middle, theme.ink, theme.card);
        middle += panel_line;
    }
    if (opens)
        pen.put_right(pen.fit("›", panel_text, opens_room), rect.right(), rect.y + panel_line / 2,
                      theme.soft_ink, theme.card);
    put_lines(pen, lines.note, rect.x + lines.text_at, rect.y + lines.below, theme.soft_ink);
    if (row.bar)
        put_bar(pen,
                {rect.x + lines.text_at, rect.y + lines.below + tall(lines.note) + 4,
                 lines.value_at - lines.text_at, 10},
                *row.bar, row.sign.value_or(State::unknown));
    if (opens) pen.touch({rect.x - 12, rect.y, rect.w + 24, rect.h - 2}, row.about);
}

}  // namespace

float row_height(const Pen& pen, const Row& row, float width) {
    return lines_of(pen, row, width).height;
}

void put_row(Pen& pen, const Row& row, Rect rect) {
    const Theme& theme = pen.theme();
    const Lines lines = lines_of(pen, row, rect.w);
    switch (row.kind) {
        case Row::Kind::heading:
            put_lines(pen, lines.text, rect.x, rect.y + heading_gap, theme.accent);
            return;
        case Row::Kind::text:
            put_lines(pen, lines.text, rect.x + lines.text_at, rect.y, theme.soft_ink);
            return;
        case Row::Kind::fact:
            put_lines(pen, lines.text, rect.x + lines.text_at, rect.y, theme.soft_ink);
            put_lines(pen, lines.value, rect.x + lines.value_at, rect.y, theme.ink);
            return;
        case Row::Kind::event:
            put_lines(pen, lines.value, rect.x + lines.value_at, rect.y, theme.soft_ink);
            put_lines(pen, lines.text, rect.x + lines.text_at, rect.y,
                      row.strong ? theme.ink : theme.soft_ink);
            put_lines(pen, lines.note, rect.x + lines.text_at, rect.y + lines.below,
                      theme.soft_ink);
            return;
        case Row::Kind::item:
            break;
    }
    put_item(pen, row, lines, rect);
}

}  // namespace waymark::wallboard
