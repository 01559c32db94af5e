#include "server/kpi/judge/judgement.hpp"

#include <algorithm>
#include <cmath>

#include "server/kpi/judge/text_parts.hpp"

namespace waymark::server {
namespace {

constexpr double z_80 = 1.2816;  // two-sided 80 %

Border watched(const Border& before, bool meets, bool misses, Time now) {
    const bool other_side = before.missed ? meets : misses;
    if (!other_side) return {before.missed, std::nullopt};
    const Time since = before.changing_since.value_or(now);
    const Duration dwell = before.missed ? dwell_better : dwell_worse;
    if (now - since >= dwell) return {!before.missed, std::nullopt};
    return {before.missed, since};
}

bool leaves_no_room(const Target& target, Interval truth, double delta) {
    switch (target.direction) {
        case Direction::higher:
            return truth.high < target.goal - delta;
        case Direction::lower:
            return truth.low > target.goal + delta;
        case Direction::band:
            break;
    }
    return truth.high < target.low - delta || truth.low > target.high + delta;
}

State judge_measured(const Kpi& kpi, const Measured& measured, double delta) {
    if (kpi.confident && kpi.unit == ValueUnit::ratio)
        return judge_confidently(*kpi.target, *measured.value, measured.n, delta);
    return judge_leniently(*kpi.target, *measured.value, delta);
}

std::string border_text(const Border& border) {
    const std::string side = border.missed ? "missed" : "met";
    return side + (border.changing_since ? ' ' + instant_text(*border.changing_since) : " -");
}

std::optional<Border> border_from(std::string_view& text) {
    const std::string_view side = take_word(text), since = take_word(text);
    if (side != "missed" && side != "met") return std::nullopt;
    Border border{side == "missed", std::nullopt};
    if (since == "-") return border;
    border.changing_since = instant_from(since);
    return border.changing_since ? std::optional{border} : std::nullopt;
}

}  // namespace

std::optional<State> Judgement::shown() const {
    if (!first) return std::nullopt;
    if (floor.missed) return State::off_target;
    return goal.missed ? State::at_risk : State::on_target;
}

Judgement judged(const Judgement& before, State strictly, State leniently, Time now) {
    if (!before.first || now - *before.first < settling)
        return {{strictly != State::on_target, std::nullopt},
                {strictly == State::off_target, std::nullopt},
                before.first.value_or(now)};
    return {
        watched(before.goal, strictly == State::on_target, leniently != State::on_target, now),
        watched(before.floor, strictly != State::off_target, leniently == State::off_target, now),
        before.first};
}

Judgement judged(const Judgement& before, const Kpi& kpi, const Measured& measured, Time now) {
    const double delta = hysteresis(*kpi.target, kpi.unit == ValueUnit::ratio);
    return judged(before, judge_measured(kpi, measured, 0), judge_measured(kpi, measured, delta),
                  now);
}

Interval wilson(double share, std::int64_t n, double z) {
    if (n <= 0) return {};
    const auto cases = static_cast<double>(n);
    const double p = std::clamp(share, 0.0, 1.0);
    const double square = z * z / cases;
    const double middle = (p + square / 2) / (1 + square);
    const double half = z * std::sqrt(p * (1 - p) / cases + square / (4 * cases)) / (1 + square);
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

State judge_confidently(const Target& target, double share, std::int64_t n, double delta) {
    const State state = judge_leniently(target, share, delta);
    if (state != State::off_target) return state;
    return leaves_no_room(target, wilson(share, n, z_80), delta) ? state : State::at_risk;
}

std::string to_text(const Judgement& judgement) {
    if (!judgement.first) return "-";
    return instant_text(*judgement.first) + ' ' + border_text(judgement.goal) + ' ' +
           border_text(judgement.floor);
}

std::optional<Judgement> judgement_from(std::string_view text) {
    if (text == "-") return Judgement{};
    const auto first = instant_from(take_word(text));
    const auto goal = border_from(text);
    const auto floor = border_from(text);
    if (!first || !goal || !floor || !text.empty()) return std::nullopt;
    return Judgement{*goal, *floor, first};
}

}  // namespace waymark::server
