#include "server/kpi/judge/hold.hpp"

#include <algorithm>
#include <array>

#include "server/kpi/judge/text_parts.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t days_kept = 400;

/// How many of the last `of` days held.
int held_of(const std::map<std::chrono::local_days, bool>& days, int of) {
    int held = 0;
    for (auto day = days.rbegin(); day != days.rend() && of > 0; ++day, --of)
        held += day->second ? 1 : 0;
    return held;
}

std::string rule_text(const std::optional<DoneWhen>& rule) {
    if (!rule) return "-";
    return std::to_string(rule->hold) + (rule->working_days ? " working " : " calendar ") +
           std::to_string(rule->of);
}

/// A word of `text` as it was written by rule_text; false when it is damaged.
bool read_rule(std::string_view& text, std::optional<DoneWhen>& rule) {
    const std::string_view first = take_word(text);
    if (first == "-") return true;
    const auto hold = number_from<int>(first);
    const std::string_view days = take_word(text);
    const auto of = number_from<int>(take_word(text));
    if (!hold || !of || (days != "working" && days != "calendar")) return false;
    rule = DoneWhen{*hold, *of, days == "working"};
    return true;
}

/// The shortest text that is read back as the same number.
std::string number_text(double number) {
    std::array<char, 32> text;
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), end};
}

int number_of(std::chrono::local_days day) {
    return static_cast<int>(day.time_since_epoch().count());
}

std::optional<std::chrono::local_days> day_from(std::string_view word) {
    const auto number = number_from<int>(word);
    return number ? std::optional{std::chrono::local_days{std::chrono::days{*number}}}
                  : std::nullopt;
}

}  // namespace

void Holds::day_ended(std::chrono::local_days day, const Csf& csf, bool held, bool counts) {
    last_day_ = std::max(last_day_.value_or(day), day);
    OfCsf& known = csfs_[csf.id];
    if (counts)
        known.days[day] = held;
    else
        known.days.erase(day);
    while (known.days.size() > days_kept)
        known.days.erase(known.days.begin());
    if (csf.done_when && held_of(known.days, csf.done_when->of) >= csf.done_when->hold)
        known.achieved_by = csf.done_when;
}

std::optional<HoldReading> Holds::of(const Csf& csf) const {
    if (!csf.done_when) return std::nullopt;
    HoldReading reading{.needed = csf.done_when->hold};
    const auto known = csfs_.find(csf.id);
    if (known == csfs_.end()) return reading;
    using enum HoldReading::State;
    reading.held = held_of(known->second.days, csf.done_when->of);
    if (reading.held >= reading.needed)
        reading.state = achieved;
    else if (known->second.achieved_by == csf.done_when)
        reading.state = lost;
    else
        reading.state = reading.held > 0 ? holding : not_met;
    return reading;
}

std::vector<std::pair<std::chrono::local_days, bool>> Holds::days(const CsfId& csf) const {
    const auto known = csfs_.find(csf);
    if (known == csfs_.end()) return {};
    return {known->second.days.begin(), known->second.days.end()};
}

std::string Holds::to_text() const {
    if (!last_day_) return {};
    std::string text = std::to_string(number_of(*last_day_)) + '\n';
    for (const auto& [csf, known] : csfs_) {
        text += csf.text + ' ' + rule_text(known.achieved_by);
        for (const auto& [day, held] : known.days)
            text += (held ? " +" : " -") + std::to_string(number_of(day));
        text += '\n';
    }
    return text;
}

std::optional<Holds> Holds::from_text(std::string_view text) {
    Holds holds;
    if (text.empty()) return holds;
    holds.last_day_ = day_from(take_line(text));
    if (!holds.last_day_) return std::nullopt;
    while (!text.empty()) {
        std::string_view line = take_line(text);
        OfCsf& known = holds.csfs_[CsfId{std::string{take_word(line)}}];
        if (!read_rule(line, known.achieved_by)) return std::nullopt;
        while (!line.empty()) {
            const std::string_view word = take_word(line);
            const auto day = day_from(word.substr(word.empty() ? 0 : 1));
            if (!day || (word[0] != '+' && word[0] != '-')) return std::nullopt;
            known.days[*day] = word[0] == '+';
        }
    }
    return holds;
}

void DayStates::note(const std::vector<Reading>& readings) {
    for (const Reading& reading : readings)
        if (reading.state != State::closed)
            states_[reading.kpi] = {reading.state, reading.attainment};
}

std::optional<std::vector<State>> DayStates::behind(const std::vector<Kpi>& kpis,
                                                    const CsfId& csf) const {
    std::vector<State> found;
    for (const Kpi& kpi : kpis) {
        if (!kpi.target || std::ranges::find(kpi.supports, csf) == kpi.supports.end()) continue;
        const auto state = states_.find(kpi.id);
        if (state == states_.end()) return std::nullopt;
        found.push_back(state->second.state);
    }
    return found;
}

bool DayStates::held(const std::vector<Kpi>& kpis, const CsfId& csf) const {
    const auto states = behind(kpis, csf);
    return states && !states->empty() &&
           std::ranges::all_of(*states, [](State state) { return state == State::on_target; });
}

bool DayStates::known(const std::vector<Kpi>& kpis, const CsfId& csf) const {
    const auto states = behind(kpis, csf);
    return states && !states->empty() && std::ranges::all_of(*states, is_judged);
}

std::vector<Reading> DayStates::readings() const {
    std::vector<Reading> readings;
    for (const auto& [kpi, of] : states_)
        readings.push_back({.kpi = kpi, .state = of.state, .attainment = of.attainment});
    return readings;
}

std::string DayStates::to_text() const {
    std::string text;
    for (const auto& [kpi, of] : states_) {
        text += kpi.text + ' ' + std::string{name_of(of.state)};
        if (of.attainment) text += ' ' + number_text(*of.attainment);
        text += '\n';
    }
    return text;
}

std::optional<DayStates> DayStates::from_text(std::string_view text) {
    DayStates states;
    while (!text.empty()) {
        std::string_view line = take_line(text);
        const std::string_view kpi = take_word(line);
        const auto state = state_named(take_word(line));
        const auto attainment = number_from<double>(line);
        if (kpi.empty() || !state || (!line.empty() && !attainment)) return std::nullopt;
        states.states_[KpiId{std::string{kpi}}] = {*state, attainment};
    }
    return states;
}

}  // namespace waymark::server
