#include "wallboard/state/celebration.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace waymark::wallboard {
namespace {

/// More are forgotten, the longest ago first.
constexpr std::size_t most_remembered = 200;

bool was_celebrated_elsewhere(const Milestone& milestone) {
    return milestone.state == Milestone::State::over ||
           milestone.state == Milestone::State::reimagine;
}

}  // namespace

Celebration::Celebration(std::optional<Celebrated> celebrated)
    : celebrated_(celebrated.value_or(Celebrated{})), remembers_(celebrated.has_value()) {}

void Celebration::remember(const std::string& milestone, Time when) {
    celebrated_[milestone] = when;
    while (celebrated_.size() > most_remembered)
        celebrated_.erase(
            std::ranges::min_element(celebrated_, {}, &Celebrated::value_type::second));
    changed_ = true;
}

void Celebration::learn_first(const std::vector<Milestone>& milestones, Time now) {
    remembers_ = changed_ = true;
    for (const Milestone& milestone : milestones)
        if (was_celebrated_elsewhere(milestone)) remember(milestone.id, now);
}

std::optional<Time> Celebration::due(const Milestone& milestone) const {
    const auto known = celebrated_.find(milestone.id);
    const bool first = known == celebrated_.end();
    if (milestone.state == Milestone::State::celebrating)
        return first ? Time::min() : known->second + celebrate_again_after;
    if (was_celebrated_elsewhere(milestone) && first) return Time::min();
    return std::nullopt;
}

void Celebration::choose(const std::vector<Milestone>& milestones, bool may_show, Time now) {
    next_begin_ = Time::max();
    // The board has the newest first; what was reached first is celebrated first.
    for (const Milestone& milestone : std::views::reverse(milestones)) {
        const bool late =
            was_celebrated_elsewhere(milestone) && now - milestone.since > late_for_celebration;
        const auto at = due(milestone);
        if (!at || late) continue;
        if (*at > now) {
            next_begin_ = std::min(next_begin_, *at);
        } else if (may_show) {
            current_ = milestone.id;
            elapsed_ = Duration{0};
            remember(milestone.id, now);
            return;
        }
    }
}

std::optional<Celebrating> Celebration::look(const std::vector<Milestone>* milestones,
                                             bool may_show, Time now) {
    const Duration passed = std::max(now - looked_, Duration{0});
    looked_ = now;
    if (!milestones) return std::nullopt;
    if (!remembers_) learn_first(*milestones, now);
    // A clock that was set back must not put the next one off for long.
    for (auto& [milestone, when] : celebrated_)
        when = std::min(when, now);
    if (current_) {
        const auto found = std::ranges::find(*milestones, *current_, &Milestone::id);
        const bool gone = found == milestones->end() ||
                          found->state == Milestone::State::dismissed ||
                          found->state == Milestone::State::to_confirm;
        if (may_show) elapsed_ += passed;
        if (gone || elapsed_ >= celebration_length) current_.reset();
    }
    if (!current_) choose(*milestones, may_show, now);
    if (!current_ || !may_show) return std::nullopt;
    return Celebrating{*current_, elapsed_, now + (celebration_length - elapsed_)};
}

void Celebration::skip() {
    current_.reset();
}

bool Celebration::take_change() {
    return std::exchange(changed_, false);
}

}  // namespace waymark::wallboard
