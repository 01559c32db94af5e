#pragma once

#include <optional>
#include <string_view>

namespace waymark {

/// What can be said of a reading, or of a CSF, objective or vision. Readings take every value but
/// `unknown`; the nodes above them take the last four. Only on_target, at_risk and off_target are
/// judgements, and only they carry a status colour.
enum class State {
    closed,     ///< outside service hours
    no_data,    ///< never anything to compute from
    stale,      ///< the feeds have not proved life in time
    too_few,    ///< fewer cases than the KPI's `min_n`
    no_target,  ///< a value, and nothing to hold it against
    on_target,
    at_risk,
    off_target,
    unknown,  ///< a node whose children say too little (coverage under 0.6)
};

/// The word on the wire ("off_target").
std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);

/// True for on_target, at_risk and off_target.
bool is_judged(State state);

/// The worse of two judged states; both must be judged.
State worse_of(State a, State b);

/// How a reading moved against its reference; `none` where there is nothing to compare.
enum class Trend { none, steady, better, worse };

std::string_view name_of(Trend trend);
std::optional<Trend> trend_named(std::string_view name);

/// How long ago a feed proved life, in terms of its cadence: late at 2x, stale at 4x, at least
/// 30 s both; `never` until its first proof.
enum class Freshness { never, live, late, stale };

std::string_view name_of(Freshness freshness);
std::optional<Freshness> freshness_named(std::string_view name);

}  // namespace waymark
