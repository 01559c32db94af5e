#include "server/demo/stage.hpp"

#include <algorithm>
#include <utility>

namespace waymark::demo {

Stage::Stage(Plan plan)
    : plan_(plan), run_(std::to_string(to_epoch_ms(plan.live)) + "." + std::to_string(plan.seed)) {}

Duration Stage::lasting(double desk_seconds, Time now) const {
    return from_seconds(desk_seconds / speed(now));
}

double Stage::desk_seconds(Time from, Time to) const {
    const Time live = std::clamp(plan_.live, from, to);
    return in_seconds(live - from) + in_seconds(to - live) * plan_.speed;
}

Mood Stage::mood(Time now) const {
    if (now < plan_.live || !plan_.story) return mood_of_day(now);
    return mood_of_story(from_seconds(in_seconds(now - plan_.live) * plan_.speed), plan_.seed);
}

std::string Stage::name(std::string_view kind, std::uint64_t number) const {
    return run_ + "-" + std::string{kind} + std::to_string(number);
}

void Stage::tell(std::string_view feed, std::string_view type, Time time,
                 std::map<std::string, FieldValue, std::less<>> fields) {
    told_.push_back({FeedId{std::string{feed}},
                     {std::string{type}, name("e", ++records_), time, std::move(fields)}});
}

std::vector<Told> Stage::take() {
    return std::exchange(told_, {});
}

}  // namespace waymark::demo
