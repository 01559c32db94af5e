#include <algorithm>

#include "shared/model/format.hpp"
#include "wallboard/view/panels.hpp"

namespace waymark::wallboard {
namespace {

constexpr float label_gap = 22;
constexpr Setting label_setting{Face::semibold, {least_text}};

Setting statement_setting(Face face) {
    static constexpr std::initializer_list<float> strong{42, 40, 38, 36, 34, 32};
    static constexpr std::initializer_list<float> calm{34, 32};
    return {face, face == Face::semibold ? strong : calm};
}

/// The worst judgement among the tiles that are not shown, so that none of them hides a problem.
float hidden_sign(Pen& pen, const View& view, std::size_t hidden, bool band, float right,
                  float middle) {
    State worst = State::on_target;
    for (std::size_t i = view.tiles.size() - hidden; i < view.tiles.size(); ++i)
        if (is_judged(view.tiles[i].state)) worst = worse_of(worst, view.tiles[i].state);
    if (worst == State::on_target) return right;
    constexpr float radius = 15;
    if (band)
        pen.dark_sign(worst, right - 2 * radius, middle, radius);
    else
        pen.sign(worst, right - 2 * radius, middle, radius);
    return right - 2 * radius;
}

}  // namespace

float label_column(const Sheet& sheet, const std::vector<Statement>& statements, float width) {
    const Pen pen(sheet, "", {});
    float widest = 0;
    for (const Statement& statement : statements)
        widest = std::max(widest, pen.fit(statement.label, label_setting, width / 3).width);
    return widest + label_gap;
}

std::size_t statement_lines(const Sheet& sheet, const Statement& statement, float column,
                            float width, std::size_t most) {
    const Pen pen(sheet, "", {});
    const Setting setting = statement_setting(statement.face);
    if (pen.fit(statement.text, setting, width - column).text == statement.text) return 1;
    return std::max<std::size_t>(1, pen.wrap(statement.text, setting, width - column, most).size());
}

Widget lay_statement(const Sheet& sheet, const Statement& statement, float column, Rect rect) {
    Pen pen(sheet, statement.name, rect);
    const Setting setting = statement_setting(statement.face);
    const auto label = pen.fit(statement.label, label_setting, column);
    const float room = rect.w - column;
    const auto most = static_cast<std::size_t>(rect.h / statement.row + 0.5F);
    std::vector<FittedLine> lines{pen.fit(statement.text, setting, room)};
    if (most > 1 && lines.front().text != statement.text)
        lines = pen.wrap(statement.text, setting, room, most);
    float middle = rect.y + statement.row / 2;
    // The label stands on the first line's baseline.
    const float drop = lines.empty() ? 0 : (pen.cap(lines.front()) - pen.cap(label)) / 2;
    pen.put(label, rect.x, middle + drop, sheet.theme.accent, sheet.theme.background);
    for (const FittedLine& line : lines) {
        pen.put(line, rect.x + column, middle, sheet.theme.ink, sheet.theme.background);
        middle += statement.row;
    }
    return pen.finish();
}

float bottom_height(const Sheet& sheet, const View& view, float width) {
    const Pen pen(sheet, "", {});
    if (view.bottom.kind == BottomView::Kind::legend) return 48;
    return pen.wrap(view.bottom.text, {Face::medium, {32}}, width - 96, 2).size() > 1 ? 96 : 58;
}

Widget lay_bottom(const Sheet& sheet, const View& view, std::size_t hidden, Rect rect) {
    Pen pen(sheet, "bottom", rect);
    const Theme& theme = sheet.theme;
    float right = rect.right();
    const bool band = view.bottom.kind != BottomView::Kind::legend;
    const bool offline = view.bottom.kind == BottomView::Kind::offline;
    const Color behind = offline ? theme.bad : band ? theme.warn : theme.background;
    const Color ink = band ? theme.dark_ink : theme.soft_ink;
    if (band) pen.box(rect, behind, 14, 14);
    if (hidden > 0) {
        const auto more =
            pen.fit(fill(view.more, {std::to_string(hidden)}), {Face::semibold, {32}}, rect.w / 3);
        right -= band ? 22 : 0;
        pen.put_right(more, right, rect.y + rect.h / 2, band ? ink : theme.ink, behind);
        right -= more.width + 12;
        right = hidden_sign(pen, view, hidden, band, right, rect.y + rect.h / 2) - 24;
    }
    float left = rect.x;
    if (band) {
        pen.dark_sign(offline ? State::off_target : State::at_risk, left + 22, rect.y + rect.h / 2,
                      17);
        left += 74;
        right -= hidden > 0 ? 0 : 22;
    }
    const std::size_t most = rect.h > 80 ? 2 : 1;
    const auto lines = pen.wrap(view.bottom.text, {Face::medium, {32}}, right - left, most);
    const auto count = static_cast<float>(lines.size());
    float middle = rect.y + rect.h / 2 - (count - 1) * 20;
    for (const FittedLine& line : lines) {
        pen.put(line, left, middle, ink, behind);
        middle += 40;
    }
    return pen.finish();
}

Widget lay_waiting(const Sheet& sheet, const WaitingView& waiting, Rect rect) {
    Pen pen(sheet, "waiting", rect);
    const Theme& theme = sheet.theme;
    const float left = rect.x + rect.w * 0.08F;
    const float room = rect.w * 0.84F;
    std::vector<std::vector<FittedLine>> paragraphs;
    float height = 96 + 150;
    for (const std::string& text : waiting.lines) {
        paragraphs.push_back(pen.wrap(text, {Face::medium, {36, 34, 32}}, room, 3));
        height += 48 * static_cast<float>(paragraphs.back().size()) + 14;
    }
    float y = rect.y + std::max(0.0F, (rect.h - height) / 2);
    pen.box({left, y, 96, 96}, theme.accent, 24, 24);
    pen.glyph(Glyph::Kind::compass, left + 16, y + 48, 32, theme.dark_ink);
    y += 96 + 62;
    pen.put(pen.fit(waiting.headline, {Face::semibold, {72, 60, 48, 40, 32}}, room), left, y,
            theme.ink, theme.background);
    y += 88;
    for (const auto& paragraph : paragraphs) {
        for (const FittedLine& line : paragraph) {
            if (y + 24 > rect.bottom()) break;
            pen.put(line, left, y, theme.soft_ink, theme.background);
            y += 48;
        }
        y += 14;
    }
    return pen.finish();
}

}  // namespace waymark::wallboard
