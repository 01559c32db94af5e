#include <algorithm>
#include <cmath>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float pad = 22;
constexpr float least_apart = 8;  // between objectives
constexpr float row = 36;
constexpr float small_sign = 11;
constexpr Setting word{Face::medium, least_text, least_text, false};

/// How much is said of each objective; each step leaves something out.
struct Fullness {
    bool achieved = true;       ///< "2 of 3 achieved" beside the bar
    bool hold_rows = false;     ///< "day 7 of 20" has a row where it does not fit beside the title
    std::size_t csf_lines = 2;  ///< of a CSF's title; 0: no CSFs
    std::size_t title_lines = 2;
};
constexpr Fullness steps[] = {{true, true, 3, 3},  {true, false, 3, 3},  {false, false, 3, 3},
                              {true, false, 1, 3}, {false, false, 1, 3}, {false, false, 1, 1},
                              {true, false, 0, 3}, {false, false, 0, 3}, {false, false, 0, 1}};
constexpr std::size_t steps_with_csfs = 6;

/// What a percentage takes, whichever it is.
float percent_room(const Pen& pen) {
    return pen.width("100 %", {Face::semibold, 36, 36, true});
}

/// As `wrap_name`, on as few lines as at the least size will do.
std::vector<FittedLine> name_lines(const Pen& pen, const std::string& title,
                                   const std::string& label, const Setting& setting, float width,
                                   std::size_t lines) {
    for (std::size_t most = 1; most < lines; ++most)
        if (auto whole = pen.wrap(title, setting, width, most); all_whole(whole)) return whole;
    return wrap_name(pen, title, label, setting, width, lines);
}

void kpi_signs(Pen& pen, const CsfView& csf, float right, float middle) {
    for (auto state = csf.kpis.rbegin(); state != csf.kpis.rend(); ++state) {
        right -= 2 * small_sign;
        pen.sign(*state, right, middle, small_sign);
        right -= 6;
    }
}

/// Returns the end of the CSF.
float lay_csf(Pen& pen, const CsfView& csf, float x, float y, float width,
              const Fullness& fullness) {
    const Theme& theme = pen.theme();
    const std::size_t shown = std::min<std::size_t>(csf.kpis.size(), 5);
    const float signs = static_cast<float>(shown) * (2 * small_sign + 6);
    const float left = x + 2 * small_sign + 14;
    CsfView few = csf;
    few.kpis.resize(shown);
    pen.sign(csf.state, x, y + row / 2, small_sign);
    kpi_signs(pen, few, x + width, y + row / 2);
    const float room = x + width - signs - 10 - left;
    const auto lines = name_lines(pen, csf.title, csf.label, word, room, fullness.csf_lines);
    float end = left;
    for (const FittedLine& line : lines) {
        end = pen.put(line, left, y + row / 2, theme.soft_ink, theme.card);
        y += row;
    }
    if (csf.hold.empty()) return y;
    const auto hold = pen.fit(csf.hold, word, width);
    const float right = lines.size() > 1 ? x + width : left + room;
    if (end + 12 + hold.width <= right) {
        pen.put_right(hold, right, y - row / 2, theme.ink, theme.card);
    } else if (fullness.hold_rows) {
        pen.put_right(hold, x + width, y + row / 2, theme.ink, theme.card);
        y += row;
    }
    return y;
}

/// Returns the end of the objective.
float lay_objective(Pen& pen, const ObjectiveView& objective, float x, float y, float width,
                    const Fullness& fullness) {
    const Theme& theme = pen.theme();
    const float top = y;
    constexpr float sign = 15;
    const float left = x + 2 * sign + 12;
    const bool known = is_judged(objective.state);
    const auto percent =
        pen.fit(objective.percent, {Face::semibold, 36, least_text, true}, width / 2);
    pen.sign(objective.state, x, y + row / 2, sign);
    pen.put_right(percent, x + width, y + row / 2, known ? theme.ink : theme.soft_ink, theme.card);
    const auto titles = name_lines(
        pen, objective.title, objective.label, {Face::semibold, 36, least_text, false},
        x + width - std::max(percent.width, percent_room(pen)) - 12 - left, fullness.title_lines);
    for (const FittedLine& line : titles) {
        pen.put(line, left, y + row / 2, theme.ink, theme.card);
        y += row;
    }
    if (fullness.achieved && !objective.achieved.empty()) {
        const auto text = pen.fit(objective.achieved, word, width * 0.7F);
        put_bar(pen, {x, y + row / 2 - 6, width - text.width - 18, 12}, objective.attainment,
                objective.state);
        pen.put_right(text, x + width, y + row / 2, theme.soft_ink, theme.card);
        y += row;
    } else {
        put_bar(pen, {x, y + 5, width, 10}, objective.attainment, objective.state);
        y += 20;
    }
    if (fullness.csf_lines > 0)
        for (const CsfView& csf : objective.csfs)
            y = lay_csf(pen, csf, x, y, width, fullness);
    pen.touch({x, top, width, y - top}, objective.about);
    return y;
}

struct Columns {
    int count;
    float width;
};

Columns columns_of(float width, int count) {
    const auto n = static_cast<float>(count);
    return {count, (width - 2 * pad - (n - 1) * 2 * pad) / n};
}

/// The first and the last objective of a column, plus one.
std::pair<std::size_t, std::size_t> share_of(std::size_t objectives, int column, int columns) {
    const auto n = static_cast<std::size_t>(columns);
    const auto i = static_cast<std::size_t>(column);
    return {objectives * i / n, objectives * (i + 1) / n};
}

/// Lays all columns with `apart` between objectives; returns the lowest end.
float lay_all(Pen& pen, const CharterView& charter, Rect rect, int count, const Fullness& fullness,
              float apart) {
    const Columns columns = columns_of(rect.w, count);
    float lowest = rect.y;
    for (int column = 0; column < count; ++column) {
        const float x = rect.x + pad + static_cast<float>(column) * (columns.width + 2 * pad);
        float y = rect.y + 10 + row + 6;
        const auto [first, last] = share_of(charter.objectives.size(), column, count);
        for (std::size_t i = first; i < last; ++i) {
            if (i > first) y += apart;
            y = lay_objective(pen, charter.objectives[i], x, y, columns.width, fullness);
        }
        lowest = std::max(lowest, y);
    }
    return lowest + 10;
}

/// A statement at the top of the panel; returns what it takes.
float lay_above(Pen& pen, const StatementView& statement, Rect rect) {
    constexpr float line_height = 39;
    float y = rect.y + 14;
    pen.put(pen.fit(statement.label, {Face::semibold, least_text, least_text, false}, rect.w),
            rect.x + pad, y + row / 2, pen.theme().accent, pen.theme().card);
    y += row + 2;
    for (const FittedLine& line :
         pen.wrap(statement.text, {Face::medium, 36, least_text, false}, rect.w - 2 * pad, 4)) {
        pen.put(line, rect.x + pad, y + line_height / 2, pen.theme().ink, pen.theme().card);
        y += line_height;
    }
    return y - rect.y;
}

void heading(Pen& pen, const CharterView& charter, Rect rect) {
    const float middle = rect.y + 10 + row / 2;
    const Setting setting{Face::semibold, least_text, least_text, false};
    const auto label = pen.fit(charter.objectives_label, setting, rect.w / 2);
    pen.put(label, rect.x + pad, middle, pen.theme().accent, pen.theme().card);
    const float room = rect.w - 2 * pad - label.width - 20;
    pen.put_right(pen.fit(charter.objectives_achieved, word, room), rect.right() - pad, middle,
                  pen.theme().soft_ink, pen.theme().card);
}

}  // namespace

std::vector<float> objectives_heights(const Sheet& sheet, const CharterView& charter, float width,
                                      int columns) {
    Pen pen(sheet, "", {});
    std::vector<float> heights;
    for (std::size_t i = 0; i < steps_with_csfs; ++i)
        heights.push_back(lay_all(pen, charter, {0, 0, width, 0}, columns, steps[i], least_apart) +
                          1);
    return heights;
}

namespace {

Widget laid(const Sheet& sheet, const StatementView& above, const CharterView& charter, Rect rect,
            int columns) {
    Pen pen(sheet, "objectives", rect);
    pen.box(rect, sheet.theme.card, 14, 14);
    if (!above.text.empty()) {
        const float taken = lay_above(pen, above, rect);
        rect.y += taken;
        rect.h -= taken;
    }
    heading(pen, charter, rect);
    const Pen::Mark mark = pen.mark();
    for (const Fullness& step : steps) {
        const float end = lay_all(pen, charter, rect, columns, step, least_apart);
        const bool whole = pen.mark().cuts == mark.cuts;
        pen.back_to(mark);
        const bool last = &step == &steps[std::size(steps) - 1];
        if ((end > rect.bottom() || !whole) && !last) continue;
        const auto gaps = static_cast<float>(
            std::max<std::size_t>(1, charter.objectives.size() / static_cast<std::size_t>(columns) -
                                         (columns == 1 ? 1 : 0)));
        const float spare = std::max(0.0F, rect.bottom() - end);
        lay_all(pen, charter, rect, columns, step, least_apart + std::min(spare / gaps, 90.0F));
        Widget widget = pen.finish();
        if (end > rect.bottom()) ++widget.cuts;
        return widget;
    }
    return pen.finish();
}

constexpr float strip_row = 50;

/// How many objectives stand side by side, and below each other.
struct StripPlan {
    std::size_t columns = 1;
    std::size_t rows = 1;
    bool whole = false;
};

constexpr float strip_apart = 40;

float strip_column(float width, std::size_t columns) {
    return (width + strip_apart) / static_cast<float>(columns) - strip_apart;
}

FittedLine strip_title(const Pen& pen, const ObjectiveView& objective, float column) {
    const float percent = percent_room(pen);
    const float room = column - 40 - percent - 12;
    auto title = pen.fit(objective.title, word, room);
    return title.whole || objective.label.empty() ? title : pen.fit(objective.label, word, room);
}

/// All of them in as few rows as possible.
StripPlan strip_plan(const Pen& pen, const CharterView& charter, float width) {
    const std::size_t all = charter.objectives.size();
    for (std::size_t rows = 1; rows <= std::min<std::size_t>(all, 3); ++rows) {
        const std::size_t columns = (all + rows - 1) / rows;
        if (std::ranges::all_of(charter.objectives, [&](const ObjectiveView& each) {
                return strip_title(pen, each, strip_column(width, columns)).whole;
            }))
            return {columns, rows, true};
    }
    return {};
}

}  // namespace

float objective_strip_height(const Sheet& sheet, const CharterView& charter, float width) {
    const StripPlan plan = strip_plan(Pen(sheet, "", {}), charter, width);
    return strip_row * static_cast<float>(plan.rows);
}

namespace {

Widget laid_strip(const Sheet& sheet, const CharterView& charter, Rect rect) {
    const Theme& theme = sheet.theme;
    Pen pen(sheet, "objectives", rect);
    const StripPlan plan = strip_plan(pen, charter, rect.w);
    std::vector<const ObjectiveView*> shown;
    for (const ObjectiveView& objective : charter.objectives)
        shown.push_back(&objective);
    if (!plan.whole) {
        // Only the one that lags most; what is not known is no laggard.
        std::ranges::stable_sort(
            shown, {}, [](const ObjectiveView* each) { return each->attainment.value_or(2.0F); });
        shown.resize(1);
    }
    const float width = strip_column(rect.w, plan.columns);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const ObjectiveView& each = *shown[i];
        const float x = rect.x + static_cast<float>(i % plan.columns) * (width + strip_apart);
        const float middle = rect.y + strip_row * (static_cast<float>(i / plan.columns) + 0.5F);
        pen.sign(each.state, x, middle, 14);
        const auto percent = pen.fit(each.percent, {Face::semibold, 36, 36, true}, width);
        const float end = pen.put(strip_title(pen, each, width), x + 40, middle, theme.soft_ink,
                                  theme.background);
        pen.put_value(percent, end + 12, middle, theme.ink, theme.background);
        pen.touch({x, middle - strip_row / 2, width, strip_row}, each.about);
    }
    return pen.finish();
}

}  // namespace

Widget lay_objectives(const Sheet& sheet, const StatementView& above, const CharterView& charter,
                      Rect rect, int columns) {
    const auto make = [&] { return laid(sheet, above, charter, rect, columns); };
    return sheet.memory ? sheet.memory->objectives.get("", above, charter, rect, columns, make)
                        : make();
}

Widget lay_objective_strip(const Sheet& sheet, const CharterView& charter, Rect rect) {
    const auto make = [&] { return laid_strip(sheet, charter, rect); };
    return sheet.memory ? sheet.memory->objective_strips.get("", charter, rect, make) : make();
}

}  // namespace waymark::wallboard
