#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float axis_height = 54;
constexpr float line_height = 37;
constexpr float row_gap = 8;
constexpr float pad = 22;
constexpr float sign = 14;
constexpr float bar = 10;
constexpr float bar_room = 40;  // of a row, for the bar and what stands on it
constexpr float most_row = 150;
constexpr float narrowest = 700;  // with names and ways side by side
constexpr Setting plain{Face::medium, least_text, least_text, false};
constexpr Setting title_setting{Face::semibold, 38, least_text, false};

using Kind = RoadmapRow::Kind;

/// What a row says in words, set for the width it has.
struct RowText {
    std::vector<FittedLine> title;
    std::vector<FittedLine> objective;
    std::vector<FittedLine> pace;
    float height = 0;
};

class Road {
public:
    Road(const Sheet& sheet, const RoadmapView& view, Rect rect)
        : sheet_(sheet), view_(view), rect_(rect), pen_(sheet, "", {}) {
        name_left_ = rect.x + pad + 2 * sign + 14;
        axis_right_ = rect.right() - pad - sign;
        stacked_ = rect.w < narrowest;
        if (stacked_) {
            name_room_ = rect.right() - pad - name_left_;
            axis_left_ = rect.x + pad;
        } else {
            const float name = std::clamp(rect.w * 0.31F, 280.0F, 640.0F);
            name_room_ = rect.x + name - name_left_;
            axis_left_ = rect.x + name + 40;
        }
        // Whose objective it is goes first, when otherwise not all would be on one page.
        for (const bool objectives : {true, false}) {
            set(objectives);
            if (page_count() == 1) break;
        }
        // The years matter less than a road.
        if (axis_ + row_ > rect.h) axis_ = 0;
    }

    int lay(int page, std::vector<Widget>& widgets) const {
        if (axis_ > 0) widgets.push_back(axis({rect_.x, rect_.y, rect_.w, axis_}));
        const std::size_t pages = page_count();
        const std::size_t first = static_cast<std::size_t>(page) % pages * per_page();
        const std::size_t last = std::min(view_.rows.size(), first + per_page());
        const auto count = static_cast<float>(pages > 1 ? per_page() : last - first);
        const float room = rect_.h - axis_;
        const float height = std::max(row_, std::min(most_row, (room + row_gap) / count - row_gap));
        float y = rect_.y + axis_;
        for (std::size_t i = first; i < last; ++i) {
            widgets.push_back(row(i, {rect_.x, y, rect_.w, height}));
            y += height + row_gap;
        }
        return static_cast<int>(pages);
    }

private:
    std::size_t per_page() const {
        const float room = rect_.h - axis_ + row_gap;
        return static_cast<std::size_t>(std::max(1.0F, room / (row_ + row_gap)));
    }
    std::size_t page_count() const { return (view_.rows.size() + per_page() - 1) / per_page(); }

    void set(bool objectives) {
        texts_.clear();
        row_ = 0;
        for (const RoadmapRow& each : view_.rows) {
            RowText text;
            text.title = wrap_name(pen_, each.title, each.label, title_setting, name_room_, 2);
            if (!all_whole(text.title))
                text.title = pen_.wrap(each.title, {Face::semibold, least_text, least_text, false},
                                       name_room_, 12);
            if (objectives) text.objective = pen_.wrap(each.objective, plain, name_room_, 12);
            text.pace = pace_lines(each);
            const float names = names_height(text), way = way_height(text);
            text.height = (stacked_ ? names + way : std::max(names, way)) + 14;
            row_ = std::max(row_, text.height);
            texts_.push_back(std::move(text));
        }
    }

    /// How long it holds and where that leads to: on one line, or else each on lines of its own.
    std::vector<FittedLine> pace_lines(const RoadmapRow& each) const {
        const float room = axis_right_ - axis_left_;
        const std::string both = each.hold.empty() ? each.text : each.hold + "  ·  " + each.text;
        auto lines = pen_.wrap(both, plain, room, 1);
        if (all_whole(lines)) return lines;
        lines = pen_.wrap(each.text, plain, room, 4);
        if (!each.hold.empty()) {
            auto hold = pen_.wrap(each.hold, plain, room, 4);
            lines.insert(lines.begin(), hold.begin(), hold.end());
        }
        return lines;
    }

    float names_height(const RowText& text) const {
        constexpr float above_way = 6;
        return line_height * static_cast<float>(text.title.size() + text.objective.size()) +
               (stacked_ ? above_way : 0);
    }
    static float way_height(const RowText& text) {
        return bar_room + line_height * static_cast<float>(text.pace.size());
    }

    float x_of(float share) const { return axis_left_ + share * (axis_right_ - axis_left_); }

    /// The years, and where today is.
    Widget axis(Rect rect) const {
        Pen pen(sheet_, "axis", rect);
        const Theme& theme = sheet_.theme;
        const float middle = rect.bottom() - 24;
        if (!stacked_)
            put_heading(pen, view_.heading, {rect.x, rect.y, axis_left_ - 30 - rect.x, rect.h});
        const auto today =
            pen.fit(view_.today.text, {Face::semibold, least_text, least_text, false}, 400);
        const float today_left =
            std::max(axis_left_ - 20,
                     std::min(x_of(view_.today.at) - today.width / 2, rect.right() - today.width));
        pen.put(today, today_left, middle, theme.ink, theme.background);
        float end = rect.x;
        for (const RoadmapTick& tick : view_.ticks) {
            const auto text = pen.fit(tick.text, plain, 400);
            const float left = x_of(tick.at);
            const bool meets =
                left < today_left + today.width + 16 && today_left < left + text.width + 16;
            if (meets || left < end || left + text.width > rect.right()) continue;
            pen.put(text, left, middle, theme.soft_ink, theme.background);
            end = left + text.width + 24;
        }
        return pen.finish();
    }

    Widget row(std::size_t index, Rect rect) const {
        const RoadmapRow& each = view_.rows[index];
        const RowText& text = texts_[index];
        Pen pen(sheet_, "csf " + std::to_string(index), rect);
        pen.touch(rect, each.about);
        const Theme& theme = sheet_.theme;
        pen.box(rect, theme.card, card_radius, card_radius);
        const float names = names_height(text), whole = way_height(text);
        const float top = rect.y + (rect.h - (stacked_ ? names + whole : names)) / 2;
        float y = top + line_height / 2;
        pen.sign(each.state, rect.x + pad, y, sign);
        for (const FittedLine& line : text.title) {
            pen.put(line, name_left_, y, theme.ink, theme.card);
            y += line_height;
        }
        for (const FittedLine& line : text.objective) {
            pen.put(line, name_left_, y, theme.soft_ink, theme.card);
            y += line_height;
        }
        const float way_top = stacked_ ? top + names : rect.y + (rect.h - whole) / 2;
        way(pen, each, way_top + bar_room / 2);
        float at = way_top + bar_room + line_height / 2;
        for (const FittedLine& line : text.pace) {
            const float left =
                std::max(axis_left_, std::min(x_of(each.end.value_or(1)) - line.width / 2,
                                              axis_right_ + sign - line.width));
            pen.put(line, left, at, each.kind == Kind::open ? theme.soft_ink : theme.ink,
                    theme.card);
            at += line_height;
        }
        return pen.finish();
    }

    /// What was gone of the way, what is to come, and how it ends.
    void way(Pen& pen, const RoadmapRow& each, float y) const {
        const Theme& theme = sheet_.theme;
        const float today = x_of(view_.today.at);
        const float end = x_of(each.end.value_or(view_.today.at));
        pen.box({axis_left_, y - bar / 2, axis_right_ - axis_left_, bar}, theme.track, bar / 2,
                bar / 2);
        for (const RoadmapTick& tick : view_.ticks)
            pen.box({x_of(tick.at) - 1, y - 12, 2, 24}, theme.track, 0, 0);
        const float gone = std::min(end, today);
        if (gone - axis_left_ >= bar)
            pen.box({axis_left_, y - bar / 2, gone - axis_left_, bar},
                    each.kind == Kind::achieved ? theme.accent : theme.stale, bar / 2, bar / 2);
        if (end > today) pen.dashes(today, y - 1, end - today, theme.ink);
        pen.box({today - 1.5F, y - bar_room / 2 + 2, 3, bar_room - 4}, theme.ink, 1, 1);
        // A sign stands on the card, not on its own colour.
        const auto clear = [&](float x) {
            constexpr float halo = sign + 3;
            pen.box({x - halo, y - halo, 2 * halo, 2 * halo}, theme.card, halo, halo);
        };
        const auto mark = [&](State state, float x) {
            clear(x);
            pen.sign(state, x - sign, y, sign);
        };
        switch (each.kind) {
            case Kind::achieved:
                mark(State::on_target, end);
                break;
            case Kind::on_pace:
                clear(end);
                pen.glyph(Glyph::Kind::target, end - sign, y, sign, theme.ink);
                break;
            case Kind::late:
                mark(State::at_risk, end);
                break;
            case Kind::never:
                mark(State::off_target, axis_right_);
                break;
            case Kind::open:
                mark(State::unknown, axis_right_);
                break;
        }
    }

    const Sheet& sheet_;
    const RoadmapView& view_;
    Rect rect_;
    Pen pen_;
    bool stacked_ = false;  ///< names above their ways
    float name_left_ = 0, name_room_ = 0, axis_left_ = 0, axis_right_ = 0;
    float row_ = 0, axis_ = axis_height;
    std::vector<RowText> texts_;
};

}  // namespace

int lay_roadmap(const Sheet& sheet, const RoadmapView& roadmap, Rect rect, int page,
                std::vector<Widget>& widgets) {
    if (roadmap.rows.empty()) {
        widgets.push_back(lay_sentence(sheet, "nothing", roadmap.nothing, rect));
        return 1;
    }
    return Road(sheet, roadmap, rect).lay(page, widgets);
}

}  // namespace waymark::wallboard
