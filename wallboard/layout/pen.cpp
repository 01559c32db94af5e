#include "wallboard/layout/pen.hpp"

#include <algorithm>
#include <cmath>

#include "shared/base/utf8.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr float slack = 0.05F;  // of sums of widths, in units

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Takes the first character off, as it is written.
std::string take_text(std::string_view& text) {
    const std::string_view before = text;
    take_code_point(text);
    return std::string{before.substr(0, before.size() - text.size())};
}

/// The next size to try: large ones in steps of a tenth.
float smaller(float size, float least) {
    return std::max(least, size > 60 ? size * 0.9F : size - 2);
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
    if (whole.width <= room + slack) return whole;
    std::string kept;
    FittedLine best = line(ellipsis, style);
    while (!text.empty()) {
        kept += take_text(text);
        std::string tried = kept;
        while (tried.ends_with(' '))
            tried.pop_back();
        FittedLine next = line(tried + std::string{ellipsis}, style);
        if (next.width > room) break;
        best = std::move(next);
    }
    if (best.width > room) best = {"", style, 0};
    best.whole = false;
    return best;
}

FittedLine Pen::fit(std::string_view text, const Setting& setting, float room) const {
    for (float size = setting.wished; size > setting.least; size = smaller(size, setting.least)) {
        FittedLine tried = line(text, style(setting, size));
        if (tried.width <= room + slack) return tried;
    }
    return cut(text, style(setting, setting.least), room);
}

float Pen::width(std::string_view text, const Setting& setting) const {
    return line(text, style(setting, setting.wished)).width;
}

std::vector<std::string> Pen::pieces_of(std::string_view word, const TextStyle& style,
                                        float room) const {
    std::vector<std::string> pieces;
    std::string piece;
    while (!word.empty()) {
        std::string_view rest = word;
        const std::string next = take_text(rest);
        const bool full =
            !piece.empty() &&
            line(piece + next + (rest.empty() ? "" : "-"), style).width > room + slack;
        if (full) {
            pieces.push_back(piece + "-");
            piece.clear();
        }
        piece += next;
        word = rest;
    }
    pieces.push_back(std::move(piece));
    return pieces;
}

std::vector<std::string> Pen::broken(std::string_view word, const TextStyle& style,
                                     float room) const {
    if (line(word, style).width <= room + slack) return {std::string{word}};
    auto pieces = pieces_of(word, style, room);
    // About equally long: no piece of one or two letters.
    for (float less = room * 0.95F; less > room / 2; less -= room * 0.05F) {
        auto tried = pieces_of(word, style, less);
        if (tried.size() > pieces.size()) break;
        pieces = std::move(tried);
    }
    return pieces;
}

std::vector<std::string> Pen::lines_of(std::string_view text, const TextStyle& style,
                                       float room) const {
    std::vector<std::string> lines;
    for (const std::string_view word : words_of(text)) {
        if (!lines.empty()) {
            std::string longer = lines.back() + " " + std::string{word};
            if (line(longer, style).width <= room + slack) {
                lines.back() = std::move(longer);
                continue;
            }
        }
        for (std::string& piece : broken(word, style, room))
            lines.push_back(std::move(piece));
    }
    return lines;
}

std::vector<FittedLine> Pen::wrap(std::string_view text, const Setting& setting, float room,
                                  std::size_t most) const {
    const auto words = words_of(text);
    if (words.empty()) return {line("", style(setting, setting.wished))};
    for (float size = setting.wished;; size = smaller(size, setting.least)) {
        const TextStyle in = style(setting, size);
        const bool last = size <= setting.least;
        const bool breaks = std::ranges::any_of(
            words, [&](std::string_view word) { return line(word, in).width > room + slack; });
        if (breaks && !last) continue;
        auto lines = lines_of(text, in, room);
        if (lines.size() > most && !last) continue;
        // Balanced: as narrow as the same number of lines allows.
        float low = room / 4;
        float high = room;
        for (int step = 0; step < 6 && lines.size() > 1 && !breaks; ++step) {
            const float middle = (low + high) / 2;
            const bool holds = std::ranges::all_of(words, [&](std::string_view word) {
                return line(word, in).width <= middle + slack;
            });
            (holds && lines_of(text, in, middle).size() == lines.size() ? high : low) = middle;
        }
        if (lines.size() > 1 && !breaks) lines = lines_of(text, in, high);
        std::vector<FittedLine> fitted;
        for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
            fitted.push_back(i + 1 == most && lines.size() > most
                                 ? cut(lines[i] + " " + lines[i + 1], in, room)
                                 : cut(lines[i], in, room));
        if (lines.size() > most) fitted.back().whole = false;
        for (FittedLine& each : fitted)
            each.broken = breaks;
        return fitted;
    }
}

Rect Pen::pixels(const Rect& units) const {
    const float u = sheet_.unit;
    const float left = std::round(units.x * u);
    const float top = std::round(units.y * u);
    return {left, top, std::round(units.right() * u) - left, std::round(units.bottom() * u) - top};
}

float Pen::put(const FittedLine& line, float x, float middle, Color color, Color behind) {
    if (!line.whole) ++widget_.cuts;
    if (line.text.empty()) return x;
    const float cap = sheet_.measure.cap_height() * static_cast<float>(line.style.size);
    widget_.items.emplace_back(
        TextRun{std::round(x * sheet_.unit), std::round(middle * sheet_.unit + cap / 2),
                line.width * sheet_.unit, line.style, color, behind, line.text});
    return x + line.width;
}

float Pen::put_value(const FittedLine& line, float x, float middle, Color color, Color behind) {
    const float end = put(line, x, middle, color, behind);
    if (!line.text.empty()) std::get<TextRun>(widget_.items.edit().back()).fades = true;
    return end;
}

void Pen::put_right(const FittedLine& line, float right, float middle, Color color, Color behind) {
    // Rounded to the left: it must not leave what it ends at.
    const float left = std::floor((right - line.width) * sheet_.unit) / sheet_.unit;
    put(line, left, middle, color, behind);
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

void Pen::flake(Spot center, float half_length, float half_width, float turn, Color color) {
    const float u = sheet_.unit;
    widget_.items.emplace_back(
        Flake{{center.x * u, center.y * u}, half_length * u, half_width * u, turn, color});
}

void Pen::bend(Spot from, Spot to, bool dashed, Color color) {
    const float u = sheet_.unit;
    widget_.items.emplace_back(
        Bend{{from.x * u, from.y * u}, {to.x * u, to.y * u}, std::max(1.5F, 3 * u), dashed, color});
}

void Pen::curve(const std::vector<Spot>& spots, float floor, Color color) {
    const float u = sheet_.unit;
    Curve curve{{}, floor * u, 3 * u, color};
    curve.spots.reserve(spots.size());
    for (const Spot spot : spots)
        curve.spots.push_back({spot.x * u, spot.y * u});
    widget_.items.emplace_back(std::move(curve));
}

void Pen::touch(Rect rect, About about) {
    if (about.kind != About::Kind::nothing)
        widget_.touches.push_back({pixels(rect), std::move(about)});
}

Widget Pen::finish() {
    widget_.hash = hash_of(widget_);
    return std::move(widget_);
}

}  // namespace waymark::wallboard
