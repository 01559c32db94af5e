#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float row = 54;
constexpr float apart = 34;
constexpr float sign = 15;
constexpr float pad = 18;
constexpr std::size_t most_lines = 3;
constexpr Setting label_setting{Face::semibold, least_text, least_text, false};
constexpr Setting title_setting{Face::medium, least_text, least_text, false};
constexpr Setting progress_setting{Face::semibold, 36, 36, true};
constexpr Setting value_setting{Face::semibold, 40, 40, false};

/// How a strip is shared out: headline and chips side by side, or below each other.
struct Plan {
    std::vector<FittedLine> headline;
    float label = 0;                ///< width with the space after it; 0: left out
    float progress = 0;             ///< as `label`, after the only line of the headline
    std::size_t first_row = 0;      ///< chips beside the headline
    std::vector<std::size_t> rows;  ///< chips in each further row
};

Setting headline_setting() {
    return {Face::semibold, label_text, 36, false};
}

float progress_width(const Pen& pen, const StatementView& vision) {
    if (vision.percent.empty()) return 0;
    return apart + 2 * sign + 10 +
           std::max(pen.width("88 %", progress_setting),
                    pen.width(vision.percent, progress_setting));
}

float value_width(const Pen& pen, const TileView& chip) {
    return std::max(pen.width(chip.value, value_setting),
                    pen.width(chip.value_reserve, value_setting)) +
           (chip.unit.empty() ? 0 : 8 + pen.width(chip.unit, title_setting));
}

float chip_width(const Pen& pen, const TileView& chip) {
    return 2 * pad + 2 * sign + 10 + pen.width(chip.title, title_setting) + 14 +
           value_width(pen, chip);
}

/// The title of a chip that is wider than there is room, on lines of its own above the value; of
/// others nothing.
std::vector<FittedLine> lines_above(const Pen& pen, const TileView& chip, float width) {
    if (chip_width(pen, chip) <= width) return {};
    constexpr std::size_t any_number = 12;
    return pen.wrap(chip.title, title_setting, width - 2 * pad - 2 * sign - 10, any_number);
}

Plan plan_with(const Pen& pen, const StripView& strip, float width, bool label, bool progress) {
    Plan plan;
    float left = width;
    if (!strip.vision.text.empty()) {
        plan.label = pen.width(strip.vision.label, label_setting) + 22;
        const float whole = pen.width(strip.vision.text, headline_setting());
        if (!label || plan.label + whole > width) plan.label = 0;
        plan.headline =
            pen.wrap(strip.vision.text, headline_setting(), width - plan.label, most_lines);
        if (!all_whole(plan.headline))
            plan.headline =
                pen.wrap(strip.vision.text, {Face::semibold, least_text, least_text, false}, width,
                         most_lines);
        left = plan.headline.size() == 1 ? width - plan.label - plan.headline[0].width - apart : 0;
        if (progress && left >= progress_width(pen, strip.vision)) {
            plan.progress = progress_width(pen, strip.vision);
            left -= plan.progress;
        }
    }
    bool beside = !strip.vision.text.empty();
    for (const TileView& chip : strip.pinned) {
        const float needed = chip_width(pen, chip);
        if (beside && needed <= left) {
            ++plan.first_row;
            left -= needed + part_gap;
            continue;
        }
        beside = false;
        if (plan.rows.empty() || needed > left) {
            plan.rows.push_back(0);
            left = width;
        }
        ++plan.rows.back();
        left -= needed + part_gap;
    }
    return plan;
}

/// In as few rows as possible: the label gives way first, then how far the vision is.
Plan plan_of(const Pen& pen, const StripView& strip, float width) {
    Plan best = plan_with(pen, strip, width, true, true);
    for (const auto& [label, progress] : {std::pair{false, true}, {true, false}, {false, false}}) {
        if (best.rows.empty() || strip.vision.text.empty()) return best;
        Plan tried = plan_with(pen, strip, width, label, progress);
        if (tried.rows.size() < best.rows.size()) best = std::move(tried);
    }
    return best;
}

/// A pinned KPI: its sign, title and value; returns where it ends. `middle` is that of its first
/// row.
float put_chip(Pen& pen, const TileView& chip, float x, float middle, float width) {
    const Theme& theme = pen.theme();
    const bool off = chip.state == State::off_target && !chip.outlined;
    const Color fill = off ? theme.bad : theme.card;
    const Color ink = off ? theme.dark_ink : theme.ink;
    const Color soft = off ? theme.dark_ink : theme.soft_ink;
    const auto above = lines_above(pen, chip, width);
    const Rect rect{x, middle - row / 2 + 3, width, row * static_cast<float>(above.size() + 1) - 6};
    pen.box(rect, fill, 12, 12);
    if (chip.outlined) pen.frame(rect, theme.bad, 12, 3);
    pen.touch(rect, {About::Kind::kpi, chip.kpi.text});
    if (off)
        pen.dark_sign(chip.state, x + pad, middle, sign);
    else
        pen.sign(chip.state, x + pad, middle, sign);
    const float right = x + width - pad;
    const float left = x + pad + 2 * sign + 10;
    for (const FittedLine& line : above) {
        pen.put(line, left, middle, soft, fill);
        middle += row;
    }
    const auto unit = pen.fit(chip.unit, title_setting, width);
    const float unit_room = chip.unit.empty() ? 0 : unit.width + 8;
    const auto value = pen.fit(chip.value, value_setting, width);
    pen.put_value(value, right - unit_room - value.width, middle, ink, fill);
    pen.put_right(unit, right, middle + (pen.cap(value) - pen.cap(unit)) / 2, soft, fill);
    if (!above.empty()) return x + width;
    const auto title =
        pen.fit(chip.title, title_setting,
                right - std::max(value_width(pen, chip), unit_room + value.width) - 14 - left);
    pen.put(title, left, middle, soft, fill);
    return x + width;
}

float measured_height(const Sheet& sheet, const StripView& strip, float width) {
    const Plan plan = plan_of(Pen(sheet, "", {}), strip, width);
    auto rows = plan.headline.size() + plan.rows.size();
    const Pen pen(sheet, "", {});
    for (std::size_t i = plan.first_row; i < strip.pinned.size(); ++i)
        rows += lines_above(pen, strip.pinned[i], width).size();
    return static_cast<float>(rows) * row;
}

Widget laid(const Sheet& sheet, const StripView& strip, Rect rect) {
    Pen pen(sheet, "strip", rect);
    const Theme& theme = sheet.theme;
    const Plan plan = plan_of(pen, strip, rect.w);
    float middle = rect.y + row / 2;
    if (plan.label > 0) {
        const auto label = pen.fit(strip.vision.label, label_setting, plan.label);
        const float drop = (pen.cap(plan.headline.front()) - pen.cap(label)) / 2;
        pen.put(label, rect.x, middle + drop, theme.accent, theme.background);
    }
    std::size_t chip = 0;
    float right = rect.right();
    for (std::size_t i = plan.first_row; i > 0; --i) {
        const float width = chip_width(pen, strip.pinned[i - 1]);
        put_chip(pen, strip.pinned[i - 1], right - width, middle, width);
        right -= width + part_gap;
    }
    chip = plan.first_row;
    if (plan.progress > 0) {
        const float x = rect.x + plan.label + plan.headline.front().width + apart;
        pen.sign(strip.vision.state, x, middle, sign);
        pen.put_value(pen.fit(strip.vision.percent, progress_setting, plan.progress),
                      x + 2 * sign + 10, middle, theme.ink, theme.background);
    }
    for (const FittedLine& line : plan.headline) {
        pen.put(line, rect.x + plan.label, middle, theme.ink, theme.background);
        pen.touch({rect.x, middle - row / 2, plan.label + line.width, row}, strip.vision.about);
        middle += row;
    }
    for (const std::size_t count : plan.rows) {
        float x = rect.x;
        std::size_t above = 0;
        for (std::size_t i = 0; i < count; ++i, ++chip) {
            const float width = std::min(chip_width(pen, strip.pinned[chip]), rect.w);
            above = std::max(above, lines_above(pen, strip.pinned[chip], rect.w).size());
            x = put_chip(pen, strip.pinned[chip], x, middle, width) + part_gap;
        }
        middle += row * static_cast<float>(above + 1);
    }
    return pen.finish();
}

}  // namespace

float strip_height(const Sheet& sheet, const StripView& strip, float width) {
    const auto make = [&] { return measured_height(sheet, strip, width); };
    return sheet.memory ? sheet.memory->strip_heights.get("", strip, width, make) : make();
}

Widget lay_strip(const Sheet& sheet, const StripView& strip, Rect rect) {
    const auto make = [&] { return laid(sheet, strip, rect); };
    return sheet.memory ? sheet.memory->strips.get("", strip, rect, make) : make();
}

}  // namespace waymark::wallboard
