#include <algorithm>
#include <cmath>

#include "wallboard/layout/csf_card.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float line_height = 42;
constexpr float sign = 24;
constexpr float bar = 18;
constexpr float course_height = 210;
constexpr float most_course = 900;
constexpr float least_course = 190;
constexpr float narrowest_card = 400;
constexpr float gap = part_gap;
constexpr std::size_t any_number = 12;
constexpr Setting plain{Face::medium, least_text, least_text, false};
constexpr Setting label_setting{Face::semibold, least_text, least_text, false};

/// The objective's name, how far it is and why it matters.
class Head {
public:
    /// On a scene of that size; far walls have room for smaller heroes only.
    Head(const Sheet& sheet, const ObjectiveSceneView& view, float width, float height)
        : view_(view), width_(width), pen_(sheet, "", {}) {
        const float hero = std::clamp(height * 0.12F, label_text, hero_text);
        percent_ = pen_.fit(view.objective.percent, {Face::semibold, hero, label_text, true},
                            width * 0.3F);
        const float room = width - 2 * sign - 20 - percent_.width - 30;
        title_ = {pen_.fit(view.objective.title,
                           {Face::semibold, hero * 0.85F, std::min(52.0F, hero * 0.85F), false},
                           room)};
        if (!all_whole(title_))
            title_ = wrap_name(
                pen_, view.objective.title, view.objective.label,
                {Face::semibold, std::max(least_text, hero * 0.7F), least_text, false}, room, 2);
        if (!all_whole(title_))
            title_ = pen_.wrap(view.objective.title,
                               {Face::semibold, least_text, least_text, false}, room, any_number);
        step_ = pen_.cap(title_.front()) / 0.727F * 1.16F;
        label_ = pen_.width(view.why_label, label_setting) + 20;
        if (!view.why.empty())
            why_ = pen_.wrap(view.why, {Face::medium, label_text, least_text, false},
                             width - label_, any_number);
    }

    float height(bool why) const {
        const float title =
            std::max(step_ * static_cast<float>(title_.size()), pen_.cap(percent_) + 26);
        return title + line_height +
               (why ? 8 + (line_height + 8) * static_cast<float>(why_.size()) : 0) + 12;
    }

    Widget lay(const Sheet& sheet, bool why, Rect rect) const {
        Pen pen(sheet, "objective", rect);
        const Theme& theme = sheet.theme;
        const Color ground = theme.background;
        const ObjectiveView& objective = view_.objective;
        pen.touch(rect, objective.about);
        const float title =
            std::max(step_ * static_cast<float>(title_.size()), pen_.cap(percent_) + 26);
        float y = rect.y + title / 2 - step_ * (static_cast<float>(title_.size()) - 1) / 2;
        pen.sign(objective.state, rect.x, rect.y + title / 2, sign);
        for (const FittedLine& line : title_) {
            pen.put(line, rect.x + 2 * sign + 20, y, theme.ink, ground);
            y += step_;
        }
        pen.put_right(percent_, rect.right(), rect.y + title / 2,
                      is_judged(objective.state) ? theme.ink : theme.soft_ink, ground);
        y = rect.y + title;
        const auto achieved = pen.fit(objective.achieved, plain, rect.w * 0.5F);
        const bool said = !objective.achieved.empty() && achieved.whole;
        if (said)
            pen.put_right(achieved, rect.right(), y + line_height / 2, theme.soft_ink, ground);
        put_bar(pen,
                {rect.x, y + (line_height - bar) / 2, said ? rect.w - achieved.width - 24 : rect.w,
                 bar},
                objective.attainment, objective.state);
        y += line_height + 8;
        if (!why || why_.empty()) return pen.finish();
        const auto label = pen.fit(view_.why_label, label_setting, label_);
        const float middle = y + (line_height + 8) / 2;
        pen.put(label, rect.x, middle + (pen.cap(why_.front()) - pen.cap(label)) / 2, theme.accent,
                ground);
        for (const FittedLine& line : why_) {
            pen.put(line, rect.x + label_, y + (line_height + 8) / 2, theme.ink, ground);
            y += line_height + 8;
        }
        return pen.finish();
    }

private:
    const ObjectiveSceneView& view_;
    float width_;
    Pen pen_;
    FittedLine percent_;
    std::vector<FittedLine> title_, why_;
    float step_ = 0, label_ = 0;
};

Widget lay_course(const Sheet& sheet, const ObjectiveSceneView& view, Rect rect) {
    Pen pen(sheet, "course", rect);
    const Theme& theme = sheet.theme;
    const CourseView& course = view.course;
    constexpr float pad = 20, mark = 10;
    pen.box(rect, theme.card, card_radius, card_radius);
    const float left = rect.x + pad, room = rect.w - 2 * pad;
    pen.put(pen.fit(course.label, label_setting, room), left, rect.y + 14 + line_height / 2,
            theme.accent, theme.card);
    const float top = rect.y + 14 + line_height + 6;
    if (course.points.empty()) {
        float y = top + line_height / 2;
        for (const FittedLine& line : pen.wrap(course.nothing, plain, room, 2)) {
            pen.put(line, left, y, theme.soft_ink, theme.card);
            y += line_height;
        }
        return pen.finish();
    }
    const float low = rect.bottom() - 12 - line_height;
    const auto from = pen.fit(course.from, plain, room / 2);
    const auto to = pen.fit(course.to, plain, room / 2);
    if (from.whole && to.whole && from.width + to.width + 20 < room) {
        pen.put(from, left, low + line_height / 2, theme.soft_ink, theme.card);
        pen.put_right(to, rect.right() - pad, low + line_height / 2, theme.soft_ink, theme.card);
    }
    const float high = top + 2 * mark + 6, floor = low - 8;
    std::vector<Spot> spots;
    for (const SparkPoint& point : course.points)
        spots.push_back({left + point.x * (room - 9), floor - point.y * (floor - high)});
    pen.curve(spots, floor, theme.accent);
    for (const SparkMark& each : course.marks)
        pen.glyph(each.incident ? Glyph::Kind::incident : Glyph::Kind::release,
                  std::clamp(left + each.x * room - mark, left, left + room - 2 * mark), top + mark,
                  mark, theme.ink);
    return pen.finish();
}

/// The CSFs' cards on equal places.
struct Cards {
    std::size_t columns = 1;
    std::size_t rows = 1;  ///< a page
    std::vector<CsfPiece> pieces;
    float height = 0;  ///< of a row
    std::size_t pages() const {
        const std::size_t each = columns * rows;
        return std::max<std::size_t>(1, (pieces.size() + each - 1) / each);
    }
    float needed() const {
        const auto used = static_cast<float>(
            std::min(rows, std::max<std::size_t>(1, (pieces.size() + columns - 1) / columns)));
        return used * (height + gap) - gap;
    }
};

float width_of(std::size_t columns, float width) {
    const auto n = static_cast<float>(columns);
    return (width - (n - 1) * gap) / n;
}

/// With the fewest pages that hold them; among those the most columns, which are the lowest.
Cards cards_in(const Pen& pen, const std::vector<CsfCard>& csfs, float width, float height) {
    const auto most =
        static_cast<std::size_t>(std::max(1.0F, (width + gap) / (narrowest_card + gap)));
    Cards best;
    for (std::size_t columns = std::min(most, std::max<std::size_t>(1, csfs.size())); columns > 0;
         --columns) {
        Cards tried{.columns = columns,
                    .pieces = csf_pieces(pen, csfs, width_of(columns, width), height)};
        for (const CsfPiece& piece : tried.pieces)
            tried.height = std::max(tried.height, csf_height(pen, piece, width_of(columns, width)));
        tried.rows = static_cast<std::size_t>(
            std::max(1.0F, (height + gap) / (std::max(tried.height, 1.0F) + gap)));
        const auto rank = [&](const Cards& cards) {
            return std::pair{cards.height > height, cards.pages()};
        };
        if (best.pieces.empty() || rank(tried) < rank(best)) best = std::move(tried);
    }
    return best;
}

void lay_cards(const Sheet& sheet, const Cards& cards, std::size_t page, Rect rect,
               std::vector<Widget>& widgets) {
    const std::size_t each = cards.columns * cards.rows;
    const std::size_t first = page * each;
    const std::size_t last = std::min(cards.pieces.size(), first + each);
    if (first >= last) return;
    const auto rows = static_cast<float>((last - first + cards.columns - 1) / cards.columns);
    const float width = width_of(cards.columns, rect.w);
    const float height =
        std::max(cards.height, std::min(cards.height * 1.35F, (rect.h + gap) / rows - gap));
    for (std::size_t i = first; i < last; ++i) {
        const auto column = static_cast<float>((i - first) % cards.columns);
        const auto row = static_cast<float>((i - first) / cards.columns);
        widgets.push_back(lay_csf(
            sheet, cards.pieces[i], "csf " + std::to_string(i),
            {rect.x + column * (width + gap), rect.y + row * (height + gap), width, height}));
    }
}

}  // namespace

int lay_objective_scene(const Sheet& sheet, const ObjectiveSceneView& scene, Rect rect, int page,
                        std::vector<Widget>& widgets) {
    if (scene.objective.title.empty()) {
        widgets.push_back(lay_sentence(sheet, "nothing", scene.nothing, rect));
        return 1;
    }
    const Pen pen(sheet, "", {});
    const Head head(sheet, scene, rect.w, rect.h);
    const auto room_of = [&](bool why) { return rect.h - head.height(why); };
    // Why it matters gives way first, where the CSFs would be on more pages; then the history has
    // a page of its own.
    bool why = room_of(true) > rect.h * 0.4F;
    Cards cards = cards_in(pen, scene.csfs, rect.w, room_of(why));
    if (const Cards more = cards_in(pen, scene.csfs, rect.w, room_of(false));
        why && more.pages() < cards.pages()) {
        why = false;
        cards = more;
    }
    const float room = room_of(why);
    const bool has_cards = !cards.pieces.empty();
    if (has_cards && cards.height > room) {
        // Very long names on a far wall: then head and history have a page, and the CSFs others.
        cards = cards_in(pen, scene.csfs, rect.w, rect.h);
        const std::size_t now = static_cast<std::size_t>(page) % (cards.pages() + 1);
        const float above = head.height(false);
        if (now == 0) {
            widgets.push_back(head.lay(sheet, false, {rect.x, rect.y, rect.w, above}));
            const Rect below{rect.x, rect.y + above, rect.w, rect.h - above};
            if (below.h >= least_course) widgets.push_back(lay_course(sheet, scene, below));
        } else {
            lay_cards(sheet, cards, now - 1, rect, widgets);
        }
        return static_cast<int>(cards.pages()) + 1;
    }
    const bool together =
        cards.pages() == 1 && (has_cards ? cards.needed() : 80) + gap + course_height <= room;
    const auto pages = cards.pages() + (together ? 0 : 1);
    const std::size_t now = static_cast<std::size_t>(page) % pages;
    widgets.push_back(head.lay(sheet, why, {rect.x, rect.y, rect.w, head.height(why)}));
    Rect body{rect.x, rect.y + head.height(why), rect.w, room};
    if (!together && now + 1 == pages) {
        widgets.push_back(lay_course(sheet, scene, body));
        return static_cast<int>(pages);
    }
    if (together) {
        const float least = has_cards ? cards.needed() : 80;
        const float used = std::min(least * 1.2F, body.h - gap - course_height);
        const float height = std::min(most_course, body.h - used - gap);
        widgets.push_back(lay_course(sheet, scene, {body.x, body.y + used + gap, body.w, height}));
        body.h = used;
    }
    if (has_cards)
        lay_cards(sheet, cards, now, body, widgets);
    else
        widgets.push_back(lay_sentence(sheet, "nothing", scene.nothing, body));
    return static_cast<int>(pages);
}

}  // namespace waymark::wallboard
