#include "wallboard/present/sample.hpp"

#include <algorithm>
#include <cmath>

#include "shared/model/freshness.hpp"
#include "wallboard/present/sample_story.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

/// -1 .. 1, the same for the same numbers.
double noise(std::size_t kpi, int step) {
    std::uint64_t x =
        kpi * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(step) * 0xD1B54A32D192ED03ULL;
    x ^= x >> 31;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 29;
    return static_cast<double>(x >> 11) / static_cast<double>(1ULL << 52) - 1;
}

State wanted_state(std::size_t index) {
    if (index % 8 == 2) return State::off_target;
    return index % 8 == 4 ? State::at_risk : State::on_target;
}

double span_of(const Target& target) {
    if (target.direction == Direction::band) return std::max(target.margin, 1e-9);
    const double span = std::abs(target.goal - target.floor);
    return span > 0 ? span : std::max(0.1 * std::abs(target.goal), 1e-9);
}

/// A value that a target judges as wanted.
double value_for(const Target& target, State wanted) {
    const double span = span_of(target);
    const double past = wanted == State::on_target ? 0.4 : wanted == State::at_risk ? -0.5 : -1.5;
    switch (target.direction) {
        case Direction::higher:
            return target.goal + past * span;
        case Direction::lower:
            return wanted == State::on_target
                       ? std::max(target.goal - 0.4 * span, target.goal * 0.6)
                       : target.goal - past * span;
        case Direction::band:
            break;
    }
    return wanted == State::on_target ? (target.low + target.high) / 2 : target.low + past * span;
}

double plausible(const Kpi& kpi, double value) {
    if (kpi.unit == ValueUnit::ratio) return std::clamp(value, 0.0, 0.99);
    if (kpi.unit == ValueUnit::count) value = std::round(value);
    return std::max(value, 0.0);
}

double sample_value(const Kpi& kpi, std::size_t index) {
    if (kpi.target) return plausible(kpi, value_for(*kpi.target, wanted_state(index)));
    switch (kpi.unit) {
        case ValueUnit::ratio:
            return 0.62 + 0.1 * noise(index, 0);
        case ValueUnit::duration:
            return 180;
        case ValueUnit::points:
            return 4.2;
        case ValueUnit::count:
            break;
    }
    return std::round(18 + 6 * noise(index, 0));
}

/// How far a made-up day swings around its value without leaving what is possible.
double swing_of(const Kpi& kpi, double value, double span) {
    double swing = std::min(span, 0.5 * value);
    if (kpi.unit == ValueUnit::ratio) swing = std::min(swing, 0.6 * (1 - value));
    return swing;
}

/// Today so far: a slow swing and some noise that end at `value`.
Series sample_series(const Kpi& kpi, std::size_t index, double value, Time now) {
    constexpr int points = 44;
    const double span = kpi.target ? span_of(*kpi.target) : std::max(value * 0.2, 1.0);
    const Time end = std::chrono::floor<std::chrono::minutes>(now);
    Series series{kpi.id, {}};
    for (int i = 0; i < points; ++i) {
        const int left = points - 1 - i;
        const double fade = std::min(1.0, left / 6.0);
        const double swing = std::sin(left / 7.0 + static_cast<double>(index)) -
                             std::sin(static_cast<double>(index));
        const double at =
            value + swing_of(kpi, value, span) * (0.7 * swing + 0.28 * fade * noise(index, i));
        series.points.push_back({end - left * 10min, at});
    }
    series.points.back().value = value;
    return series;
}

Reading sample_reading(const Kpi& kpi, std::size_t index, Time now) {
    Reading reading;
    reading.kpi = kpi.id;
    reading.value = sample_value(kpi, index);
    reading.n = 60 + static_cast<std::int64_t>(index) * 7;
    reading.state = kpi.target ? judge(*kpi.target, *reading.value) : State::no_target;
    if (kpi.unit == ValueUnit::ratio)
        reading.numerator = std::round(*reading.value * static_cast<double>(reading.n));
    if (kpi.counts_up) reading.since = now - from_seconds(*reading.value);
    if (!kpi.target) return reading;
    reading.attainment = attainment(*kpi.target, *reading.value);
    const double moved = span_of(*kpi.target) * (0.15 + 0.2 * std::abs(noise(index, 99)));
    const bool worse = reading.state != State::on_target;
    const bool up = (kpi.target->direction == Direction::lower) == worse;
    reading.trend = worse ? Trend::worse : index % 3 == 0 ? Trend::steady : Trend::better;
    reading.change = up ? moved : -moved;
    if (kpi.unit == ValueUnit::count) reading.change = std::round(*reading.change);
    return reading;
}

/// The feed that few KPIs depend on, if there is another one.
FeedId quiet_feed(const Outline& desk) {
    FeedId quiet;
    auto fewest = static_cast<std::ptrdiff_t>(desk.kpis.size()) / 4 + 1;
    if (desk.feeds.size() < 2) return quiet;
    for (const Feed& feed : desk.feeds) {
        const auto served = std::ranges::count_if(desk.kpis, [&](const Kpi& kpi) {
            return std::ranges::find(kpi.feeds, feed.id) != kpi.feeds.end();
        });
        if (served == 0 || served >= fewest || feed.quiet_ok) continue;
        fewest = served;
        quiet = feed.id;
    }
    return quiet;
}

/// What a node's children say together.
struct Child {
    State state = State::unknown;
    std::optional<double> attainment;
    double weight = 1;
    double progress = 0;  ///< 1: achieved
};

NodeReading roll_up(NodeReading::Kind kind, std::string id, const std::vector<Child>& children) {
    NodeReading node{.kind = kind, .id = std::move(id)};
    double known = 0, all = 0, sum = 0, progress = 0;
    bool any_off = false;
    for (const Child& child : children) {
        all += child.weight;
        ++node.children;
        progress += child.weight * child.progress;
        node.achieved += child.progress >= 1 ? 1 : 0;
        if (!is_judged(child.state) || !child.attainment) continue;
        known += child.weight;
        sum += child.weight * *child.attainment;
        any_off |= child.state == State::off_target;
    }
    if (all > 0) node.progress = progress / all;
    if (known <= 0 || known < 0.6 * all) return node;
    node.partial = known < all;
    node.attainment = sum / known;
    node.state = sum / known >= 0.9   ? State::on_target
                 : sum / known >= 0.6 ? State::at_risk
                                      : State::off_target;
    if (any_off) node.state = worse_of(node.state, State::at_risk);
    return node;
}

Child child_of(const NodeReading& node, double weight) {
    return {node.state, node.attainment, weight, node.progress.value_or(0)};
}

NodeReading sample_csf(const Board& board, const Csf& csf) {
    std::vector<Child> kpis;
    for (const Kpi& kpi : board.desk.kpis) {
        if (std::ranges::find(kpi.supports, csf.id) == kpi.supports.end()) continue;
        const Reading* reading = find_reading(board.readings, kpi.id);
        if (reading)
            kpis.push_back({reading->state, reading->attainment, kpi.weight,
                            reading->state == State::on_target ? 1.0 : 0.0});
    }
    NodeReading node = roll_up(NodeReading::Kind::csf, csf.id.text, kpis);
    const bool held = node.state == State::on_target;
    node.progress = held ? 1 : 0;
    if (!csf.done_when) return node;
    node.needed = csf.done_when->hold;
    node.held = held ? *node.needed : *node.needed * 35 / 100;
    node.progress = static_cast<double>(*node.held) / *node.needed;
    return node;
}

/// What contributes from units below to an objective, or to the vision.
void add_contributions(const Board& board, const Unit& parent, const std::string& end,
                       std::vector<Child>& children) {
    for (const Unit& unit : board.desk.units) {
        if (unit.parent != parent.id) continue;
        for (const Link& link : unit.links) {
            if (link.kind != Link::Kind::contributes || link.to != end) continue;
            const bool vision = link.from == "vision";
            const auto* node = find_node(
                board.readings, vision ? NodeReading::Kind::vision : NodeReading::Kind::objective,
                vision ? unit.id.text : link.from);
            if (node) children.push_back(child_of(*node, link.weight));
        }
    }
}

/// The units from the lowest up: the desk folder has parents before their children.
void sample_nodes(Board& board) {
    for (auto at = board.desk.units.rbegin(); at != board.desk.units.rend(); ++at) {
        const Unit& unit = *at;
        std::vector<Child> objectives;
        for (const Objective& objective : unit.mission.objectives) {
            std::vector<Child> csfs;
            for (const Csf& csf : objective.csfs) {
                board.readings.nodes.push_back(sample_csf(board, csf));
                csfs.push_back(child_of(board.readings.nodes.back(), csf.weight));
            }
            add_contributions(board, unit, objective.id.text, csfs);
            board.readings.nodes.push_back(
                roll_up(NodeReading::Kind::objective, objective.id.text, csfs));
            objectives.push_back(child_of(board.readings.nodes.back(), objective.weight));
        }
        add_contributions(board, unit, "vision", objectives);
        board.readings.nodes.push_back(
            roll_up(NodeReading::Kind::vision, unit.id.text, objectives));
    }
}

}  // namespace

Board sample_board(Outline desk, Time now) {
    Board board{{"sample", 1}, std::move(desk), {}, {}};
    const FeedId quiet = quiet_feed(board.desk);
    for (const Feed& feed : board.desk.feeds) {
        const Duration ago = feed.id == quiet ? stale_after(feed) + 2min : Duration{3s};
        board.readings.feeds.push_back(
            {feed.id, freshness_of(feed, now - ago, now), now - ago, now - ago});
    }
    for (std::size_t i = 0; i < board.desk.kpis.size(); ++i) {
        const Kpi& kpi = board.desk.kpis[i];
        Reading reading = sample_reading(kpi, i, now);
        board.series.push_back(sample_series(kpi, i, *reading.value, now));
        if (!quiet.empty() && std::ranges::find(kpi.feeds, quiet) != kpi.feeds.end())
            reading.state = State::stale;
        board.readings.kpis.push_back(std::move(reading));
    }
    sample_nodes(board);
    sample_story(board, now);
    board.readings.problems.emplace();
    return board;
}

BoardState sample_state(Outline desk, Time now) {
    BoardState state(sample_board(std::move(desk), now), now);
    state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
    return state;
}

}  // namespace waymark::wallboard
