#include <algorithm>
#include <numeric>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float pad = 26;
constexpr float line_height = 40;
constexpr float sign = 15;
constexpr float bar_row = 40;
constexpr float apart = 18;
constexpr float most_apart = 64;
constexpr std::size_t any_number = 12;
constexpr Setting label_setting{Face::semibold, least_text, least_text, false};
constexpr Setting plain{Face::medium, least_text, least_text, false};
constexpr Setting title_setting{Face::medium, label_text, least_text, false};
constexpr Setting percent_setting{Face::semibold, label_text, least_text, true};

float size_of(const Pen& pen, const FittedLine& line) {
    return pen.cap(line) / 0.727F;
}

/// A statement below its label; as large as two or three lines of it allow.
class Statement {
public:
    Statement(const Sheet& sheet, const std::string& label, const std::string& text,
              const Setting& setting, float width, std::size_t lines)
        : label_(label) {
        const Pen pen(sheet, "", {});
        lines_ = pen.wrap(text, setting, width, lines);
        if (!all_whole(lines_))
            lines_ =
                pen.wrap(text, {setting.face, least_text, least_text, false}, width, any_number);
        step_ = size_of(pen, lines_.front()) * 1.18F;
    }
    float height() const {
        return line_height + 6 + step_ * static_cast<float>(lines_.size()) + 14;
    }
    Widget lay(const Sheet& sheet, const std::string& name, Rect rect) const {
        Pen pen(sheet, name, rect);
        const Theme& theme = sheet.theme;
        pen.put(pen.fit(label_, label_setting, rect.w), rect.x, rect.y + line_height / 2,
                theme.accent, theme.background);
        float y = rect.y + line_height + 6 + step_ / 2;
        for (const FittedLine& line : lines_) {
            pen.put(line, rect.x, y, theme.ink, theme.background);
            y += step_;
        }
        return pen.finish();
    }

private:
    std::string label_;
    std::vector<FittedLine> lines_;
    float step_ = 0;
};

/// The objectives with how far they are, in equal cells.
class Objectives {
public:
    /// `brief`: short names, without how many of the CSFs are achieved.
    Objectives(const Sheet& sheet, const CharterView& charter, Rect rect, bool brief)
        : sheet_(sheet), charter_(charter), rect_(rect), brief_(brief), pen_(sheet, "", {}) {
        const float narrowest = 420;
        for (columns_ = 1;; ++columns_) {
            set();
            const auto next = static_cast<float>(columns_ + 1);
            const bool may_more = (rect.w - (next + 1) * pad) / next >= narrowest;
            if (pages() == 1 || !may_more) break;
        }
    }

    bool fits() const { return top() + cell_ + pad <= rect_.bottom(); }
    std::size_t pages() const {
        const std::size_t count = charter_.objectives.size();
        return std::max<std::size_t>(1, (count + per_page() - 1) / per_page());
    }

    Widget lay(std::size_t page) const {
        Pen pen(sheet_, "objectives", rect_);
        const Theme& theme = sheet_.theme;
        pen.box(rect_, theme.card, card_radius, card_radius);
        const float middle = rect_.y + 16 + line_height / 2;
        const auto label = pen.fit(charter_.objectives_label, label_setting, rect_.w / 2);
        pen.put(label, rect_.x + pad, middle, theme.accent, theme.card);
        const auto achieved =
            pen.fit(charter_.objectives_achieved, plain, rect_.w - 2 * pad - label.width - 20);
        if (achieved.whole)
            pen.put_right(achieved, rect_.right() - pad, middle, theme.soft_ink, theme.card);
        const std::size_t first = page % pages() * per_page();
        const std::size_t last = std::min(charter_.objectives.size(), first + per_page());
        std::vector<float> rows((last - first + columns_ - 1) / columns_, 0.0F);
        for (std::size_t i = first; i < last; ++i) {
            float& row = rows[(i - first) / columns_];
            row = std::max(row, height(charter_.objectives[i]));
        }
        const float spare = rect_.bottom() - pad - top() - std::reduce(rows.begin(), rows.end());
        const float gap = std::min(most_apart, spare / static_cast<float>(rows.size()));
        float y = top();
        for (std::size_t i = first; i < last; ++i) {
            const std::size_t column = (i - first) % columns_;
            if (column == 0 && i > first) y += rows[(i - first) / columns_ - 1] + gap;
            cell(pen, charter_.objectives[i],
                 rect_.x + pad + static_cast<float>(column) * (width_ + pad), y);
        }
        return pen.finish();
    }

private:
    float top() const { return rect_.y + 16 + line_height + 14; }
    std::size_t per_page() const {
        const float room = rect_.bottom() - pad - top() + apart;
        return columns_ * static_cast<std::size_t>(std::max(1.0F, room / (cell_ + apart)));
    }
    std::vector<FittedLine> title(const ObjectiveView& each) const {
        const float room = width_ - 2 * sign - 14 - pen_.width(each.percent, percent_setting) - 16;
        auto lines = wrap_name(pen_, each.title, each.label, title_setting, room, brief_ ? 1 : 2);
        if (brief_ && !all_whole(lines))
            lines = wrap_name(pen_, each.title, each.label, title_setting, room, 2);
        return all_whole(lines) ? lines : pen_.wrap(each.title, plain, room, any_number);
    }
    float height(const ObjectiveView& each) const {
        return 46 * static_cast<float>(title(each).size()) + bar_height();
    }
    float bar_height() const { return brief_ ? 22 : bar_row; }
    void set() {
        width_ = (rect_.w - pad) / static_cast<float>(columns_) - pad;
        cell_ = 0;
        for (const ObjectiveView& each : charter_.objectives)
            cell_ = std::max(cell_, height(each));
    }
    void cell(Pen& pen, const ObjectiveView& each, float x, float y) const {
        const Theme& theme = sheet_.theme;
        const auto percent = pen.fit(each.percent, percent_setting, width_ / 2);
        pen.sign(each.state, x, y + 23, sign);
        pen.put_right(percent, x + width_, y + 23,
                      is_judged(each.state) ? theme.ink : theme.soft_ink, theme.card);
        for (const FittedLine& line : title(each)) {
            pen.put(line, x + 2 * sign + 14, y + 23, theme.ink, theme.card);
            y += 46;
        }
        const auto achieved = pen.fit(each.achieved, plain, width_ * 0.55F);
        const bool said = !brief_ && !each.achieved.empty() && achieved.whole;
        pen.touch({x, y - 46 * static_cast<float>(title(each).size()), width_, height(each)},
                  each.about);
        const float length = said ? width_ - achieved.width - 20 : width_;
        put_bar(pen, {x, y + bar_height() / 2 - 7, length, 14}, each.attainment, each.state);
        if (said) pen.put_right(achieved, x + width_, y + bar_row / 2, theme.soft_ink, theme.card);
    }

    const Sheet& sheet_;
    const CharterView& charter_;
    Rect rect_;
    bool brief_;
    Pen pen_;
    std::size_t columns_ = 1;
    float width_ = 0, cell_ = 0;
};

float forecast_height(const Pen& pen, const StakeholdersView& view, float width) {
    if (view.forecast.empty()) return 0;
    const auto lines =
        pen.wrap(view.forecast, title_setting, width - 2 * pad - 2 * sign - 14, any_number);
    return 16 + line_height + 6 + 50 * static_cast<float>(lines.size()) + 14;
}

Widget lay_forecast(const Sheet& sheet, const StakeholdersView& view, Rect rect) {
    Pen pen(sheet, "forecast", rect);
    const Theme& theme = sheet.theme;
    put_card(pen, rect, view.forecast_state);
    const Color behind = card_color(theme, view.forecast_state);
    float y = rect.y + 16 + line_height / 2;
    pen.put(pen.fit(view.forecast_label, label_setting, rect.w - 2 * pad), rect.x + pad, y,
            theme.accent, behind);
    y += line_height / 2 + 6 + 25;
    pen.sign(view.forecast_state, rect.x + pad, y, sign);
    const float left = rect.x + pad + 2 * sign + 14;
    for (const FittedLine& line :
         pen.wrap(view.forecast, title_setting, rect.right() - pad - left, any_number)) {
        pen.put(line, left, y, theme.ink, behind);
        y += 50;
    }
    return pen.finish();
}

/// The newest, as many as there is room for.
Widget lay_achievements(const Sheet& sheet, const StakeholdersView& view, Rect rect) {
    Pen pen(sheet, "achievements", rect);
    const Theme& theme = sheet.theme;
    pen.box(rect, theme.card, card_radius, card_radius);
    const float left = rect.x + pad, room = rect.w - 2 * pad;
    float y = rect.y + 16;
    pen.put(pen.fit(view.achievements_label, label_setting, room), left, y + line_height / 2,
            theme.accent, theme.card);
    y += line_height + 8;
    const auto paragraph = [&](const std::vector<FittedLine>& lines, float x, Color color) {
        for (const FittedLine& line : lines) {
            pen.put(line, x, y + line_height / 2, color, theme.card);
            y += line_height;
        }
    };
    if (view.achievements.empty()) {
        const auto lines = pen.wrap(view.no_achievements, plain, room, any_number);
        if (y + line_height * static_cast<float>(lines.size()) <= rect.bottom())
            paragraph(lines, left, theme.soft_ink);
        return pen.finish();
    }
    for (const Achievement& each : view.achievements) {
        const float text = room - 2 * sign - 14;
        const auto title = pen.wrap(each.title, plain, text, any_number);
        const auto date = pen.fit(each.date, plain, text);
        const float height = line_height * static_cast<float>(title.size() + 1);
        if (y + height > rect.bottom() - 10 || !date.whole) break;
        pen.sign(State::on_target, left, y + line_height / 2, sign);
        paragraph(title, left + 2 * sign + 14, theme.ink);
        paragraph({date}, left + 2 * sign + 14, theme.soft_ink);
        y += 12;
    }
    return pen.finish();
}

/// The statements above each other; `sheet` outlives it.
class Statements {
public:
    /// `brief`: the vision's headline for its sentence.
    Statements(const Sheet& sheet, const CharterView& charter, Rect rect, bool brief)
        : sheet_(sheet),
          rect_(rect),
          vision_(sheet, charter.vision.label, charter.vision.text, hero(rect), rect.w, 3),
          mission_(sheet, charter.mission.label, charter.mission.text,
                   {Face::medium, label_text, least_text, false}, rect.w, 2),
          has_mission_(!charter.mission.text.empty()) {
        if ((brief || vision_.height() > rect.h * 0.38F) && !charter.headline.empty())
            vision_ =
                Statement(sheet, charter.vision.label, charter.headline, hero(rect), rect.w, 2);
    }

    float height(bool mission) const {
        return vision_.height() + (mission && has_mission_ ? mission_.height() : 0) + 6;
    }

    void lay(bool mission, std::vector<Widget>& widgets) const {
        const float height = vision_.height();
        widgets.push_back(vision_.lay(sheet_, "vision", {rect_.x, rect_.y, rect_.w, height}));
        if (mission && has_mission_)
            widgets.push_back(mission_.lay(
                sheet_, "mission", {rect_.x, rect_.y + height, rect_.w, mission_.height()}));
    }

private:
    static Setting hero(Rect rect) {
        return {Face::semibold, std::clamp(rect.h * 0.085F, label_text, hero_text), least_text,
                false};
    }

    const Sheet& sheet_;
    Rect rect_;
    Statement vision_, mission_;
    bool has_mission_;
};

/// What is said of statements and objectives, the most first.
struct Share {
    bool mission = true;
    bool headline = false;  ///< for the vision's sentence
    bool brief = false;     ///< the objectives
};
constexpr Share shares[] = {{},
                            {.brief = true},
                            {.mission = false},
                            {.mission = false, .brief = true},
                            {.headline = true, .brief = true},
                            {.mission = false, .headline = true, .brief = true}};

/// How a page is shared out.
struct Areas {
    Rect objectives;
    Rect side;
};

Areas areas_of(Rect rect) {
    Areas areas{rect, rect};
    if (rect.h > rect.w) {
        areas.side.h = rect.h * 0.36F;
        areas.side.y = rect.bottom() - areas.side.h;
        areas.objectives.h -= areas.side.h + part_gap;
    } else {
        areas.side.w = std::clamp(rect.w * 0.36F, 400.0F, 720.0F);
        areas.side.x = rect.right() - areas.side.w;
        areas.objectives.w -= areas.side.w + part_gap;
    }
    return areas;
}

void lay_side(const Sheet& sheet, const StakeholdersView& view, Rect side,
              std::vector<Widget>& widgets) {
    const float height = forecast_height(Pen(sheet, "", {}), view, side.w);
    if (height > 0 && height <= side.h) {
        widgets.push_back(lay_forecast(sheet, view, {side.x, side.y, side.w, height}));
        side.y += height + part_gap;
        side.h -= height + part_gap;
    }
    if (side.h > 3 * line_height) widgets.push_back(lay_achievements(sheet, view, side));
}

}  // namespace

int lay_stakeholders(const Sheet& sheet, const StakeholdersView& view, Rect rect, int page,
                     std::vector<Widget>& widgets) {
    // On one page, if that can be: how many CSFs are achieved gives way first, then the mission,
    // then the vision's sentence. Where that is not enough, the objectives have several pages, and
    // in the end the statements one of their own.
    for (const Share& share : shares) {
        const Statements statements(sheet, view.charter, rect, share.headline);
        const float above = statements.height(share.mission);
        const Areas areas = areas_of({rect.x, rect.y + above, rect.w, rect.h - above});
        const Objectives objectives(sheet, view.charter, areas.objectives, share.brief);
        if (above > rect.h * 0.6F || !objectives.fits()) continue;
        if (objectives.pages() > 1 && &share != &shares[std::size(shares) - 1]) continue;
        statements.lay(share.mission, widgets);
        lay_side(sheet, view, areas.side, widgets);
        if (view.charter.objectives.empty()) {
            widgets.push_back(lay_sentence(sheet, "nothing", view.nothing, areas.objectives));
            return 1;
        }
        widgets.push_back(objectives.lay(static_cast<std::size_t>(page)));
        return static_cast<int>(objectives.pages());
    }
    const Statements statements(sheet, view.charter, rect, false);
    Areas areas = areas_of(rect);
    const bool beside = Objectives(sheet, view.charter, areas.objectives, true).fits();
    if (!beside) areas.objectives = rect;
    const Objectives objectives(sheet, view.charter, areas.objectives, true);
    const std::size_t pages = objectives.pages() + 1;
    const std::size_t now = static_cast<std::size_t>(page) % pages;
    if (now == 0) {
        statements.lay(statements.height(true) <= rect.h, widgets);
    } else {
        if (beside) lay_side(sheet, view, areas.side, widgets);
        widgets.push_back(objectives.lay(now - 1));
    }
    return static_cast<int>(pages);
}

}  // namespace waymark::wallboard
