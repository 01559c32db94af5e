#include "wallboard/view/pen.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::wallboard {
namespace {

constexpr std::string_view ellipsis = "…";

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

}  // namespace

Pen::Pen(const Sheet& sheet, std::string name, Rect units) : sheet_(sheet) {
    widget_.name = std::move(name);
    widget_.rect = pixels(units);
}

TextStyle Pen::style(const Setting& setting, float size) const {
    const float tracking = size >= 60 ? -0.02F : size >= 40 ? -0.008F : 0.0F;
    return {setting.face, static_cast<int>(std::lround(std::ceil(size * sheet_.unit - 0.01F))),
            setting.tabular, tracking};
}

FittedLine Pen::line(std::string_view text, const TextStyle& style) const {
    return {std::string{text}, style, sheet_.measure.width(text, style) / sheet_.unit};
}

FittedLine Pen::cut(std::string_view text, const TextStyle& style, float room) const {
    FittedLine whole = line(text, style);
    if (whole.width <= room) return whole;
    std::string kept;
    FittedLine best = line(ellipsis, style);
    while (!text.empty()) {
        const std::string_view before = text;
        take_code_point(text);
        kept += before.substr(0, before.size() - text.size());
        std::string tried = kept;
        while (tried.ends_with(' '))
            tried.pop_back();
        FittedLine next = line(tried + std::string{ellipsis}, style);
        if (next.width > room) break;
        best = std::move(next);
    }
    return best.width <= room ? best : FittedLine{"", style, 0};
}

FittedLine Pen::fit(std::string_view text, const Setting& setting, float room) const {
    for (const float size : setting.sizes) {
        FittedLine tried = line(text, style(setting, size));
        if (tried.width <= room) return tried;
    }
    return cut(text, style(setting, *std::prev(setting.sizes.end())), room);
}

std::vector<FittedLine> Pen::wrap(std::string_view text, const Setting& setting, float room,
                                  std::size_t most) const {
    const auto words = words_of(text);
    if (words.empty()) return {line("", style(setting, *setting.sizes.begin()))};
    const auto broken_at = [&](const TextStyle& in, float width, std::size_t limit) {
        std::vector<std::string> lines;
        for (const std::string_view word : words) {
            std::string longer =
                lines.empty() ? std::string{word} : lines.back() + " " + std::string{word};
            if (!lines.empty() && (line(longer, in).width <= width || lines.size() == limit))
                lines.back() = std::move(longer);
            else
                lines.emplace_back(word);
        }
        return lines;
    };
    const auto holds = [&](const std::vector<std::string>& lines, const TextStyle& in,
                           float width) {
        return std::ranges::all_of(
            lines, [&](const std::string& each) { return line(each, in).width <= width; });
    };
    std::vector<FittedLine> fitted;
    for (const float size : setting.sizes) {
        const TextStyle in = style(setting, size);
        auto lines = broken_at(in, room, most);
        const bool last_size = size == *std::prev(setting.sizes.end());
        if (!holds(lines, in, room) && !last_size) continue;
        // Balanced: as narrow as the same number of lines allows.
        float low = room / 4;
        float high = room;
        for (int step = 0; step < 7 && lines.size() > 1 && holds(lines, in, room); ++step) {
            const float middle = (low + high) / 2;
            const auto tried = broken_at(in, middle, lines.size());
            (holds(tried, in, middle) ? high : low) = middle;
        }
        if (holds(lines, in, room)) lines = broken_at(in, high, lines.size());
        for (const std::string& each : lines)
            fitted.push_back(cut(each, in, room));
        return fitted;
    }
    return fitted;
}

Rect Pen::pixels(const Rect& units) const {
    const float u = sheet_.unit;
    const float left = std::round(units.x * u);
    const float top = std::round(units.y * u);
    return {left, top, std::round(units.right() * u) - left, std::round(units.bottom() * u) - top};
}

float Pen::put(const FittedLine& line, float x, float middle, Color color, Color behind) {
    if (line.text.empty()) return x;
    const float cap = sheet_.measure.cap_height() * static_cast<float>(line.style.size);
    widget_.items.emplace_back(
        TextRun{std::round(x * sheet_.unit), std::round(middle * sheet_.unit + cap / 2),
                line.width * sheet_.unit, line.style, color, behind, line.text});
    return x + line.width;
}

void Pen::put_right(const FittedLine& line, float right, float middle, Color color, Color behind) {
    put(line, right - line.width, middle, color, behind);
}

void Pen::box(Rect rect, Color fill, float upper_radius, float lower_radius) {
    widget_.items.emplace_back(
        Box{pixels(rect), fill, upper_radius * sheet_.unit, lower_radius * sheet_.unit});
}

void Pen::frame(Rect rect, Color color, float radius, float thickness) {
    widget_.items.emplace_back(Frame{pixels(rect), color, radius * sheet_.unit,
                                     std::max(1.0F, std::round(thickness * sheet_.unit))});
}

void Pen::sign(State state, float x, float middle, float radius) {
    const float u = sheet_.unit;
    widget_.items.emplace_back(StateSign{state,
                                         {(x + radius) * u, middle * u},
                                         radius * u,
                                         state_color(theme(), state),
                                         theme().dark_ink});
}

void Pen::dark_sign(State state, float x, float middle, float radius) {
    const float u = sheet_.unit;
    widget_.items.emplace_back(StateSign{state,
                                         {(x + radius) * u, middle * u},
                                         radius * u,
                                         theme().dark_ink,
                                         state_color(theme(), state)});
}

void Pen::glyph(Glyph::Kind kind, float x, float middle, float radius, Color color) {
    const float u = sheet_.unit;
    widget_.items.emplace_back(Glyph{kind, {(x + radius) * u, middle * u}, radius * u, color});
}

void Pen::dashes(float x, float y, float length, Color color) {
    const float u = sheet_.unit;
    widget_.items.emplace_back(Dashes{{std::round(x * u), std::round(y * u)},
                                      std::round(length * u),
                                      std::max(1.0F, std::round(1.6F * u)),
                                      color});
}

void Pen::curve(const std::vector<Spot>& spots, float floor, Color color) {
    const float u = sheet_.unit;
    Curve curve{{}, floor * u, 3 * u, color};
    curve.spots.reserve(spots.size());
    for (const Spot spot : spots)
        curve.spots.push_back({spot.x * u, spot.y * u});
    widget_.items.emplace_back(std::move(curve));
}

Widget Pen::finish() {
    widget_.hash = hash_of(widget_);
    return std::move(widget_);
}

}  // namespace waymark::wallboard
