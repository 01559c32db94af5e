#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/model/outline.hpp"

namespace waymark::server {

/// What must be seen of a wall: the vision at least a sixth of the time (10 min an hour) and never
/// gone for longer than `most_absent`, a critical KPI never gone for longer than `most_blind`.
struct VisibilityPolicy {
    double least_share = 1.0 / 6;
    Duration most_absent = std::chrono::minutes{15};
    Duration most_blind = std::chrono::seconds{60};
    /// A share of less than this much time says little.
    Duration least_known = std::chrono::minutes{15};
};

/// What was to be read on a wall at one time.
struct Sight {
    bool vision = false;
    std::set<KpiId> kpis;  ///< of the critical ones
    bool operator==(const Sight&) const = default;
};

/// What was seen of a wall in the last hour. Time in which nothing is known (not connected, or dark
/// by order) counts neither as seen nor as not.
struct Seen {
    Duration known{0};
    Duration vision{0};
    Duration longest_absence{0};      ///< of the vision
    std::map<KpiId, Duration> blind;  ///< of each critical KPI, the longest
    bool operator==(const Seen&) const = default;
    /// Of what is known; nothing while that is nothing.
    std::optional<double> vision_share() const;
};

/// The KPIs that must not be out of sight: the critical ones, and those of critical CSFs.
std::set<KpiId> critical_kpis(const Outline& desk);

/// Remembers for an hour what was to be seen of one wall.
class Visibility {
public:
    /// From `now` on this is seen; nothing: it is not known what is.
    void sees(std::optional<Sight> sight, Time now);
    Seen over_last_hour(const std::set<KpiId>& critical, Time now) const;

    static constexpr Duration window = std::chrono::hours{1};

private:
    struct Stretch {
        Time from;
        std::optional<Sight> sight;
    };
    std::deque<Stretch> stretches_;  ///< each lasts until the next begins
};

/// What is not as the policy wants it, a sentence each, naming the screen.
std::vector<std::string> visibility_problems(const ScreenId& screen, const Seen& seen,
                                             const Outline& desk, const VisibilityPolicy& policy);

}  // namespace waymark::server
