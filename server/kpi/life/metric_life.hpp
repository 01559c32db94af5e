#pragma once

#include "server/kpi/life/told.hpp"

namespace waymark::server {

/// The types and words samples are told with, learnt once.
struct MetricWords {
    explicit MetricWords(Vocabulary& vocabulary);

    EventType sample;
    FieldId ttl;
    Word counter, delta, interval;
};

/// What tells the label sets of one metric apart: its name, then a line for each.
std::string metric_id(const Record& record);

/// A gauge that is not told again is forgotten after so long, unless it says another `ttl`.
inline constexpr Duration gauge_lost_after = std::chrono::hours{24};

/// What follows from the samples of one metric with one set of labels as of `now`, from the one
/// before `changed_at` on. A gauge is a stint with its `value`, until the next sample or its `ttl`
/// is over. A counter's sample has `added`, what it grew by; one that dropped was reset to 0 in
/// between, so it has grown by all it shows. A delta's or an interval's `added` is its value.
void tell_metric(const std::vector<Event>& life, std::size_t changed_at, Time now,
                 const MetricWords& words, Told& told);

}  // namespace waymark::server
