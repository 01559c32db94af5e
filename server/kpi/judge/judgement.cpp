#include "server/kpi/judge/judgement.hpp"

namespace waymark::server {
namespace {

/// The state that would be shown if there were no dwell.
State wanted(State shown, const Target& target, double value, double delta) {
    const State strictly = judge(target, value);
    if (strictly <= shown) return strictly;
    const State leniently = judge_leniently(target, value, delta);
    return leniently > shown ? leniently : shown;
}

}  // namespace

Judgement judged(const Judgement& before, const Target& target, double value, double delta,
                 Time now) {
    if (!before.shown) return {judge(target, value), std::nullopt, {}, now};
    if (now - before.first < settling)
        return {judge(target, value), std::nullopt, {}, before.first};
    const State next = wanted(*before.shown, target, value, delta);
    if (next == *before.shown) return {before.shown, std::nullopt, {}, before.first};
    const bool worse = next > *before.shown;
    // Going back and forth between two candidates on the same side does not begin anew.
    const bool same_side = before.candidate && (*before.candidate > *before.shown) == worse;
    const Time since = same_side ? before.since : now;
    if (now - since >= (worse ? dwell_worse : dwell_better))
        return {next, std::nullopt, {}, before.first};
    return {before.shown, next, since, before.first};
}

}  // namespace waymark::server
