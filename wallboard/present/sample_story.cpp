#include "wallboard/present/sample_story.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "shared/model/format.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

/// The same for the same number, between 0 and 1.
double share(std::size_t number) {
    return static_cast<double>((number * 7919 + 31) % 97) / 96;
}

/// 60 days on the way up to how it is now.
void add_course(Board& board, const NodeReading& node, Time now, std::size_t index) {
    const double last = node.attainment.value_or(0.5);
    NodeSeries series{NodeReading::Kind::objective, node.id, {}};
    constexpr int length = 60;
    for (int day = 0; day <= length; ++day) {
        const double way = static_cast<double>(day) / length;
        const double wave = 0.05 * std::sin(day / 4.0 + static_cast<double>(index)) * (1 - way);
        const double start = 0.45 * last + 0.1 * share(index);
        series.points.push_back({std::chrono::floor<days>(now) - days{length - day},
                                 std::clamp(start + (last - start) * way + wave, 0.0, 1.0)});
    }
    board.node_series.push_back(std::move(series));
}

/// What is held will be, soon or late; one does not come nearer. `open` counts what is not yet.
void foretell(NodeReading& csf, std::chrono::local_days today, std::size_t index,
              std::size_t& open) {
    if (!csf.needed) return;
    const auto past = days{20 + static_cast<int>(share(index) * 120)};
    if (csf.held >= csf.needed) {
        csf.achieved_since = today - past;
        return;
    }
    csf.held = static_cast<int>((2 + index * 5) % static_cast<std::size_t>(*csf.needed));
    csf.progress = static_cast<double>(*csf.held) / *csf.needed;
    constexpr std::array paces{Pace::on_pace, Pace::late, Pace::on_pace, Pace::unknown,
                               Pace::never};
    // Of what is not known nobody can say when.
    csf.pace = is_judged(csf.state) ? paces[open++ % paces.size()] : Pace::unknown;
    if (*csf.pace == Pace::on_pace) csf.forecast = today + days{60} + past;
    if (*csf.pace == Pace::late) csf.forecast = today + days{1500} + past;
}

void add_events(Board& board, Time now) {
    const Time today = std::chrono::floor<days>(now);
    const FeedId feed = board.desk.feeds.empty() ? FeedId{} : board.desk.feeds.front().id;
    using Kind = Annotation::Kind;
    board.readings.annotations = {
        {"sample-3", feed, Kind::incident, now - 3h, now - 2h, "Telephony slow", ""},
        {"sample-2", feed, Kind::release, today - days{12}, {}, "New ticket portal", ""},
        {"sample-1", feed, Kind::incident, today - days{31}, {}, "Mail outage", ""}};
    board.readings.milestones.emplace();
    std::size_t index = 0;
    for (const Unit& unit : board.desk.units) {
        if (unit.kind != UnitKind::desk) continue;
        for (const Objective& objective : unit.mission.objectives) {
            const NodeReading* node =
                find_node(board.readings, NodeReading::Kind::objective, objective.id.text);
            if (!node || node->children == 0 || node->achieved < node->children) continue;
            ++index;
            board.readings.milestones->push_back(
                {.id = "sample-" + std::to_string(index),
                 .kind = Milestone::Kind::objective,
                 .node = objective.id.text,
                 .unit = unit.id,
                 .title = objective.title,
                 .reached = today - days{static_cast<int>(9 + 40 * index)},
                 .before = 0.61,
                 .after = 0.96,
                 .state = Milestone::State::over,
                 .since = today - days{static_cast<int>(8 + 40 * index)}});
        }
    }
}

}  // namespace

void sample_story(Board& board, Time now) {
    const auto today = Format::local_day(now, board.desk.clock);
    std::size_t index = 0, open = 0;
    for (NodeReading& node : board.readings.nodes) {
        ++index;
        if (node.kind == NodeReading::Kind::csf) foretell(node, today, index, open);
        if (node.kind == NodeReading::Kind::objective) add_course(board, node, now, index);
        if (node.kind == NodeReading::Kind::vision) {
            node.pace = Pace::on_pace;
            node.forecast = today + days{420};
        }
    }
    sample_queues(board, now);
    add_events(board, now);
}

}  // namespace waymark::wallboard
