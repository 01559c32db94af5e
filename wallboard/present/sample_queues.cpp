#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "wallboard/present/sample_story.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::array<std::string_view, 6> queues{"Accounts", "Applications", "Hardware",
                                                 "Network",  "Service desk", "VIP"};
/// Of everything that comes, how much comes to each.
constexpr std::array shares{0.22, 0.24, 0.16, 0.14, 0.20, 0.04};
/// How the queues do against all of them.
constexpr std::array luck{1.05, 0.94, 1.02, 0.97, 1.01, 1.08};
/// How long what waits longest waits there; all queues wait as long as the longest of them.
constexpr std::array waits{0.35, 1.0, 0.6, 0.45, 0.8, 0.2};

using Counts = std::array<std::int64_t, queues.size()>;

/// Whole numbers that add up to `total`.
Counts shared_out(std::int64_t total) {
    Counts counts{};
    std::int64_t left = total;
    for (std::size_t i = 0; i < counts.size(); ++i)
        left -= counts[i] = static_cast<std::int64_t>(shares[i] * static_cast<double>(total));
    for (std::size_t i = 1; left > 0; i = (i + 1) % counts.size(), --left)
        ++counts[i];
    return counts;
}

/// Of each `of`, the part that its luck gives it; they add up to `total`.
Counts parts(const Counts& of, std::int64_t total) {
    Counts part{};
    const auto all = std::accumulate(of.begin(), of.end(), std::int64_t{0});
    for (std::size_t i = 0; i < part.size(); ++i)
        part[i] = std::min(
            of[i], static_cast<std::int64_t>(luck[i] * static_cast<double>(of[i] * total) /
                                             static_cast<double>(std::max<std::int64_t>(all, 1))));
    auto left = total - std::accumulate(part.begin(), part.end(), std::int64_t{0});
    for (std::size_t i = 0; left > 0 && i < part.size(); ++i) {
        const auto more = std::min(left, of[i] - part[i]);
        part[i] += more;
        left -= more;
    }
    return part;
}

/// Whether nothing that this KPI counts the time of is there: a queue without a waiting call has no
/// longest wait.
bool is_idle(const Board& board, const Kpi& kpi, std::size_t queue) {
    for (const Kpi& other : board.desk.kpis) {
        if (other.unit != ValueUnit::count || other.feeds != kpi.feeds ||
            other.supports != kpi.supports)
            continue;
        const Reading* all = find_reading(board.readings, other.id);
        if (all && all->value && shared_out(std::llround(*all->value))[queue] == 0) return true;
    }
    return false;
}

Reading reading_in(const Board& board, const Kpi& kpi, const Reading& all, std::size_t queue,
                   Time now) {
    Reading reading = all;
    reading.trend = Trend::none;
    reading.change.reset();
    if (!reading.value) return reading;
    double& value = *reading.value;
    const Counts cases = shared_out(all.n);
    reading.n = cases[queue];
    if (kpi.unit == ValueUnit::ratio && all.numerator) {
        reading.numerator = static_cast<double>(parts(cases, std::llround(*all.numerator))[queue]);
        value = reading.n > 0 ? *reading.numerator / static_cast<double>(reading.n) : value;
    } else if (kpi.unit == ValueUnit::count) {
        value = static_cast<double>(shared_out(std::llround(value))[queue]);
    } else if (kpi.counts_up) {
        value = is_idle(board, kpi, queue) ? 0 : std::round(value * waits[queue]);
        reading.since.reset();
        if (value > 0) reading.since = now - from_seconds(value);
    } else {
        value *= 2 - luck[queue];
    }
    const bool few = kpi.unit == ValueUnit::ratio && kpi.min_n > reading.n;
    if (few)
        reading.state = State::too_few;
    else if (kpi.target && is_judged(all.state))
        reading.state = judge(*kpi.target, value);
    return reading;
}

}  // namespace

void sample_queues(Board& board, Time now) {
    const auto is_shown = [&](const Kpi& kpi) {
        return std::ranges::any_of(board.desk.scenes, [&](const Scene& scene) {
            return scene.kind == SceneKind::queues &&
                   std::ranges::find(scene.kpis, kpi.id) != scene.kpis.end();
        });
    };
    std::vector<QueueReading> readings;
    for (std::size_t queue = 0; queue < queues.size(); ++queue)
        for (const Kpi& kpi : board.desk.kpis) {
            const Reading* const all = find_reading(board.readings, kpi.id);
            if (all && is_shown(kpi))
                readings.push_back(
                    {std::string{queues[queue]}, reading_in(board, kpi, *all, queue, now)});
        }
    std::ranges::stable_sort(readings, {}, [](const QueueReading& each) {
        return std::pair{each.queue, each.reading.kpi.text};
    });
    board.readings.queues = std::move(readings);
}

}  // namespace waymark::wallboard
