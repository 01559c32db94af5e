#include <algorithm>

#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float line_height = 48;
constexpr float logo = 96;

}  // namespace

Widget lay_waiting(const Sheet& sheet, const WaitingView& waiting, Rect rect) {
    Pen pen(sheet, "waiting", rect);
    const Theme& theme = sheet.theme;
    const float left = rect.x + rect.w * 0.08F;
    const float room = rect.w * 0.84F;
    const float wished = waiting.large ? 240 : 72;
    const auto headline =
        pen.wrap(waiting.headline, {Face::semibold, wished, least_text, false}, room, 2);
    const float headline_height = pen.em(headline.front()) * 1.12F;
    std::vector<std::vector<FittedLine>> paragraphs;
    float height = logo + 24 + headline_height * static_cast<float>(headline.size());
    for (const std::string& text : waiting.lines) {
        paragraphs.push_back(
            pen.wrap(text, {Face::medium, label_text, least_text, false}, room, 12));
        height += line_height * static_cast<float>(paragraphs.back().size()) + 14;
    }
    const bool with_logo = height <= rect.h;
    if (!with_logo) height -= logo + 24;
    float y = rect.y + std::max(8.0F, (rect.h - height) / 2);
    if (with_logo) {
        pen.box({left, y, logo, logo}, theme.accent, 24, 24);
        pen.glyph(Glyph::Kind::compass, left + 16, y + logo / 2, 32, theme.dark_ink);
        y += logo + 24;
    }
    for (const FittedLine& line : headline) {
        pen.put(line, left, y + headline_height / 2, theme.ink, theme.background);
        y += headline_height;
    }
    // What does not fit any more is what matters least: lines are in the order of their weight.
    for (const auto& paragraph : paragraphs) {
        if (y + line_height * static_cast<float>(paragraph.size()) > rect.bottom()) break;
        for (const FittedLine& line : paragraph) {
            pen.put(line, left, y + line_height / 2, theme.soft_ink, theme.background);
            y += line_height;
        }
        y += 14;
    }
    return pen.finish();
}

Widget lay_sentence(const Sheet& sheet, const std::string& name, const std::string& text,
                    Rect rect) {
    Pen pen(sheet, name, rect);
    const auto lines =
        pen.wrap(text, {Face::medium, label_text, least_text, false}, rect.w - 80, 4);
    float y = rect.y + rect.h / 2 - 24 * static_cast<float>(lines.size());
    for (const FittedLine& line : lines) {
        pen.put(line, rect.x + 40, y + 24, sheet.theme.soft_ink, sheet.theme.background);
        y += 48;
    }
    return pen.finish();
}

}  // namespace waymark::wallboard
