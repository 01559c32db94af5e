#include "server/screens/visibility.hpp"

#include <algorithm>
#include <cmath>

#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// A wall tells at most once a second that something else is seen.
constexpr std::size_t most_stretches = 3700;

std::string minutes_text(Duration length) {
    return std::to_string(std::chrono::round<std::chrono::minutes>(length).count());
}

/// In steps, so that the sentence does not change every second.
std::string seconds_text(Duration length) {
    using Step = std::chrono::duration<std::int64_t, std::ratio<10>>;
    return std::to_string(std::chrono::seconds{std::chrono::floor<Step>(length)}.count());
}

std::string title_of(const Outline& desk, const KpiId& kpi) {
    const auto found = std::ranges::find(desk.kpis, kpi, &Kpi::id);
    return found == desk.kpis.end() ? kpi.text : found->title;
}

/// A desk that has none yet can't show it.
bool has_vision(const Outline& desk) {
    return std::ranges::any_of(desk.units, [](const Unit& unit) {
        return unit.kind == UnitKind::desk && !unit.vision.text.empty();
    });
}

/// The longest time without something, passing over what is not known.
struct Absence {
    Duration longest{0};
    Duration present{0};
    void pass(bool seen, Duration length) {
        present = seen ? Duration{0} : present + length;
        longest = std::max(longest, present);
    }
};

}  // namespace

std::optional<double> Seen::vision_share() const {
    if (known == Duration{0}) return std::nullopt;
    return in_seconds(vision) / in_seconds(known);
}

std::set<KpiId> critical_kpis(const Outline& desk) {
    std::set<CsfId> csfs;
    for (const Unit& unit : desk.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs)
                if (csf.critical) csfs.insert(csf.id);
    std::set<KpiId> kpis;
    for (const Kpi& kpi : desk.kpis)
        if (kpi.critical ||
            std::ranges::any_of(kpi.supports, [&](const CsfId& csf) { return csfs.contains(csf); }))
            kpis.insert(kpi.id);
    return kpis;
}

void Visibility::sees(std::optional<Sight> sight, Time now) {
    // A clock that was set back makes what is known worthless.
    if (!stretches_.empty() && now < stretches_.back().from) stretches_.clear();
    if (stretches_.empty() || stretches_.back().sight != sight)
        stretches_.push_back({now, std::move(sight)});
    while (stretches_.size() > 1 &&
           (stretches_[1].from <= now - window || stretches_.size() > most_stretches))
        stretches_.pop_front();
}

Seen Visibility::over_last_hour(const std::set<KpiId>& critical, Time now) const {
    Seen seen;
    Absence vision;
    std::map<KpiId, Absence> kpis;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        const auto& [begun, sight] = stretches_[i];
        const Time from = std::max(begun, now - window);
        const Time to = i + 1 < stretches_.size() ? stretches_[i + 1].from : now;
        if (!sight || to <= from) continue;
        const Duration length = to - from;
        seen.known += length;
        if (sight->vision) seen.vision += length;
        vision.pass(sight->vision, length);
        for (const KpiId& kpi : critical)
            kpis[kpi].pass(sight->kpis.contains(kpi), length);
    }
    seen.longest_absence = vision.longest;
    for (const auto& [kpi, absence] : kpis)
        seen.blind[kpi] = absence.longest;
    return seen;
}

std::vector<std::string> visibility_problems(const ScreenId& screen, const Seen& seen,
                                             const Outline& desk, const VisibilityPolicy& policy) {
    std::vector<std::string> problems;
    const std::string who = "screen " + in_quotes(screen.text) + ": ";
    const bool vision = has_vision(desk);
    const auto share = seen.vision_share();
    if (vision && share && seen.known >= policy.least_known && *share < policy.least_share)
        problems.push_back(who + "the vision was visible for " + minutes_text(seen.vision) +
                           " of the last " + minutes_text(seen.known) +
                           " min; 10 min an hour are asked for");
    if (vision && seen.longest_absence > policy.most_absent)
        problems.push_back(who + "the vision was out of sight for " +
                           minutes_text(seen.longest_absence) + " min; " +
                           minutes_text(policy.most_absent) + " are allowed");
    for (const auto& [kpi, blind] : seen.blind)
        if (blind > policy.most_blind)
            problems.push_back(who + "the critical " + in_quotes(title_of(desk, kpi)) +
                               " was out of sight for " + seconds_text(blind) + " s; " +
                               seconds_text(policy.most_blind) + " are allowed");
    return problems;
}

}  // namespace waymark::server
