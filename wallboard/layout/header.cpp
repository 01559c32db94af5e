#include <algorithm>
#include <span>

#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float apart = 34;
constexpr float logo = 54;
constexpr float row_height = 72;
constexpr Setting plain{Face::medium, least_text, least_text, false};
constexpr Setting name_setting{Face::semibold, 46, least_text, false};
constexpr Setting clock_setting{Face::semibold, 64, 64, true};
constexpr Setting pill_setting{Face::semibold, least_text, least_text, false};
constexpr Setting count_setting{Face::semibold, 38, 38, true};

std::string day_of(const HeaderView& header) {
    return header.weekday + " " + header.date;
}

/// What a header says beside the name and the link.
struct Content {
    bool place = true;
    bool counts = true;
    bool date = true;
    bool two_rows = false;
    bool own_lines = false;  ///< the name has lines of its own above the rest
    bool link = true;        ///< how the connection is; where all is well that can be left out
    bool name = true;
};

constexpr std::size_t most_name_lines = 3;
constexpr float name_line = 48;

std::vector<FittedLine> name_lines(const Pen& pen, const HeaderView& header, float width) {
    return pen.wrap(header.name, {Face::semibold, 42, least_text, false}, width - logo - 18,
                    most_name_lines);
}

float counts_width(const Pen& pen, const HeaderView& header) {
    float width = 0;
    for (const StateCount& count : header.counts)
        width += pen.width(count.count, count_setting) + 66;
    return width;
}

float link_width(const Pen& pen, const HeaderView& header) {
    return pen.width(header.link, pill_setting) + 70;
}

/// Whether the header is whole with such content.
bool fits(const Pen& pen, const HeaderView& header, const Content& content, float width) {
    float upper = pen.width(header.clock, clock_setting) + apart;
    float lower = content.link ? link_width(pen, header) + apart : 0;
    (content.two_rows ? lower : upper) += content.counts ? counts_width(pen, header) + apart : 0;
    if (content.date) upper += pen.width(day_of(header), plain) + apart;
    if (!content.two_rows) upper += lower;
    if (content.own_lines) return lower <= width && upper <= width;
    if (content.two_rows && lower > width) return false;
    if (!content.name) return upper + logo <= width;
    const float name =
        logo + 18 + pen.fit(header.name, {Face::semibold, 34, 34, false}, 1e6F).width;
    const float place = content.place ? 20 + pen.width(header.place, plain) : 0;
    return upper + name + place <= width;
}

Content content_of(const Pen& pen, const HeaderView& header, float width, bool low) {
    constexpr Content tries[] = {
        {true, true, true},
        {false, true, true},
        {false, false, true},
        {false, false, false},
        {.place = false, .counts = true, .date = true, .two_rows = true},
        {.place = false, .counts = true, .date = false, .two_rows = true},
        {.place = false, .counts = false, .date = false, .two_rows = true},
        {.place = false, .counts = false, .date = false, .two_rows = true, .own_lines = true}};
    // Of a low screen the header takes one row only.
    constexpr Content sparse[] = {{false, false, true},
                                  {false, false, false},
                                  {.place = false, .counts = false, .date = false, .link = false},
                                  {.place = false, .counts = false, .date = false, .name = false}};
    const bool calm = header.online && !header.made_up;
    const std::span<const Content> choices = low ? std::span<const Content>{sparse} : tries;
    for (const Content& each : choices)
        if ((each.link || calm) && fits(pen, header, each, width)) return each;
    return choices.back();
}

class HeaderLayout {
public:
    HeaderLayout(const Sheet& sheet, const HeaderView& header, Rect rect, bool low)
        : pen_(sheet, "header", rect),
          header_(header),
          rect_(rect),
          content_(content_of(pen_, header, rect.w, low)),
          behind_(sheet.theme.background) {}

    Widget lay() {
        if (content_.own_lines) return lay_own_lines();
        const float upper = rect_.y + row_height / 2;
        const float lower = content_.two_rows ? upper + row_height - 8 : upper;
        float right = rect_.right();
        right = clock(right, upper) - apart;
        if (content_.date) right = date(right, upper) - apart;
        if (content_.two_rows) {
            name(right, upper);
            link(rect_.right(), lower);
            if (content_.counts) counts(rect_.x + counts_width(pen_, header_) - 24, lower);
            return pen_.finish();
        }
        if (content_.link) right = link(right, upper) - apart;
        if (content_.counts) right = counts(right, upper) - apart;
        name(right, upper);
        return pen_.finish();
    }

private:
    const Theme& theme() const { return pen_.theme(); }

    Widget lay_own_lines() {
        mark(rect_.y + row_height / 2);
        float middle = rect_.y + row_height / 2;
        for (const FittedLine& line : name_lines(pen_, header_, rect_.w)) {
            pen_.put(line, rect_.x + logo + 18, middle, theme().ink, behind_);
            middle += name_line;
        }
        const float last = rect_.bottom() - row_height / 2;
        clock(rect_.right(), last);
        link(rect_.x + link_width(pen_, header_) - 4, last);
        return pen_.finish();
    }

    /// The program's sign.
    void mark(float middle) {
        pen_.box({rect_.x, middle - logo / 2, logo, logo}, theme().accent, 13, 13);
        pen_.glyph(Glyph::Kind::compass, rect_.x + 9, middle, 18, theme().dark_ink);
    }

    /// The counts, right-aligned; returns where they begin.
    float counts(float right, float middle) {
        for (auto count = header_.counts.rbegin(); count != header_.counts.rend(); ++count) {
            const auto text = pen_.fit(count->count, count_setting, 200);
            pen_.put_right(text, right, middle, theme().ink, behind_);
            right -= text.width + 42;
            pen_.sign(count->state, right, middle, 16);
            right -= 24;
        }
        return right + 24;
    }

    /// The pill that tells how the connection is; returns where it begins.
    float link(float right, float middle) {
        const bool calm = header_.online && !header_.made_up;
        const Color fill = calm              ? theme().online_pill
                           : header_.made_up ? theme().warn
                                             : theme().bad;
        const auto text =
            pen_.fit(header_.link, {Face::semibold, least_text, least_text, false}, rect_.w - 66);
        const float left = right - text.width - 66;
        pen_.box({left, middle - 25, right - left, 50}, fill, 25, 25);
        pen_.glyph(Glyph::Kind::dot, left + 18, middle, 9, calm ? theme().good : theme().dark_ink);
        pen_.put(text, left + 46, middle, calm ? theme().ink : theme().dark_ink, fill);
        return left;
    }

    float clock(float right, float middle) {
        const auto text = pen_.fit(header_.clock, clock_setting, 400);
        pen_.put_right(text, right, middle, theme().ink, behind_);
        return right - text.width;
    }

    float date(float right, float middle) {
        const auto text = pen_.fit(day_of(header_), plain, rect_.w);
        pen_.put_right(text, right, middle, theme().soft_ink, behind_);
        return right - text.width;
    }

    void name(float right, float middle) {
        mark(middle);
        if (!content_.name) return;
        const float left = rect_.x + logo + 18;
        const float place_room =
            content_.place && !header_.place.empty() ? 20 + pen_.width(header_.place, plain) : 0;
        const auto title = pen_.fit(header_.name, name_setting, right - left - place_room);
        const float end = pen_.put(title, left, middle, theme().ink, behind_);
        if (place_room == 0) return;
        const auto place = pen_.fit(header_.place, plain, right - end - 20);
        const float drop = (pen_.cap(title) - pen_.cap(place)) / 2;
        pen_.put(place, end + 20, middle + drop, theme().soft_ink, behind_);
    }

    Pen pen_;
    const HeaderView& header_;
    Rect rect_;
    Content content_;
    Color behind_;
};

}  // namespace

namespace {

float measured_height(const Sheet& sheet, const HeaderView& header, float width, bool low) {
    const Pen pen(sheet, "", {});
    const Content content = content_of(pen, header, width, low);
    if (content.own_lines) {
        const auto lines = name_lines(pen, header, width).size();
        return 2 * row_height + static_cast<float>(lines - 1) * name_line;
    }
    return content.two_rows ? 2 * row_height - 8 : row_height;
}

}  // namespace

float header_height(const Sheet& sheet, const HeaderView& header, float width, bool low) {
    const auto make = [&] { return measured_height(sheet, header, width, low); };
    return sheet.memory ? sheet.memory->header_heights.get(low ? "low" : "", header, width, make)
                        : make();
}

Widget lay_header(const Sheet& sheet, const HeaderView& header, Rect rect, bool low) {
    const auto make = [&] { return HeaderLayout{sheet, header, rect, low}.lay(); };
    return sheet.memory ? sheet.memory->headers.get(low ? "low" : "", header, rect, make) : make();
}

}  // namespace waymark::wallboard
