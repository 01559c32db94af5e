#include "server/demo/stage.hpp"

#include <algorithm>
#include <utility>

namespace waymark::demo {

Plan fresh_plan(std::uint64_t seed, Time live, double speed, bool story) {
    // Events are taken up to 24 h late; tickets may be nearly as old as that.
    const Time begin = live - std::chrono::hours{23};
    return {seed, begin, live - std::chrono::hours{6}, {{begin, 1, false}, {live, speed, story}}};
}

Stage::Stage(Plan plan)
    : plan_(std::move(plan)),
      run_(std::to_string(to_epoch_ms(plan_.begin)) + "." + std::to_string(plan_.seed)) {}

const Stretch& Stage::stretch(Time now) const {
    const auto after = std::ranges::upper_bound(plan_.stretches, now, {}, &Stretch::from);
    return *(after == plan_.stretches.begin() ? after : after - 1);
}

Duration Stage::lasting(double desk_seconds, Time now) const {
    return whole_ms(desk_seconds / stretch(now).speed);
}

double Stage::desk_seconds(Time from, Time to) const {
    double seconds = 0;
    for (std::size_t i = 0; i < plan_.stretches.size(); ++i) {
        const Time end = i + 1 < plan_.stretches.size() ? plan_.stretches[i + 1].from : to;
        const Time first = std::max(from, plan_.stretches[i].from);
        const Time last = std::min(to, end);
        if (first < last) seconds += in_seconds(last - first) * plan_.stretches[i].speed;
    }
    return seconds;
}

Mood Stage::mood(Time now) const {
    const Stretch& present = stretch(now);
    if (!present.story) return mood_of_day(now);
    return mood_of_story(from_seconds(in_seconds(now - present.from) * present.speed), plan_.seed);
}

std::string Stage::name(std::string_view kind, std::uint64_t number) const {
    return run_ + "-" + std::string{kind} + std::to_string(number);
}

void Stage::tell(std::string_view feed, std::string_view type, Time time, RecordFields fields) {
    told_.push_back({FeedId{std::string{feed}},
                     {std::string{type}, name("e", ++records_), time, std::move(fields)}});
}

std::vector<Told> Stage::take() {
    return std::exchange(told_, {});
}

}  // namespace waymark::demo
