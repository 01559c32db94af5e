#include "shared/protocol/command.hpp"

#include <array>
#include <utility>

namespace waymark {
namespace {

using Action = Command::Action;
using namespace std::chrono_literals;

constexpr std::array<std::pair<std::string_view, Action>, 12> words{{
    {"identify", Action::identify},
    {"show", Action::show},
    {"pause", Action::pause},
    {"resume", Action::resume},
    {"blank", Action::blank},
    {"unblank", Action::unblank},
    {"reload", Action::reload},
    {"message", Action::message},
    {"screenshot", Action::screenshot},
    {"acknowledge", Action::acknowledge},
    {"skip", Action::skip},
    {"light", Action::light},
}};

}  // namespace

std::string_view word_of(Action action) {
    for (const auto& [word, named] : words)
        if (named == action) return word;
    return {};
}

Action action_of(std::string_view word) {
    for (const auto& [known, action] : words)
        if (known == word) return action;
    return Action::unknown;
}

std::optional<std::chrono::seconds> usual_length(Action action) {
    if (action == Action::identify) return 10s;
    if (action == Action::message) return 60s;
    return std::nullopt;
}

}  // namespace waymark
