#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/kpi/ledger.hpp"

namespace waymark::server {

/// Something that a KPI looked at: an event, or a stint of a state.
struct LookedAt {
    KpiId kpi;
    Event event;  ///< of a stint its state
    SubjectKind kind = SubjectKind::contact;
    std::optional<Stint> stint;
    std::string subject;
    Regard regard;
    bool counts() const { return regard.why_not.empty(); }
};

/// The foremost of what a KPI looked at; never more than a few times `most` at once.
struct Foremosts {
    std::vector<LookedAt> list;  ///< at most `most`
    /// All that counts is in the list.
    bool complete = false;
};

/// `accepts` says of which events and states somebody wants to know; null: of all. `bounds` is the
/// window.
Foremosts look_at(const Ledger& ledger, const Kpi& kpi, Bounds bounds, std::size_t most,
                  const std::function<bool(const Event&)>& accepts);

}  // namespace waymark::server
