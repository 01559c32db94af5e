#pragma once

#include <map>

#include "shared/base/shared_list.hpp"
#include "shared/model/board.hpp"

namespace waymark::wallboard {

/// How long an off-target tile is a filled band: then its outline says the same, so that nothing
/// large and bright stands still for hours and burns in.
inline constexpr std::chrono::minutes filled_at_most{10};

/// Knows which KPIs have been off target for that long. GUI thread only.
class Lingering {
public:
    /// `now` by the own clock. What is off target when it is first seen went there just now.
    const SharedList<KpiId>& look(const Board& board, Time now);

    /// When the next one has been.
    Time next() const { return next_; }

private:
    std::map<KpiId, Time> since_;
    SharedList<KpiId> long_off_;
    Time next_ = Time::max();
};

}  // namespace waymark::wallboard
