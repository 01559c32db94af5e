#include "server/kpi/kpi_history.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "server/kpi/time/windows.hpp"
#include "shared/protocol/happening_codec.hpp"
#include "shared/protocol/outline_codec.hpp"
#include "shared/protocol/reading_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr Duration finest = std::chrono::minutes{5};
constexpr std::int64_t most_points = 300;

/// A multiple of `finest`.
Duration step_for(Duration length) {
    return finest * std::max<std::int64_t>(
                        1, (length + finest * most_points - Duration{1}) / (finest * most_points));
}

std::vector<Point> points_of(const Scorecard& scorecard, const Kpi& kpi, Bounds bounds) {
    std::vector<Point> points;
    const DeskCalendar& calendar = scorecard.ledger().calendar();
    const Meter& meter = scorecard.ledger().meter(kpi.id);
    const Time known = scorecard.known_since(kpi);
    const Duration step = step_for(bounds.to - bounds.from);
    const Duration past = bounds.from.time_since_epoch() % step;
    for (Time mark = bounds.from - past + step; mark <= bounds.to; mark += step) {
        if (mark <= known) continue;
        const Measured measured =
            meter.over(window_at(kpi.window, mark - Duration{1}, calendar), {});
        if (measured.value && (measured.n > 0 || kpi.min_n == 0))
            points.push_back({mark, *measured.value});
    }
    return points;
}

/// Each with the time from which on it was in force; the first may be older than `from`.
json targets_of(const Scorecard& scorecard, const Kpi& kpi, Bounds bounds) {
    json list = json::array();
    const DeskFolder& folder = scorecard.folder();
    const auto put = [&](const Target& target, Time since) {
        Kpi with = kpi;
        with.target = target;
        list.push_back({{"from", to_epoch_ms(since)}, {"target", kpi_json(with).at("target")}});
    };
    const auto first = std::ranges::find(folder.outline.kpis, kpi.id, &Kpi::id);
    if (first != folder.outline.kpis.end() && first->target) put(*first->target, Time{});
    const auto later = folder.later_targets.find(kpi.id);
    if (later == folder.later_targets.end()) return list;
    for (const auto& [day, target] : later->second) {
        const Time since = scorecard.ledger().calendar().begin_of(day);
        if (since > bounds.to) break;
        if (since <= bounds.from) list.clear();
        put(target, since);
    }
    return list;
}

}  // namespace

std::optional<std::string> history_of(const Scorecard& scorecard, const KpiId& kpi,
                                      Duration length) {
    const auto& kpis = scorecard.outline().kpis;
    const auto found = std::ranges::find(kpis, kpi, &Kpi::id);
    if (found == kpis.end()) return std::nullopt;
    const Bounds bounds{std::max(scorecard.now() - length, Time{}), scorecard.now()};
    json annotations = json::array();
    for (const Annotation& one : scorecard.annotations().within(bounds.from, bounds.to))
        annotations.push_back(annotation_json(one));
    return json{{"kpi", kpi.text},
                {"from", to_epoch_ms(bounds.from)},
                {"to", to_epoch_ms(bounds.to)},
                {"step", in_seconds(step_for(length))},
                {"points", points_json(points_of(scorecard, *found, bounds))},
                {"targets", targets_of(scorecard, *found, bounds)},
                {"annotations", std::move(annotations)}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace waymark::server
