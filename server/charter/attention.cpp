#include "server/charter/attention.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::server {
namespace {

using Shares = std::map<ObjectiveId, double>;

void scale(Shares& shares) {
    double sum = 0;
    for (const auto& [objective, share] : shares)
        sum += share;
    if (!(sum > 0) || !std::isfinite(sum)) return shares.clear();
    for (auto& [objective, share] : shares)
        share /= sum;
}

class Attention {
public:
    explicit Attention(const Outline& desk) : desk_(desk), declared_(declared_attention(desk)) {
        std::map<CsfId, ObjectiveId> by_csf;
        for (const Unit& unit : desk.units)
            for (const Objective& objective : unit.mission.objectives)
                for (const Csf& csf : objective.csfs)
                    by_csf.emplace(csf.id, objective.id);
        for (const Kpi& kpi : desk.kpis) {
            Shares& shares = by_kpi_[kpi.id];
            for (const CsfId& csf : kpi.supports)
                if (const auto found = by_csf.find(csf); found != by_csf.end())
                    shares[found->second] += 1.0 / static_cast<double>(kpi.supports.size());
            if (kpi.supports.empty()) shares[ObjectiveId{}] = 1;
        }
    }

    Shares of_all() {
        for (const Screen& screen : desk_.screens) {
            Shares shown;
            for (const Turn& turn : screen.turns)
                take(screen, turn, shown);
            // Nobody looks at two screens at once: each counts as much as any other.
            scale(shown);
            for (const auto& [objective, share] : shown)
                if (objective.empty() || declared_.contains(objective)) all_[objective] += share;
        }
        scale(all_);
        return std::move(all_);
    }

private:
    /// For how long a turn is on the wall, compared with others.
    static double time_of(const Turn& turn) {
        double time = static_cast<double>(turn.duration.count()) *
                      static_cast<double>(std::ranges::count(turn.days, true)) / 7;
        if (turn.time_of_day)
            time *= std::chrono::duration<double, std::ratio<86'400>>(turn.time_of_day->to -
                                                                      turn.time_of_day->from)
                        .count();
        return time;
    }

    static void add(const Shares& shares, double time, Shares& shown) {
        for (const auto& [objective, share] : shares)
            shown[objective] += share * time;
    }

    void take(const Screen& screen, const Turn& turn, Shares& shown) const {
        const auto scene = std::ranges::find(desk_.scenes, turn.scene, &Scene::id);
        if (scene == desk_.scenes.end()) return;
        const double time = time_of(turn);
        if (!shows_kpis(scene->kind) || scene->kpis.empty()) {
            if (scene->kind == SceneKind::announcement) return;
            if (!scene->objective.empty()) return add({{scene->objective, 1}}, time, shown);
            return add(declared_, time, shown);
        }
        std::vector<KpiId> tiles = scene->kpis;
        for (const KpiId& kpi : screen.pinned)
            if (std::ranges::find(tiles, kpi) == tiles.end()) tiles.push_back(kpi);
        for (const KpiId& kpi : tiles)
            if (const auto shares = by_kpi_.find(kpi); shares != by_kpi_.end())
                add(shares->second, time / static_cast<double>(tiles.size()), shown);
    }

    const Outline& desk_;
    const Shares declared_;
    std::map<KpiId, Shares> by_kpi_;
    Shares all_;
};

}  // namespace

std::map<ObjectiveId, double> planned_attention(const Outline& desk) {
    return Attention{desk}.of_all();
}

std::map<ObjectiveId, double> declared_attention(const Outline& desk) {
    Shares shares;
    for (const Unit& unit : desk.units)
        for (const Objective& objective : unit.mission.objectives)
            if (unit.kind == UnitKind::desk) shares[objective.id] += objective.weight;
    scale(shares);
    return shares;
}

double distance(const Shares& one, const Shares& two) {
    Shares differences = one;
    for (const auto& [objective, share] : two)
        differences[objective] -= share;
    double sum = 0;
    for (const auto& [objective, difference] : differences)
        sum += std::abs(difference);
    return sum / 2;
}

}  // namespace waymark::server
