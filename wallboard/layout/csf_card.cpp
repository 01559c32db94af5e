#include "wallboard/layout/csf_card.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

constexpr float pad = 20;
constexpr float sign = 14;
constexpr float line_height = 40;
constexpr float row_gap = 8;
constexpr std::size_t any_number = 12;
constexpr Setting title_setting{Face::semibold, 40, 36, false};
constexpr Setting hold_setting{Face::medium, least_text, least_text, false};
constexpr Setting name_setting{Face::medium, 36, least_text, false};
constexpr Setting value_setting{Face::semibold, 42, least_text, true};

float indent() {
    return 2 * sign + 12;
}

std::vector<FittedLine> title_lines(const Pen& pen, const CsfView& csf, float width) {
    const float room = width - 2 * pad - indent();
    auto lines = wrap_name(pen, csf.title, csf.label, title_setting, room, 3);
    if (all_whole(lines)) return lines;
    return pen.wrap(csf.title, {Face::semibold, least_text, least_text, false}, room, any_number);
}

float value_width(const Pen& pen, const TileView& kpi) {
    return std::max(pen.width(kpi.value, value_setting),
                    pen.width(kpi.value_reserve, value_setting)) +
           (kpi.unit.empty() ? 0 : 8 + pen.width(kpi.unit, hold_setting));
}

/// What a KPI is called, beside its value; where that leaves too little, above it.
struct KpiRow {
    std::vector<FittedLine> name;
    bool value_below = false;
    float height = 0;
};

KpiRow kpi_row(const Pen& pen, const TileView& kpi, float width) {
    const float room = width - 2 * pad - indent();
    const float beside = room - value_width(pen, kpi) - 14;
    KpiRow row;
    row.value_below = beside < room * 0.35F;
    row.name = pen.wrap(kpi.title, name_setting, row.value_below ? room : beside, 2);
    if (!all_whole(row.name))
        row.name = pen.wrap(kpi.title, {Face::medium, least_text, least_text, false},
                            row.value_below ? room : beside, any_number);
    const auto lines = static_cast<float>(row.name.size() + (row.value_below ? 1 : 0));
    row.height = lines * line_height + row_gap;
    return row;
}

float head_height(const Pen& pen, const CsfView& csf, float width) {
    const auto lines = static_cast<float>(title_lines(pen, csf, width).size());
    return 14 + lines * 44 + (csf.hold.empty() ? 0 : line_height) + 10;
}

/// Returns where the row ends.
float put_kpi(Pen& pen, const TileView& kpi, Rect rect, float y, Color behind) {
    const Theme& theme = pen.theme();
    const KpiRow row = kpi_row(pen, kpi, rect.w);
    const float left = rect.x + pad, right = rect.right() - pad;
    const bool known = is_judged(kpi.state) || kpi.state == State::no_target;
    float middle = y + line_height / 2;
    pen.sign(kpi.state, left, middle, sign);
    const float value_middle =
        row.value_below ? middle + line_height * static_cast<float>(row.name.size()) : middle;
    for (const FittedLine& line : row.name) {
        pen.put(line, left + indent(), middle, theme.soft_ink, behind);
        middle += line_height;
    }
    const auto unit = pen.fit(kpi.unit, hold_setting, (right - left) / 2);
    const float unit_room = kpi.unit.empty() ? 0 : unit.width + 8;
    const auto value = pen.fit(kpi.value, value_setting, right - left - indent() - unit_room);
    pen.put_value(value, right - unit_room - value.width, value_middle,
                  known ? theme.ink : theme.soft_ink, behind);
    pen.put_right(unit, right, value_middle + (pen.cap(value) - pen.cap(unit)) / 2, theme.soft_ink,
                  behind);
    pen.touch({rect.x + pad / 2, y, rect.w - pad, row.height - row_gap},
              {About::Kind::kpi, kpi.kpi.text});
    return y + row.height;
}

}  // namespace

float csf_height(const Pen& pen, const CsfPiece& piece, float width) {
    float height = head_height(pen, piece.card->csf, width);
    for (std::size_t i = piece.first; i < piece.last; ++i)
        height += kpi_row(pen, piece.card->kpis[i], width).height;
    return height + 10;
}

std::vector<CsfPiece> csf_pieces(const Pen& pen, const std::vector<CsfCard>& cards, float width,
                                 float height) {
    std::vector<CsfPiece> pieces;
    for (const CsfCard& card : cards) {
        CsfPiece piece{&card, 0, 0};
        float used = csf_height(pen, piece, width);
        for (std::size_t i = 0; i < card.kpis.size(); ++i) {
            const float row = kpi_row(pen, card.kpis[i], width).height;
            if (used + row > height && piece.last > piece.first) {
                pieces.push_back(piece);
                piece = {&card, i, i};
                used = csf_height(pen, piece, width);
            }
            used += row;
            piece.last = i + 1;
        }
        pieces.push_back(piece);
    }
    return pieces;
}

Widget lay_csf(const Sheet& sheet, const CsfPiece& piece, const std::string& name, Rect rect) {
    Pen pen(sheet, name, rect);
    const Theme& theme = sheet.theme;
    const CsfView& csf = piece.card->csf;
    put_card(pen, rect, csf.state);
    const Color behind = card_color(theme, csf.state);
    const float left = rect.x + pad;
    float y = rect.y + 14;
    pen.sign(csf.state, left, y + 22, sign);
    for (const FittedLine& line : title_lines(pen, csf, rect.w)) {
        pen.put(line, left + indent(), y + 22, theme.ink, behind);
        y += 44;
    }
    if (!csf.hold.empty()) {
        pen.put(pen.fit(csf.hold, hold_setting, rect.w - 2 * pad - indent()), left + indent(),
                y + line_height / 2, theme.ink, behind);
        y += line_height;
    }
    y += 10;
    // What room is left goes between the KPIs.
    const float spare = std::max(0.0F, rect.h - csf_height(pen, piece, rect.w));
    const auto count = static_cast<float>(std::max<std::size_t>(1, piece.last - piece.first));
    const float gap = std::min(spare / count, 22.0F);
    for (std::size_t i = piece.first; i < piece.last; ++i)
        y = put_kpi(pen, piece.card->kpis[i], rect, y + gap / 2, behind) + gap / 2;
    return pen.finish();
}

}  // namespace waymark::wallboard
