#pragma once

#include <compare>
#include <functional>
#include <string>

namespace waymark {

/// A name people chose in the desk folder, typed by what it names so that a KPI is never taken
/// for a CSF. Empty means "none".
template <class Tag>
struct Id {
    std::string text;

    bool empty() const { return text.empty(); }
    auto operator<=>(const Id&) const = default;
};

using KpiId = Id<struct KpiTag>;
using CsfId = Id<struct CsfTag>;
using ObjectiveId = Id<struct ObjectiveTag>;
using UnitId = Id<struct UnitTag>;
using FeedId = Id<struct FeedTag>;
using SceneId = Id<struct SceneTag>;
using ScreenId = Id<struct ScreenTag>;

}  // namespace waymark

template <class Tag>
struct std::hash<waymark::Id<Tag>> {
    std::size_t operator()(const waymark::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.text);
    }
};
