#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float sign = 14;
constexpr float line_height = 40;
constexpr float row_gap = 8;
constexpr float least_row = 62;
constexpr float most_row = 150;
constexpr float value_size = 42;
constexpr Setting plain{Face::medium, least_text, least_text, false};
constexpr Setting strong{Face::semibold, 38, least_text, false};

Setting value_setting() {
    return {Face::semibold, value_size, value_size, true};
}

bool is_worded(const QueueCell& cell) {
    return !cell.word.empty();
}
/// "7 of 9" says what it is; of what has no value only the word is left.
bool has_value(const QueueCell& cell) {
    return !cell.value.empty() && cell.state != State::closed && cell.state != State::no_data;
}
constexpr float value_left = 2 * sign + 12;

/// What a cell must have room for: where a value could mislead, that is the word for it.
float width_of(const Pen& pen, const QueueCell& cell, bool units) {
    if (cell.value.empty()) return 40;
    if (is_worded(cell)) return value_left + pen.width(cell.word, plain);
    const float unit = units && !cell.unit.empty() ? 8 + pen.width(cell.unit, plain) : 0;
    return value_left + pen.width(cell.value, value_setting()) + unit;
}

void put_cell(Pen& pen, const QueueCell& cell, Rect rect, bool units) {
    const Theme& theme = pen.theme();
    const float middle = rect.y + rect.h / 2;
    if (cell.value.empty()) {
        pen.put(pen.fit("–", plain, rect.w), rect.x + 2, middle, theme.soft_ink, theme.card);
        return;
    }
    const bool abnormal = cell.state == State::at_risk || cell.state == State::off_target;
    const Color behind = abnormal ? card_color(theme, cell.state) : theme.card;
    if (abnormal) {
        const Rect around{rect.x - 14, rect.y + 5, rect.w + 14, rect.h - 10};
        pen.box(around, behind, 10, 10);
        if (cell.state == State::off_target) pen.frame(around, theme.bad, 10, 2);
    }
    pen.sign(cell.state, rect.x, middle, sign);
    float x = rect.x + value_left;
    const bool worded = is_worded(cell);
    const float beside = worded ? 12 + pen.width(cell.word, plain) : 0;
    const bool with_value =
        !worded ||
        (has_value(cell) && x + beside + pen.width(cell.value, value_setting()) <= rect.right());
    float drop = 0;
    if (with_value) {
        const auto value = pen.fit(cell.value, value_setting(), rect.right() - x);
        x = pen.put_value(value, x, middle, worded ? theme.soft_ink : theme.ink, behind);
        drop = (pen.cap(value) - pen.cap(pen.fit("8", plain, rect.w))) / 2;
    }
    const std::string& after = worded ? cell.word : cell.unit;
    if (after.empty() || !(worded || units)) return;
    const float gap = with_value ? (worded ? 12.0F : 8.0F) : 0.0F;
    pen.put(pen.fit(after, plain, rect.right() - x - gap), x + gap, middle + drop, theme.soft_ink,
            behind);
}

/// How a table is set: the same for all of its pages.
struct Plan {
    std::size_t columns = 1;  ///< a page
    float name = 0;           ///< width
    float column = 0;         ///< width
    float head = 0;           ///< height
    float row = 0;            ///< height
    bool units = true;
    bool targets = true;
    std::size_t name_lines = 1;
};

constexpr float edge = 24;   // inside of rows, left and right
constexpr float apart = 30;  // between columns
constexpr std::size_t most_name_lines = 12;

class Table {
public:
    Table(const Sheet& sheet, const QueuesView& view, Rect rect)
        : sheet_(sheet), view_(view), rect_(rect), pen_(sheet, "", {}) {
        plan();
    }

    int lay(int page, std::vector<Widget>& widgets) const {
        // Where there is not even room for one queue below all of them, theirs is a row like
        // others.
        const bool above =
            plan_.head + row_height(view_.all.name) + row_gap + plan_.row <= rect_.h ||
            view_.rows.empty();
        std::vector<const QueueRow*> shown;
        if (!above) shown.push_back(&view_.all);
        for (const QueueRow& each : view_.rows)
            shown.push_back(&each);
        const float least_all = above ? row_height(view_.all.name) : -row_gap;
        const float spare = rect_.h - plan_.head - least_all - row_gap;
        const auto rows =
            static_cast<std::size_t>(std::max(1.0F, (spare + row_gap) / (plan_.row + row_gap)));
        const std::size_t row_pages = std::max<std::size_t>(1, (shown.size() + rows - 1) / rows);
        const std::size_t column_pages = (view_.columns.size() + plan_.columns - 1) / plan_.columns;
        const std::size_t pages = row_pages * column_pages;
        const std::size_t now = static_cast<std::size_t>(page) % pages;
        const std::size_t column = now % column_pages * plan_.columns;
        const std::size_t first = now / column_pages * rows;
        const std::size_t last = std::min(shown.size(), first + rows);
        const auto count = static_cast<float>(row_pages > 1 ? rows : last - first);
        const float room = rect_.h - plan_.head;
        const float row = std::max(
            plan_.row, std::min(most_row, (room + row_gap) / ((above ? 1 : 0) + count) - row_gap));
        const float all = std::max(least_all, std::min(row, room - count * (row + row_gap)));
        float y = rect_.y;
        widgets.push_back(head(column, {rect_.x, y, rect_.w, plan_.head}));
        y += plan_.head;
        if (above) {
            widgets.push_back(line(view_.all, true, column, {rect_.x, y, rect_.w, all}));
            y += all + row_gap;
        }
        for (std::size_t i = first; i < last; ++i) {
            widgets.push_back(line(*shown[i], false, column, {rect_.x, y, rect_.w, row}));
            y += row + row_gap;
        }
        return static_cast<int>(pages);
    }

private:
    template <class Each>
    void each_row(Each each) const {
        each(view_.all);
        for (const QueueRow& row : view_.rows)
            each(row);
    }

    /// As many columns as are legible side by side, with units where there is room for them.
    void plan() {
        float widest_name = 0;
        each_row([&](const QueueRow& row) {
            widest_name = std::max(widest_name, pen_.width(row.name, strong));
        });
        for (std::size_t columns = view_.columns.size(); columns > 0; --columns)
            for (const auto& [units, targets] :
                 {std::pair{true, true}, {false, true}, {false, false}}) {
                const bool last = columns == 1 && !targets;
                if (try_plan({.columns = columns, .units = units, .targets = targets},
                             widest_name) ||
                    last)
                    return;
            }
    }

    bool try_plan(Plan tried, float widest_name) {
        const std::size_t columns = tried.columns;
        const float inner = rect_.w - 2 * edge;
        tried.name = std::min(std::max(widest_name + 20, 180.0F), inner * (columns > 1     ? 0.32F
                                                                           : tried.targets ? 0.5F
                                                                                           : 0.4F));
        tried.column = (inner - tried.name) / static_cast<float>(columns) - apart;
        bool whole = tried.column > 80;
        std::size_t head_lines = 1;
        for (const QueueColumn& each : view_.columns) {
            const auto lines = pen_.wrap(each.title, plain, tried.column, columns > 1 ? 3 : 12);
            whole &= all_whole(lines) && widest_word(pen_, each.title, plain) <= tried.column;
            whole &= !tried.targets || pen_.width(each.target, plain) + 30 <= tried.column;
            head_lines = std::max(head_lines, lines.size());
        }
        each_row([&](const QueueRow& row) {
            for (const QueueCell& cell : row.cells)
                whole &= width_of(pen_, cell, tried.units) <= tried.column;
            tried.name_lines =
                std::max(tried.name_lines,
                         pen_.wrap(row.name, strong, tried.name - 20, most_name_lines).size());
        });
        tried.head = line_height * static_cast<float>(head_lines + (tried.targets ? 1 : 0)) + 22;
        tried.row = std::max(least_row, line_height * static_cast<float>(tried.name_lines) + 18);
        plan_ = tried;
        const float least = tried.head + row_height(view_.all.name) +
                            (view_.rows.empty() ? 0 : row_gap + tried.row);
        return whole && tried.name_lines <= 2 && least <= rect_.h;
    }

    float row_height(const std::string& name) const {
        const auto lines = pen_.wrap(name, strong, plan_.name - 20, most_name_lines).size();
        return std::max(least_row, line_height * static_cast<float>(lines) + 18);
    }

    float column_left(std::size_t shown) const {
        return rect_.x + edge + plan_.name + apart / 2 +
               static_cast<float>(shown) * (plan_.column + apart);
    }

    Widget head(std::size_t column, Rect rect) const {
        Pen pen(sheet_, "queue columns", rect);
        const Theme& theme = sheet_.theme;
        put_heading(pen, view_.heading, {rect.x, rect.y, plan_.name + edge, plan_.head});
        const std::size_t last = std::min(view_.columns.size(), column + plan_.columns);
        for (std::size_t i = column; i < last; ++i) {
            const float left = column_left(i - column);
            const auto lines =
                pen.wrap(view_.columns[i].title, plain, plan_.column, plan_.columns > 1 ? 3 : 12);
            float y = rect.bottom() - 14 - line_height / 2;
            pen.touch({left, rect.y, plan_.column, rect.h},
                      {About::Kind::kpi, view_.columns[i].kpi.text});
            if (!plan_.targets) y += line_height;
            if (plan_.targets && !view_.columns[i].target.empty()) {
                pen.glyph(Glyph::Kind::target, left, y, 11, theme.soft_ink);
                pen.put(pen.fit(view_.columns[i].target, plain, plan_.column - 30), left + 30, y,
                        theme.soft_ink, theme.background);
            }
            for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
                y -= line_height;
                pen.put(*line, left, y, theme.ink, theme.background);
            }
        }
        return pen.finish();
    }

    Widget line(const QueueRow& row, bool all, std::size_t column, Rect rect) const {
        Pen pen(sheet_, all ? "all queues" : "queue " + row.name, rect);
        const Theme& theme = sheet_.theme;
        pen.box(rect, theme.card, card_radius, card_radius);
        pen.touch(rect, {About::Kind::queue, all ? "" : row.name});
        if (all) pen.frame(rect, theme.accent, card_radius, 2);
        const auto names = pen.wrap(row.name, strong, plan_.name - 20, plan_.name_lines);
        float y = rect.y + rect.h / 2 - line_height * (static_cast<float>(names.size()) - 1) / 2;
        for (const FittedLine& name : names) {
            pen.put(name, rect.x + edge, y, theme.ink, theme.card);
            y += line_height;
        }
        const std::size_t last = std::min(row.cells.size(), column + plan_.columns);
        for (std::size_t i = column; i < last; ++i)
            put_cell(pen, row.cells[i], {column_left(i - column), rect.y, plan_.column, rect.h},
                     plan_.units);
        return pen.finish();
    }

    const Sheet& sheet_;
    const QueuesView& view_;
    Rect rect_;
    Pen pen_;
    Plan plan_;
};

}  // namespace

int lay_queues(const Sheet& sheet, const QueuesView& queues, Rect rect, int page,
               std::vector<Widget>& widgets) {
    if (queues.columns.empty()) {
        widgets.push_back(lay_sentence(sheet, "nothing", queues.nothing, rect));
        return 1;
    }
    if (queues.rows.empty()) {
        const float below = rect.h * 0.3F;
        widgets.push_back(lay_sentence(sheet, "nothing", queues.nothing,
                                       {rect.x, rect.bottom() - below, rect.w, below}));
        rect.h -= below;
    }
    return Table(sheet, queues, rect).lay(page, widgets);
}

}  // namespace waymark::wallboard
