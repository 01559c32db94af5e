#include "shared/model/freshness.hpp"

#include <algorithm>

namespace waymark {
namespace {

constexpr Duration least = std::chrono::seconds{30};

}  // namespace

Duration late_after(const Feed& feed) {
    return std::max(2 * feed.cadence, least);
}
Duration stale_after(const Feed& feed) {
    return std::max(4 * feed.cadence, least);
}

Freshness freshness_of(const Feed& feed, std::optional<Time> heard, Time now) {
    if (!heard) return Freshness::never;
    if (feed.quiet_ok) return Freshness::live;
    const Duration age = now - *heard;
    if (age >= stale_after(feed)) return Freshness::stale;
    return age >= late_after(feed) ? Freshness::late : Freshness::live;
}

}  // namespace waymark
