#include "shared/model/milestone.hpp"

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<Milestone::Kind, 2> kinds{
    {{Milestone::Kind::objective, "objective"}, {Milestone::Kind::vision, "vision"}}};

using State = Milestone::State;
constexpr Names<State, 5> states{{{State::to_confirm, "to_confirm"},
                                  {State::celebrating, "celebrating"},
                                  {State::over, "over"},
                                  {State::reimagine, "reimagine"},
                                  {State::dismissed, "dismissed"}}};

}  // namespace

std::string_view name_of(Milestone::Kind kind) {
    return find_name(kinds, kind);
}
std::optional<Milestone::Kind> milestone_kind_named(std::string_view name) {
    return find_value(kinds, name);
}
std::string_view name_of(Milestone::State state) {
    return find_name(states, state);
}
std::optional<Milestone::State> milestone_state_named(std::string_view name) {
    return find_value(states, name);
}

}  // namespace waymark
