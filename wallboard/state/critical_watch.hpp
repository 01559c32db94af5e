#pragma once

#include <map>
#include <vector>

#include "shared/model/board.hpp"

namespace waymark::wallboard {

/// Sees critical KPIs go off target. What is off target when it is first seen did not go there now.
/// GUI thread only.
class CriticalWatch {
public:
    /// The KPIs that went off target since the last look, in the desk's order.
    std::vector<KpiId> look(const Board& board);

    /// As of the last look.
    bool is_off(const KpiId& kpi) const;

private:
    std::map<KpiId, State> states_;
};

}  // namespace waymark::wallboard
