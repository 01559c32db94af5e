#include <algorithm>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

constexpr Duration step_length = Duration{std::chrono::seconds{1}} / confetti_steps_a_second;

/// FNV-1a.
std::uint64_t seed_of(const std::string& text) {
    std::uint64_t seed = 0xcbf29ce484222325ULL;
    for (const char c : text)
        seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return seed;
}

int step_of(Present& present, Duration elapsed, bool still) {
    if (still) return last_confetti_step;
    const auto step = static_cast<int>(elapsed / step_length);
    if (step >= last_confetti_step) return last_confetti_step;
    present.deadlines.in((step + 1) * step_length - elapsed);
    return step;
}

/// What is measured by the day is told as of a day.
std::string course_of(const Present& present, const Milestone& milestone) {
    const Words& words = present.format.words();
    const LocalClock& clock = present.board.desk.clock;
    // It was reached with the end of a day, which is the beginning of the next.
    const std::string reached =
        present.format.date(milestone.reached - std::chrono::seconds{1}, clock);
    if (!milestone.began || *milestone.began >= milestone.reached)
        return milestone.after
                   ? fill(words.reached_at, {present.format.percent(*milestone.after), reached})
                   : fill(words.reached_on, {reached});
    const std::string began = present.format.date(*milestone.began, clock);
    if (!milestone.before || !milestone.after) return fill(words.reached_since, {reached, began});
    return fill(words.reached_from, {present.format.percent(*milestone.before), began,
                                     present.format.percent(*milestone.after), reached});
}

}  // namespace

std::optional<CelebrationView> present_celebration(Present& present, const Celebrating& celebrating,
                                                   bool reduced_motion) {
    const auto& milestones = present.board.readings.milestones;
    if (!milestones) return std::nullopt;
    const auto found = std::ranges::find(*milestones, celebrating.milestone, &Milestone::id);
    if (found == milestones->end()) return std::nullopt;
    const Words& words = present.format.words();
    const bool vision = found->kind == Milestone::Kind::vision;
    return CelebrationView{
        .headline = std::string{vision ? words.vision_reached : words.objective_reached},
        .title = found->title,
        .course = course_of(present, *found),
        .thanks = std::string{words.well_done},
        .seed = seed_of(found->id),
        .step = step_of(present, celebrating.elapsed, reduced_motion)};
}

std::string reimagine_text(const Present& present, const UnitId& unit) {
    const auto& milestones = present.board.readings.milestones;
    if (!milestones) return {};
    const auto found = std::ranges::find_if(*milestones, [&](const Milestone& each) {
        return each.kind == Milestone::Kind::vision && each.unit == unit &&
               each.state == Milestone::State::reimagine;
    });
    if (found == milestones->end()) return {};
    const Words& words = present.format.words();
    const auto days =
        std::chrono::floor<std::chrono::days>(std::max(present.now - found->since, Duration{0}));
    if (days.count() == 0) return std::string{words.no_next_vision};
    return fill(days.count() == 1 ? words.day_without_vision : words.days_without_vision,
                {std::to_string(days.count())});
}

}  // namespace waymark::wallboard
