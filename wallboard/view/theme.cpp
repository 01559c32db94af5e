#include "wallboard/view/theme.hpp"

#include <algorithm>
#include <array>

#include "shared/model/screen.hpp"

namespace waymark::wallboard {
namespace {

constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
            static_cast<std::uint8_t>(hex), 255};
}

/// Calm, for most rooms.
constexpr Theme dark{
    .background = rgb(0x090D13),
    .card = rgb(0x121922),
    .risk_card = rgb(0x1F1F1E),
    .off_card = rgb(0x2A1B1F),
    .rule = rgb(0x26303C),
    .track = rgb(0x26303C),
    .ink = rgb(0xF3F6FA),
    .soft_ink = rgb(0xAEBBCA),
    .dark_ink = rgb(0x030507),
    .accent = rgb(0x7CB2FF),
    .good = rgb(0x35D0A5),
    .warn = rgb(0xFFCB3D),
    .bad = rgb(0xFF6A4D),
    .stale = rgb(0x8C99A8),
    .online_pill = rgb(0x0F2624),
    .party = {rgb(0x35D0A5), rgb(0xFFCB3D), rgb(0xFF7A5C), rgb(0x6AA9F7), rgb(0xC3A1F5)},
};

/// Blue instead of green: states as far apart as can be for those who lack red or green cones.
constexpr Theme blue{
    .background = rgb(0x0F1419),
    .card = rgb(0x171D24),
    .risk_card = rgb(0x23231F),
    .off_card = rgb(0x2B1A1B),
    .rule = rgb(0x2A333D),
    .track = rgb(0x2A333D),
    .ink = rgb(0xE6EAF0),
    .soft_ink = rgb(0xB4BECA),
    .dark_ink = rgb(0x000000),
    .accent = rgb(0xA9B8FF),
    .good = rgb(0x3ACBF6),
    .warn = rgb(0xFFEE68),
    .bad = rgb(0xF46B57),
    .stale = rgb(0x828B94),
    .online_pill = rgb(0x10252E),
    .party = {rgb(0x3ACBF6), rgb(0xFFEE68), rgb(0xF48BB0), rgb(0x8F9BFF), rgb(0xC3A1F5)},
};

/// Light grey, for bright rooms.
constexpr Theme light{
    .background = rgb(0xDCE1E7),
    .card = rgb(0xE6EAF0),
    .risk_card = rgb(0xEBE4D0),
    .off_card = rgb(0xEEDFDC),
    .rule = rgb(0xBCC5CF),
    .track = rgb(0xBCC5CF),
    .ink = rgb(0x10161D),
    .soft_ink = rgb(0x36414D),
    .dark_ink = rgb(0xFFFFFF),
    .accent = rgb(0x243B7A),
    .good = rgb(0x0065B1),
    .warn = rgb(0x655646),
    .bad = rgb(0xB50005),
    .stale = rgb(0x5C646E),
    .online_pill = rgb(0xD8E4ED),
    .party = {rgb(0x0F7A62), rgb(0x9A6A00), rgb(0xC2364E), rgb(0x2E6FD0), rgb(0x7A4FB5)},
};

/// The green, amber and red that people know from elsewhere.
constexpr Theme green{
    .background = rgb(0x090D13),
    .card = rgb(0x121922),
    .risk_card = rgb(0x1F1F1E),
    .off_card = rgb(0x2A1B1F),
    .rule = rgb(0x26303C),
    .track = rgb(0x26303C),
    .ink = rgb(0xF3F6FA),
    .soft_ink = rgb(0xAEBBCA),
    .dark_ink = rgb(0x030507),
    .accent = rgb(0x7CB2FF),
    .good = rgb(0x89DC9C),
    .warn = rgb(0xFBC61B),
    .bad = rgb(0xFF664F),
    .stale = rgb(0x8C99A8),
    .online_pill = rgb(0x12261A),
    .party = {rgb(0x89DC9C), rgb(0xFBC61B), rgb(0xFF7A5C), rgb(0x6AA9F7), rgb(0xC3A1F5)},
};

/// High contrast: on black, everything at least 7:1.
constexpr Theme contrast{
    .background = rgb(0x000000),
    .card = rgb(0x0E1013),
    .risk_card = rgb(0x0B0A00),
    .off_card = rgb(0x140504),
    .rule = rgb(0x5A6470),
    .track = rgb(0x3A3A3A),
    .ink = rgb(0xFFFFFF),
    .soft_ink = rgb(0xD8DEE6),
    .dark_ink = rgb(0x000000),
    .accent = rgb(0x9CC8FF),
    .good = rgb(0x61D6FD),
    .warn = rgb(0xFEDF64),
    .bad = rgb(0xFD7563),
    .stale = rgb(0x9BA5B1),
    .online_pill = rgb(0x06222C),
    .party = {rgb(0x61D6FD), rgb(0xFEDF64), rgb(0xFD8FA6), rgb(0x8FB4FF), rgb(0xD2B4FF)},
};

struct Named {
    std::string_view name;
    const Theme& theme;
};
constexpr std::array<Named, theme_names.size()> themes{
    {{"dark", dark}, {"blue", blue}, {"light", light}, {"green", green}, {"contrast", contrast}}};

}  // namespace

const Theme& default_theme() {
    return dark;
}

const Theme& find_theme(std::string_view name) {
    const auto found = std::ranges::find(themes, name, &Named::name);
    return found == themes.end() ? default_theme() : found->theme;
}

Color state_color(const Theme& theme, State state) {
    switch (state) {
        case State::on_target:
            return theme.good;
        case State::at_risk:
            return theme.warn;
        case State::off_target:
            return theme.bad;
        default:
            return theme.stale;
    }
}

}  // namespace waymark::wallboard
