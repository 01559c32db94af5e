#include <algorithm>

#include "wallboard/layout/confetti.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float between = 18;

/// A paragraph in the middle of the wall.
struct Centred {
    std::vector<FittedLine> lines;
    float step;  ///< from line to line
    Color color;
    float height() const { return step * static_cast<float>(lines.size()); }
};

Centred centred(const Pen& pen, const std::string& text, const Setting& setting, float room,
                std::size_t most, Color color) {
    Centred made{pen.wrap(text, setting, room, most), 0, color};
    made.step = pen.cap(made.lines.front()) * 1.75F + 4;
    return made;
}

bool whole(const Centred& paragraph) {
    return std::ranges::all_of(paragraph.lines, &FittedLine::whole);
}

}  // namespace

int lay_celebration(const Sheet& sheet, const CelebrationView& view, Rect rect,
                    std::vector<Widget>& widgets) {
    Pen pen(sheet, "celebration", rect);
    const Theme& theme = sheet.theme;
    const float room = std::min(rect.w * 0.86F, 1400.0F);
    std::vector<Centred> paragraphs;
    float height = 0;
    // What has no room is left out, the last first; the sign before any of them.
    const auto add = [&](Centred paragraph) {
        const float needed = paragraph.height() + (paragraphs.empty() ? 0 : between);
        if (!paragraphs.empty() && (height + needed > rect.h - 20 || !whole(paragraph))) return;
        height += needed;
        paragraphs.push_back(std::move(paragraph));
    };
    const bool tall = rect.h > 500;
    add(centred(pen, view.headline, {Face::semibold, tall ? 104.0F : 72.0F, least_text, false},
                room, 2, theme.ink));
    add(centred(pen, view.title, {Face::semibold, tall ? 60.0F : 48.0F, least_text, false}, room, 4,
                theme.ink));
    add(centred(pen, view.course, {Face::medium, label_text, least_text, false}, room, 2,
                theme.soft_ink));
    add(centred(pen, view.thanks, {Face::medium, label_text, least_text, false}, room, 1,
                theme.soft_ink));
    const float radius = std::clamp((rect.h - height) * 0.2F, 0.0F, 84.0F);
    const bool sign = radius >= 26;
    if (sign) height += 2 * radius + 2 * between;

    float y = rect.y + std::max(0.0F, (rect.h - height) / 2);
    const float middle = rect.x + rect.w / 2;
    float widest = sign ? 2 * radius : 0;
    for (const Centred& paragraph : paragraphs)
        for (const FittedLine& line : paragraph.lines)
            widest = std::max(widest, line.width);
    lay_confetti(pen, view.seed, view.step, rect, {middle - widest / 2, y, widest, height});
    if (sign) {
        pen.sign(State::on_target, middle - radius, y + radius, radius);
        y += 2 * radius + 2 * between;
    }
    for (const Centred& paragraph : paragraphs) {
        for (const FittedLine& line : paragraph.lines) {
            pen.put(line, middle - line.width / 2, y + paragraph.step / 2, paragraph.color,
                    theme.background);
            y += paragraph.step;
        }
        y += between;
    }
    widgets.push_back(pen.finish());
    return 1;
}

}  // namespace waymark::wallboard
