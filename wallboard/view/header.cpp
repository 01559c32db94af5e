#include <algorithm>

#include "wallboard/view/panels.hpp"

namespace waymark::wallboard {
namespace {

constexpr Setting word{Face::medium, {least_text}};
constexpr float apart = 34;

/// Puts the counts, right-aligned; returns where they begin.
float counts(Pen& pen, const HeaderView& header, float right, float middle) {
    for (auto count = header.counts.rbegin(); count != header.counts.rend(); ++count) {
        const auto text = pen.fit(count->count, {Face::semibold, {38}}, 200);
        pen.put_right(text, right, middle, pen.theme().ink, pen.theme().background);
        right -= text.width + 42;
        pen.sign(count->state, right, middle, 16);
        right -= 24;
    }
    return right;
}

/// Puts the pill that tells how the connection is; returns where it begins.
float link(Pen& pen, const HeaderView& header, float right, float middle) {
    const Theme& theme = pen.theme();
    const bool calm = header.online && !header.made_up;
    const Color fill = calm ? theme.online_pill : header.made_up ? theme.warn : theme.bad;
    const auto text = pen.fit(header.link, {Face::semibold, {32}}, 520);
    const float left = right - text.width - 66;
    pen.box({left, middle - 25, right - left, 50}, fill, 25, 25);
    pen.glyph(Glyph::Kind::dot, left + 18, middle, 9, calm ? theme.good : theme.dark_ink);
    pen.put(text, left + 46, middle, calm ? theme.ink : theme.dark_ink, fill);
    return left;
}

float clock(Pen& pen, const HeaderView& header, float right, float middle) {
    const auto text = pen.fit(header.clock, {Face::semibold, {64}, true}, 400);
    pen.put_right(text, right, middle, pen.theme().ink, pen.theme().background);
    return right - text.width;
}

void name(Pen& pen, const HeaderView& header, float left, float room, float middle, float place_y) {
    const Theme& theme = pen.theme();
    pen.box({left, middle - 27, 54, 54}, theme.accent, 13, 13);
    pen.glyph(Glyph::Kind::compass, left + 9, middle, 18, theme.dark_ink);
    left += 54 + 18;
    room -= 54 + 18;
    const auto title = pen.fit(header.name, {Face::semibold, {46, 42, 38, 34, 32}}, room);
    const float end = pen.put(title, left, middle, theme.ink, theme.background);
    if (place_y > middle) {
        pen.put(pen.fit(header.place, word, room), left, place_y, theme.soft_ink, theme.background);
        return;
    }
    const auto place = pen.fit(header.place, word, 2000);
    const float drop = (pen.cap(title) - pen.cap(place)) / 2;
    if (end + 20 + place.width <= left + room)
        pen.put(place, end + 20, middle + drop, theme.soft_ink, theme.background);
}

}  // namespace

Widget lay_header(const Sheet& sheet, const HeaderView& header, Rect rect) {
    Pen pen(sheet, "header", rect);
    const Color behind = sheet.theme.background;
    if (rect.h > 100) {  // two rows: a narrow wall
        const float upper = rect.y + 34;
        const float lower = rect.bottom() - 28;
        float right = clock(pen, header, rect.right(), upper) - apart;
        const auto day = pen.fit(header.weekday + " " + header.date, word, rect.w * 0.4F);
        pen.put_right(day, right, upper, sheet.theme.soft_ink, behind);
        name(pen, header, rect.x, right - day.width - apart - rect.x, upper, upper);
        link(pen, header, rect.right(), lower);
        // Left-aligned counts: set them right-aligned first to learn their width.
        const std::size_t mark = pen.mark();
        const float begin = counts(pen, header, rect.right(), lower);
        pen.back_to(mark);
        counts(pen, header, rect.x + (rect.right() - begin) - 24, lower);
        return pen.finish();
    }
    const float middle = rect.y + rect.h / 2;
    float right = clock(pen, header, rect.right(), middle) - apart;
    const auto day = pen.fit(header.weekday + " " + header.date, word, rect.w * 0.25F);
    if (rect.w > 1500) {
        pen.put_right(day, right, middle, sheet.theme.soft_ink, behind);
        right -= day.width + apart;
    }
    right = link(pen, header, right, middle) - apart;
    right = counts(pen, header, right, middle);
    name(pen, header, rect.x, right - apart - rect.x, middle, middle);
    return pen.finish();
}

}  // namespace waymark::wallboard
