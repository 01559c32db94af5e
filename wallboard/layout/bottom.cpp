#include <algorithm>

#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float line_height = 40;
constexpr float sign_room = 74;
constexpr float pad = 22;
constexpr std::size_t most_lines = 4;
constexpr Setting setting{Face::medium, least_text, least_text, false};

bool is_band(const BottomView& bottom) {
    return bottom.kind != BottomView::Kind::legend && bottom.kind != BottomView::Kind::nothing;
}

float page_room(const Pen& pen, const std::string& page) {
    return page.empty() ? 0 : pen.width(page, setting) + 30;
}

/// The lines of the text beside the page, if any. A legend that needs more than one is left out.
std::vector<FittedLine> lines_of(const Pen& pen, const BottomView& bottom, const std::string& page,
                                 float width) {
    if (bottom.kind == BottomView::Kind::nothing) return {};
    const float room = width - page_room(pen, page);
    if (is_band(bottom)) return pen.wrap(bottom.text, setting, room - sign_room - pad, most_lines);
    auto line = pen.fit(bottom.text, setting, room);
    return line.whole ? std::vector{line} : std::vector<FittedLine>{};
}

float measured_height(const Sheet& sheet, const BottomView& bottom, const std::string& page,
                      float width) {
    const Pen pen(sheet, "", {});
    const auto lines = lines_of(pen, bottom, page, width);
    if (lines.empty()) return page.empty() ? 0 : line_height;
    const float text = line_height * static_cast<float>(lines.size());
    return is_band(bottom) ? text + 18 : text + 8;
}

Widget laid(const Sheet& sheet, const BottomView& bottom, const std::string& page, Rect rect) {
    Pen pen(sheet, "bottom", rect);
    const Theme& theme = sheet.theme;
    const bool band = is_band(bottom);
    const bool offline = bottom.kind == BottomView::Kind::offline;
    const Color behind = offline ? theme.bad : band ? theme.warn : theme.background;
    const Color ink = band ? theme.dark_ink : theme.soft_ink;
    const float middle = rect.y + rect.h / 2;
    if (band) {
        pen.box(rect, behind, 14, 14);
        pen.dark_sign(offline ? State::off_target : State::at_risk, rect.x + pad, middle, 17);
    }
    const auto lines = lines_of(pen, bottom, page, rect.w);
    float y = middle - (static_cast<float>(lines.size()) - 1) * line_height / 2;
    for (const FittedLine& line : lines) {
        pen.put(line, rect.x + (band ? sign_room : 0), y, ink, behind);
        y += line_height;
    }
    if (!page.empty())
        pen.put_right(pen.fit(page, setting, rect.w), rect.right() - (band ? pad : 0), middle, ink,
                      behind);
    return pen.finish();
}

}  // namespace

float bottom_height(const Sheet& sheet, const BottomView& bottom, const std::string& page,
                    float width) {
    const auto make = [&] { return measured_height(sheet, bottom, page, width); };
    return sheet.memory ? sheet.memory->bottom_heights.get(page, bottom, page, width, make)
                        : make();
}

Widget lay_bottom(const Sheet& sheet, const BottomView& bottom, const std::string& page,
                  Rect rect) {
    const auto make = [&] { return laid(sheet, bottom, page, rect); };
    return sheet.memory ? sheet.memory->bottoms.get("", bottom, page, rect, make) : make();
}

}  // namespace waymark::wallboard
