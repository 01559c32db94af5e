#include "wallboard/state/time_of_day.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

using std::chrono::days;
using std::chrono::local_days;

/// Days before today on which a span that still lasts may have begun.
constexpr int longest_span_days = 2;

}  // namespace

LocalTime local_time(const LocalClock& clock, Time now) {
    return LocalTime{(now + clock.offset_at(now)).time_since_epoch()};
}

std::optional<LocalTime> begin_of(const OpenInterval& span, LocalTime local) {
    const local_days today = std::chrono::floor<days>(local);
    for (int ago = 0; ago <= longest_span_days; ++ago) {
        const local_days day = today - days{ago};
        if (local >= day + span.from && local < day + span.to) return day + span.from;
    }
    return std::nullopt;
}

bool is_within(const OpenInterval& span, LocalTime local) {
    return begin_of(span, local).has_value();
}

LocalTime next_border(const OpenInterval& span, LocalTime local) {
    const local_days today = std::chrono::floor<days>(local);
    const bool within = is_within(span, local);
    LocalTime next = LocalTime::max();
    for (int day = -longest_span_days; day <= longest_span_days + 1; ++day)
        for (const std::chrono::minutes at : {span.from, span.to}) {
            const LocalTime border = today + days{day} + at;
            if (border > local && is_within(span, border) != within) next = std::min(next, border);
        }
    return next;
}

}  // namespace waymark::wallboard
