#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/ids.hpp"

namespace waymark {

/// When a CSF is achieved: all its KPIs were on target at the end of `hold` of the last `of` days.
struct DoneWhen {
    int hold = 1;               ///< 1 .. 400
    int of = 1;                 ///< hold .. 400
    bool working_days = false;  ///< only days on which the desk's hours are open count
    bool operator==(const DoneWhen&) const = default;
};

/// Critical success factor: what must be achieved; the KPIs that support it name it.
struct Csf {
    CsfId id;
    std::string title;
    double weight = 1;
    bool critical = false;
    std::string label;  ///< the title in at most 20 characters, for tiles; empty: the title is used
    std::optional<DoneWhen> done_when;
    bool operator==(const Csf&) const = default;
};

struct Objective {
    ObjectiveId id;
    std::string title;
    double weight = 1;
    bool critical = false;
    std::vector<Csf> csfs;
    std::string label;  ///< as a CSF's
    bool operator==(const Objective&) const = default;
};

/// What a unit is working to become. `headline` (at most 40 characters) stays pinned where the
/// whole sentence can't be legible.
struct Vision {
    std::string text;
    std::string headline;
    std::optional<int> by_year;
    std::optional<std::chrono::local_days> since;  ///< when it began, for windows of that kind
    bool operator==(const Vision&) const = default;
};

struct Mission {
    std::string purpose;
    std::vector<Objective> objectives;
    bool operator==(const Mission&) const = default;
};

/// From this unit's vision or mission, or one of its objectives, to something of its parent's.
/// `aligns` says so and changes no number; `contributes` adds to the parent's attainment.
struct Link {
    enum class Kind { aligns, contributes };
    Kind kind = Kind::aligns;
    std::string from;  ///< "vision", "mission" or an objective's id
    std::string to;    ///< the same, of the parent
    std::string how;   ///< one line: how it helps
    double weight = 1;
    bool operator==(const Link&) const = default;
};

enum class UnitKind { organisation, department, desk };

std::string_view name_of(UnitKind kind);
std::optional<UnitKind> unit_kind_named(std::string_view name);
std::string_view name_of(Link::Kind kind);
std::optional<Link::Kind> link_kind_named(std::string_view name);

/// A node of the cascade with its charter. The desk's own unit is the one of kind `desk`.
struct Unit {
    UnitId id;
    UnitKind kind = UnitKind::desk;
    std::string name;
    std::optional<UnitId> parent;
    Vision vision;
    Mission mission;
    std::vector<Link> links;  ///< to the parent
    bool operator==(const Unit&) const = default;
};

}  // namespace waymark
