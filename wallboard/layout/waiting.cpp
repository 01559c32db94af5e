#include <algorithm>
#include <optional>

#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float line_height = 48;
constexpr float detail_height = 40;
constexpr float logo = 96;
constexpr float apart = 14;  // between paragraphs
constexpr float sign = 16;
constexpr float indent = 2 * sign + 20;
constexpr std::size_t most_lines = 12;
constexpr Setting plain{Face::medium, label_text, least_text, false};
constexpr Setting strong{Face::semibold, label_text, least_text, false};
constexpr Setting small{Face::medium, 36, least_text, false};

using Standing = SetUpStep::Standing;

/// What is said below the headline: a step, how it is taken, or a line of its own.
struct Paragraph {
    std::vector<FittedLine> lines;
    float step = line_height;
    bool strong = false;
    std::optional<Standing> sign;
    float left = 0;
    int weight = 0;  ///< the lighter, the sooner it is left out
    float height() const { return step * static_cast<float>(lines.size()) + apart; }
};

std::vector<Paragraph> paragraphs_of(const Pen& pen, const WaitingView& waiting, float room) {
    std::vector<Paragraph> all;
    for (const SetUpStep& step : waiting.steps) {
        const bool now = step.standing == Standing::now;
        all.push_back(
            {.lines = pen.wrap(step.text, now ? strong : plain, room - indent, most_lines),
             .strong = now,
             .sign = step.standing,
             .left = indent,
             .weight = now                                ? 4
                       : step.standing == Standing::later ? 1
                                                          : 0});
        for (const std::string& detail : step.details)
            all.push_back({.lines = pen.wrap(detail, small, room - indent, most_lines),
                           .step = detail_height,
                           .strong = &detail == &step.details.front(),
                           .left = indent,
                           .weight = &detail == &step.details.front() ? 3 : 2});
    }
    for (const std::string& text : waiting.lines)
        all.push_back({.lines = pen.wrap(text, plain, room, most_lines), .weight = 2});
    return all;
}

float height_of(const std::vector<Paragraph>& paragraphs) {
    float height = 0;
    for (const Paragraph& each : paragraphs)
        height += each.height();
    return height;
}

/// Leaves out the lightest, from the last on, until what is left fits.
void shed(std::vector<Paragraph>& paragraphs, float room) {
    while (paragraphs.size() > 1 && height_of(paragraphs) > room) {
        auto lightest = paragraphs.begin();
        for (auto each = paragraphs.begin(); each != paragraphs.end(); ++each)
            if (each->weight <= lightest->weight) lightest = each;
        paragraphs.erase(lightest);
    }
}

/// Done, in hand, or still to come.
void put_standing(Pen& pen, Standing standing, float x, float middle) {
    const Theme& theme = pen.theme();
    if (standing == Standing::done) return pen.sign(State::on_target, x, middle, sign);
    if (standing == Standing::now)
        return pen.glyph(Glyph::Kind::target, x, middle, sign, theme.accent);
    pen.glyph(Glyph::Kind::release, x, middle, sign * 0.7F, theme.soft_ink);
}

/// Nothing when all of it has no room at that size; at the last one what is lightest is left out.
std::optional<Widget> laid(const Sheet& sheet, const WaitingView& waiting, Rect rect, bool last) {
    Pen pen(sheet, "waiting", rect);
    const Theme& theme = sheet.theme;
    const float left = rect.x + rect.w * 0.08F;
    const float room = rect.w * 0.84F;
    const float wished = waiting.large ? std::min(240.0F, rect.h * 0.2F) : 72;
    const auto headline =
        pen.wrap(waiting.headline,
                 {Face::semibold, std::max(wished, label_text), least_text, false}, room, 2);
    const float headline_height = pen.em(headline.front()) * 1.12F;
    const float title = headline_height * static_cast<float>(headline.size()) + apart;
    auto paragraphs = paragraphs_of(pen, waiting, room);
    if (!last && title + height_of(paragraphs) + logo + 24 > rect.h * 0.9F) return std::nullopt;
    shed(paragraphs, rect.h - title - 16);
    float height = title + height_of(paragraphs);
    const bool with_logo = height + logo + 24 <= rect.h;
    if (with_logo) height += logo + 24;
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
    y += apart;
    for (const Paragraph& each : paragraphs) {
        if (y + each.height() - apart > rect.bottom()) break;
        if (each.sign) put_standing(pen, *each.sign, left, y + each.step / 2);
        for (const FittedLine& line : each.lines) {
            pen.put(line, left + each.left, y + each.step / 2,
                    each.strong ? theme.ink : theme.soft_ink, theme.background);
            y += each.step;
        }
        y += apart;
    }
    return pen.finish();
}

}  // namespace

Widget lay_waiting(const Sheet& sheet, const WaitingView& waiting, Rect rect) {
    // With so little to say it is said large where there is room.
    for (const float scale : {1.6F, 1.3F}) {
        const Sheet larger{sheet.measure, sheet.theme, sheet.unit * scale};
        const Rect room{rect.x / scale, rect.y / scale, rect.w / scale, rect.h / scale};
        if (auto widget = laid(larger, waiting, room, false)) return std::move(*widget);
    }
    return *laid(sheet, waiting, rect, true);
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
