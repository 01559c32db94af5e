#include "wallboard/view/theme.hpp"

namespace waymark::wallboard {
namespace {

constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
            static_cast<std::uint8_t>(hex), 255};
}

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
};

}  // namespace

const Theme& default_theme() {
    return dark;
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
