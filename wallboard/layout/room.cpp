#include "wallboard/layout/room.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

/// Of two reserves, in which all digits are the widest one.
bool is_longer(const std::string& one, const std::string& other) {
    return one.size() >= other.size();
}

bool same_csf(const CsfView& one, const CsfView& other) {
    return one.title == other.title && one.label == other.label && one.hold == other.hold &&
           one.kpis.size() == other.kpis.size();
}

bool same_objective(const ObjectiveView& one, const ObjectiveView& other) {
    return one.title == other.title && one.label == other.label && one.achieved == other.achieved &&
           std::ranges::equal(one.csfs, other.csfs, same_csf);
}

bool same_statement(const StatementView& one, const StatementView& other) {
    return one.text == other.text && one.label == other.label &&
           one.percent.size() == other.percent.size();
}

bool same_status(const TileView& one, const TileView& other) {
    if (one.status_reserve != other.status_reserve) return false;
    return !one.status_reserve.empty() || one.status == other.status;
}

bool same_words(const TileView& one, const TileView& other) {
    return same_status(one, other) && (one.trend == Trend::none) == (other.trend == Trend::none) &&
           one.spark.empty() == other.spark.empty() && one.title == other.title &&
           one.unit == other.unit && one.opening == other.opening && one.target == other.target &&
           one.window == other.window && one.notes == other.notes && one.why == other.why &&
           one.serves == other.serves;
}

}  // namespace

bool only_grew(const std::vector<TileView>& one, const std::vector<TileView>& other) {
    return std::ranges::equal(one, other, [](const TileView& a, const TileView& b) {
        return is_longer(b.value_reserve, a.value_reserve) &&
               is_longer(b.age_reserve, a.age_reserve) &&
               is_longer(b.change_reserve, a.change_reserve) && same_words(a, b);
    });
}

bool has_room(const TileView& one, const TileView& other) {
    return is_longer(one.value_reserve, other.value_reserve) &&
           is_longer(one.age_reserve, other.age_reserve) &&
           is_longer(one.change_reserve, other.change_reserve) && same_status(one, other) &&
           (one.trend != Trend::none || other.trend == Trend::none) &&
           (!one.spark.empty() || other.spark.empty()) && one.title == other.title &&
           one.unit == other.unit && one.opening == other.opening && one.target == other.target &&
           one.window == other.window && one.notes == other.notes && one.why == other.why &&
           one.serves == other.serves;
}

bool has_room(const std::vector<TileView>& one, const std::vector<TileView>& other) {
    return std::ranges::equal(one, other,
                              [](const TileView& a, const TileView& b) { return has_room(a, b); });
}

bool has_room(const CharterView& one, const CharterView& other) {
    return same_statement(one.vision, other.vision) && one.headline == other.headline &&
           same_statement(one.mission, other.mission) &&
           one.objectives_achieved == other.objectives_achieved &&
           std::ranges::equal(one.objectives, other.objectives, same_objective);
}

}  // namespace waymark::wallboard
