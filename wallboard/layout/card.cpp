#include "wallboard/layout/card.hpp"

#include <algorithm>

namespace waymark::wallboard {

Color card_color(const Theme& theme, State state) {
    if (state == State::off_target) return theme.off_card;
    return state == State::at_risk ? theme.risk_card : theme.card;
}

void put_card(Pen& pen, Rect rect, State state) {
    const Theme& theme = pen.theme();
    pen.box(rect, card_color(theme, state), card_radius, card_radius);
    if (state == State::off_target) pen.frame(rect, theme.bad, card_radius, 3);
}

void put_bar(Pen& pen, Rect rect, std::optional<float> share, State state) {
    const Theme& theme = pen.theme();
    const float radius = rect.h / 2;
    pen.box(rect, theme.track, radius, radius);
    if (!share || *share <= 0) return;
    pen.box({rect.x, rect.y, std::max(rect.h, rect.w * *share), rect.h},
            is_judged(state) ? state_color(theme, state) : theme.stale, radius, radius);
}

bool all_whole(const std::vector<FittedLine>& lines) {
    return std::ranges::all_of(lines, &FittedLine::whole);
}

std::vector<FittedLine> wrap_name(const Pen& pen, const std::string& text, const std::string& label,
                                  const Setting& setting, float room, std::size_t most) {
    auto lines = pen.wrap(text, setting, room, most);
    return all_whole(lines) || label.empty() ? lines : pen.wrap(label, setting, room, most);
}

float widest_word(const Pen& pen, std::string_view text, const Setting& setting) {
    float widest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        widest = std::max(widest, pen.width(text.substr(0, end), setting));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return widest;
}

void put_heading(Pen& pen, const std::string& text, Rect rect) {
    const auto most = static_cast<std::size_t>(std::max(1.0F, rect.h / 56));
    const float size = std::clamp(rect.h * 0.8F, least_text, 48.0F);
    const auto lines = pen.wrap(text, {Face::semibold, size, least_text, false}, rect.w, most);
    const Setting smallest{Face::semibold, least_text, least_text, false};
    if (!all_whole(lines) || widest_word(pen, text, smallest) > rect.w) return;
    const float step = pen.cap(lines.front()) / 0.727F * 1.15F;
    float y = rect.y + rect.h / 2 - step * (static_cast<float>(lines.size()) - 1) / 2;
    for (const FittedLine& line : lines) {
        pen.put(line, rect.x, y, pen.theme().ink, pen.theme().background);
        y += step;
    }
}

Widget lay_heading(const Sheet& sheet, const std::string& text, Rect rect) {
    Pen pen(sheet, "heading", rect);
    put_heading(pen, text, rect);
    return pen.finish();
}

}  // namespace waymark::wallboard
