#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float label_gap = 22;
constexpr float sign = 14;
constexpr Setting label_setting{Face::semibold, least_text, least_text, false};
constexpr Setting percent_setting{Face::semibold, 36, least_text, true};
constexpr std::size_t most_lines = 8;

struct Lines {
    std::vector<FittedLine> text;
    float height = 0;     ///< of a line
    bool beside = false;  ///< the progress stands on the right of the only line
};

float progress_width(const Pen& pen, const StatementView& statement) {
    return statement.percent.empty()
               ? 0
               : 2 * sign + 10 + pen.width(statement.percent, percent_setting);
}

/// As large as a statement should be on one line or a few, else on as many as it takes.
Lines lines_of(const Pen& pen, const StatementView& statement, float column, float width) {
    const Face face = statement.strong ? Face::semibold : Face::medium;
    const float wished = statement.strong ? label_text : 38;
    const float progress = progress_width(pen, statement);
    const float room = width - column;
    Lines lines;
    // A headline without its label may be a little smaller, so that it is one line.
    const float least = statement.label.empty() ? 36 : wished;
    const auto one = pen.fit(statement.text, {face, wished, least, false},
                             room - (progress > 0 ? progress + label_gap : 0));
    lines.beside = one.whole;
    if (one.whole) {
        lines.text = {one};
    } else {
        const std::size_t few = width < 1300 ? 3 : 2;
        for (const Setting setting :
             {Setting{face, wished, wished, false}, Setting{face, wished, least_text, false}}) {
            lines.text = pen.wrap(statement.text, setting, room, few);
            if (all_whole(lines.text)) break;
            lines.text =
                pen.wrap(statement.text, {face, least_text, least_text, false}, room, most_lines);
        }
    }
    lines.height = pen.em(lines.text.front()) + 8;
    return lines;
}

void put_progress(Pen& pen, const StatementView& statement, float x, float middle) {
    if (statement.percent.empty()) return;
    pen.sign(statement.state, x, middle, sign);
    pen.put_value(pen.fit(statement.percent, percent_setting, 400), x + 2 * sign + 10, middle,
                  pen.theme().ink, pen.theme().background);
}

float measured_column(const Sheet& sheet, const StatementView& statement) {
    if (statement.label.empty()) return 0;
    const Pen pen(sheet, "", {});
    return std::max(pen.width(statement.label, label_setting), progress_width(pen, statement)) +
           label_gap;
}

float measured_height(const Sheet& sheet, const StatementView& statement, float column,
                      float width) {
    const Lines lines = lines_of(Pen(sheet, "", {}), statement, column, width);
    // Label and progress below each other need two lines.
    const bool alone = lines.beside || statement.percent.empty() || statement.label.empty();
    const std::size_t least = alone ? 1 : 2;
    return lines.height * static_cast<float>(std::max(lines.text.size(), least)) + 6;
}

Widget laid(const Sheet& sheet, const std::string& name, const StatementView& statement,
            float column, Rect rect) {
    Pen pen(sheet, name, rect);
    pen.touch(rect, statement.about);
    const Lines lines = lines_of(pen, statement, column, rect.w);
    const auto caption = pen.fit(statement.label, label_setting, column);
    float middle = rect.y + 2 + lines.height / 2;
    // The label stands on the first line's baseline.
    const float drop = (pen.cap(lines.text.front()) - pen.cap(caption)) / 2;
    pen.put(caption, rect.x, middle + drop, sheet.theme.accent, sheet.theme.background);
    if (lines.beside)
        put_progress(pen, statement, rect.right() - progress_width(pen, statement), middle);
    else if (!statement.label.empty())
        put_progress(pen, statement, rect.x, middle + lines.height);
    for (const FittedLine& line : lines.text) {
        pen.put(line, rect.x + column, middle, sheet.theme.ink, sheet.theme.background);
        middle += lines.height;
    }
    return pen.finish();
}

}  // namespace

float statement_column(const Sheet& sheet, const StatementView& statement) {
    const auto make = [&] { return measured_column(sheet, statement); };
    return sheet.memory ? sheet.memory->statement_heights.get("column " + statement.label,
                                                              statement, 0, 0, make)
                        : make();
}

float statement_height(const Sheet& sheet, const StatementView& statement, float column,
                       float width) {
    const auto make = [&] { return measured_height(sheet, statement, column, width); };
    return sheet.memory ? sheet.memory->statement_heights.get(statement.label, statement, column,
                                                              width, make)
                        : make();
}

Widget lay_statement(const Sheet& sheet, const std::string& name, const StatementView& statement,
                     float column, Rect rect) {
    const auto make = [&] { return laid(sheet, name, statement, column, rect); };
    return sheet.memory ? sheet.memory->statements.get(name, statement, column, rect, make)
                        : make();
}

}  // namespace waymark::wallboard
