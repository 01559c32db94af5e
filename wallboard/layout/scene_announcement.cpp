#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float largest = arc(60);
constexpr float line_step = 1.25F;  // of the em
constexpr float pad = 60;
constexpr float most_measure = 26;  // ems in a line: longer ones tire
constexpr std::size_t any_number = 10'000;

/// The lines of all paragraphs, set at that size.
std::vector<FittedLine> lines_at(const Pen& pen, const std::string& text, float size, float room) {
    std::vector<FittedLine> lines;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        std::ranges::move(
            pen.wrap(text.substr(from, end - from), {Face::semibold, size, size, false},
                     std::min(room, size * most_measure), any_number),
            std::back_inserter(lines));
        from = end + 1;
    }
    return lines;
}

/// What it is about, above the text; none of it where that would take more than two lines.
std::vector<FittedLine> title_lines(const Pen& pen, const std::string& title, float size,
                                    float room) {
    if (title.empty()) return {};
    auto lines = pen.wrap(title, {Face::semibold, size, least_text, false}, room, 2);
    return all_whole(lines) && !lines.front().broken ? lines : std::vector<FittedLine>{};
}

struct Choice {
    float size;
    std::vector<FittedLine> lines;
};

/// The largest at which all of it is on one page; else the least a sentence should have.
Choice choose(const Pen& pen, const std::string& text, float room, float height) {
    for (float size = largest; size > label_text; size -= 4) {
        auto lines = lines_at(pen, text, size, room);
        if (static_cast<float>(lines.size()) * size * line_step <= height &&
            widest_word(pen, text, {Face::semibold, size, size, false}) <=
                std::min(room, size * most_measure))
            return {size, std::move(lines)};
    }
    return {label_text, lines_at(pen, text, label_text, room)};
}

}  // namespace

int lay_announcement(const Sheet& sheet, const AnnouncementView& announcement, Rect rect, int page,
                     std::vector<Widget>& widgets) {
    Pen pen(sheet, "announcement", rect);
    pen.box(rect, sheet.theme.card, card_radius, card_radius);
    const float edge = std::min({pad, rect.w * 0.06F, rect.h * 0.09F});
    const float room = rect.w - 2 * edge;
    // On a low wall the title gives way to the text.
    const float wished = std::clamp(rect.h * 0.07F, least_text, 64.0F);
    const auto title = title_lines(pen, announcement.title, wished, room);
    const float title_height = title.empty() ? 0 : pen.em(title.front()) * line_step;
    const float above = title_height * static_cast<float>(title.size());
    const float height = rect.h - 2 * edge - above;
    const Choice choice = choose(pen, announcement.text, room, height);
    const float step = choice.size * line_step;
    const auto most = static_cast<std::size_t>(std::max(1.0F, height / step));
    const std::size_t count = choice.lines.size();
    const std::size_t pages = (count + most - 1) / most;
    const std::size_t first = static_cast<std::size_t>(page) % pages * most;
    const std::size_t last = std::min(count, first + most);
    float y = rect.y + (rect.h - above - static_cast<float>(last - first) * step) / 2;
    for (const FittedLine& line : title) {
        pen.put(line, rect.x + edge, y + title_height / 2, sheet.theme.accent, sheet.theme.card);
        y += title_height;
    }
    for (std::size_t i = first; i < last; ++i) {
        pen.put(choice.lines[i], rect.x + edge, y + step / 2, sheet.theme.ink, sheet.theme.card);
        y += step;
    }
    widgets.push_back(pen.finish());
    return static_cast<int>(pages);
}

}  // namespace waymark::wallboard
