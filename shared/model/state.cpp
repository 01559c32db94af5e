#include "shared/model/state.hpp"

#include <algorithm>
#include <cassert>

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<State, 9> states{{{State::closed, "closed"},
                                  {State::no_data, "no_data"},
                                  {State::stale, "stale"},
                                  {State::too_few, "too_few"},
                                  {State::no_target, "no_target"},
                                  {State::on_target, "on_target"},
                                  {State::at_risk, "at_risk"},
                                  {State::off_target, "off_target"},
                                  {State::unknown, "unknown"}}};

constexpr Names<Trend, 4> trends{{{Trend::none, "none"},
                                  {Trend::steady, "steady"},
                                  {Trend::better, "better"},
                                  {Trend::worse, "worse"}}};

constexpr Names<Freshness, 4> freshnesses{{{Freshness::never, "never"},
                                           {Freshness::live, "live"},
                                           {Freshness::late, "late"},
                                           {Freshness::stale, "stale"}}};

}  // namespace

std::string_view name_of(State state) {
    return find_name(states, state);
}
std::optional<State> state_named(std::string_view name) {
    return find_value(states, name);
}

std::string_view name_of(Trend trend) {
    return find_name(trends, trend);
}
std::optional<Trend> trend_named(std::string_view name) {
    return find_value(trends, name);
}

std::string_view name_of(Freshness freshness) {
    return find_name(freshnesses, freshness);
}
std::optional<Freshness> freshness_named(std::string_view name) {
    return find_value(freshnesses, name);
}

bool is_judged(State state) {
    return state == State::on_target || state == State::at_risk || state == State::off_target;
}

State worse_of(State a, State b) {
    assert(is_judged(a) && is_judged(b));
    return std::max(a, b);
}

}  // namespace waymark
