#include "shared/protocol/reading_codec.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"
#include "shared/protocol/happening_codec.hpp"
#include "shared/protocol/outline_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

void put(json& value, const char* field, std::optional<double> number) {
    // JSON has no word for what is no number, and a screen could not read it.
    if (number && std::isfinite(*number)) value[field] = *number;
}
void put(json& value, const char* field, std::optional<Time> time) {
    if (time) value[field] = to_epoch_ms(*time);
}
void put(json& value, const char* field, std::optional<std::chrono::local_days> day) {
    if (day) value[field] = to_text(*day);
}

std::optional<double> number_in(const json& value, const char* field) {
    const auto found = value.find(field);
    return found == value.end() ? std::nullopt : std::optional{found->get<double>()};
}
std::optional<Time> time_in(const json& value, const char* field) {
    const auto found = value.find(field);
    return found == value.end() ? std::nullopt : std::optional{time_from(*found)};
}
std::optional<std::chrono::local_days> day_in(const json& value, const char* field) {
    const auto found = value.find(field);
    if (found == value.end()) return std::nullopt;
    const auto text = found->get<std::string>();
    return needed(date_from(text), text);
}
State state_in(const json& value, State neutral) {
    return state_named(value.at("state").get<std::string>()).value_or(neutral);
}

json reading_json(const Reading& reading) {
    json value{{"kpi", reading.kpi.text},
               {"state", name_of(reading.state)},
               {"n", reading.n},
               {"trend", name_of(reading.trend)}};
    put(value, "value", reading.value);
    put(value, "numerator", reading.numerator);
    put(value, "since", reading.since);
    put(value, "attainment", reading.attainment);
    put(value, "change", reading.change);
    put(value, "opens", reading.opens);
    put(value, "provisional_until", reading.provisional_until);
    put(value, "begun", reading.begun);
    return value;
}

Reading reading_from(const json& value) {
    Reading reading;
    reading.kpi.text = value.at("kpi");
    reading.n = whole_from(value.at("n"), 0, largest_whole);
    reading.trend = trend_named(value.at("trend").get<std::string>()).value_or(Trend::none);
    reading.value = number_in(value, "value");
    // A value of which it is not known what to think.
    reading.state = state_in(value, reading.value ? State::no_target : State::no_data);
    reading.numerator = number_in(value, "numerator");
    reading.since = time_in(value, "since");
    reading.attainment = number_in(value, "attainment");
    reading.change = number_in(value, "change");
    reading.opens = time_in(value, "opens");
    reading.provisional_until = time_in(value, "provisional_until");
    reading.begun = time_in(value, "begun");
    return reading;
}

json node_json(const NodeReading& node) {
    json value{{"kind", name_of(node.kind)},
               {"id", node.id},
               {"state", name_of(node.state)},
               {"achieved", node.achieved},
               {"children", node.children}};
    if (node.partial) value["partial"] = true;
    put(value, "attainment", node.attainment);
    put(value, "progress", node.progress);
    if (node.held) value["held"] = *node.held;
    if (node.needed) value["needed"] = *node.needed;
    put(value, "achieved_since", node.achieved_since);
    put(value, "forecast", node.forecast);
    if (node.pace) value["pace"] = name_of(*node.pace);
    return value;
}

constexpr std::int64_t most_children = 1'000'000;

std::optional<int> count_in(const json& value, const char* field) {
    const auto found = value.find(field);
    if (found == value.end()) return std::nullopt;
    return static_cast<int>(whole_from(*found, 0, most_children));
}

/// Nothing: it is of a kind that is not known.
std::optional<NodeReading> node_from(const json& value) {
    NodeReading node;
    const auto kind = node_kind_named(value.at("kind").get<std::string>());
    if (!kind) return std::nullopt;
    node.kind = *kind;
    node.id = value.at("id");
    node.state = state_in(value, State::unknown);
    node.partial = value.value("partial", false);
    node.attainment = number_in(value, "attainment");
    node.progress = number_in(value, "progress");
    node.achieved = static_cast<int>(whole_from(value.at("achieved"), 0, most_children));
    node.children = static_cast<int>(whole_from(value.at("children"), 0, most_children));
    node.held = count_in(value, "held");
    node.needed = count_in(value, "needed");
    node.achieved_since = day_in(value, "achieved_since");
    node.forecast = day_in(value, "forecast");
    if (const auto pace = value.find("pace"); pace != value.end()) {
        node.pace = pace_named(pace->get<std::string>()).value_or(Pace::unknown);
    }
    return node;
}

json feed_reading_json(const FeedReading& feed) {
    json value{{"feed", feed.feed.text}, {"freshness", name_of(feed.freshness)}};
    put(value, "heard", feed.heard);
    put(value, "last_event", feed.last_event);
    return value;
}

FeedReading feed_reading_from(const json& value) {
    FeedReading feed;
    feed.feed.text = value.at("feed");
    feed.freshness =
        freshness_named(value.at("freshness").get<std::string>()).value_or(Freshness::late);
    feed.heard = time_in(value, "heard");
    feed.last_event = time_in(value, "last_event");
    return feed;
}

std::vector<Point> points_from(const json& value) {
    std::vector<Point> points;
    for (const json& point : value)
        points.push_back({time_from(point.at(0)), point.at(1)});
    return points;
}

/// Nothing: it is of a kind of node that is not known.
std::optional<NodeSeries> node_series_from(const json& value) {
    const auto kind = node_kind_named(value.at("kind").get<std::string>());
    if (!kind) return std::nullopt;
    return NodeSeries{*kind, value.at("id"), points_from(value.at("points"))};
}

/// What is passed over leaves no gap.
template <class Item>
void put_known(std::vector<Item>& list, std::optional<Item> item) {
    if (item) list.push_back(std::move(*item));
}

}  // namespace

json position_json(const Position& position) {
    return {{"epoch", position.epoch}, {"sequence", position.sequence}};
}

Position position_from(const json& value) {
    return {value.at("epoch"),
            static_cast<std::uint64_t>(whole_from(value.at("sequence"), 0, largest_whole))};
}

json readings_json(const Readings& readings) {
    json value = json::object();
    for (const Reading& reading : readings.kpis)
        value["kpis"].push_back(reading_json(reading));
    for (const NodeReading& node : readings.nodes)
        value["nodes"].push_back(node_json(node));
    for (const FeedReading& feed : readings.feeds)
        value["feeds"].push_back(feed_reading_json(feed));
    if (readings.problems) value["problems"] = *readings.problems;
    for (const QueueReading& queue : readings.queues) {
        value["queues"].push_back(reading_json(queue.reading));
        value["queues"].back()["queue"] = queue.queue;
    }
    if (!readings.gone_queues.empty()) value["gone_queues"] = readings.gone_queues;
    if (readings.annotations) {
        value["annotations"] = json::array();
        for (const Annotation& annotation : *readings.annotations)
            value["annotations"].push_back(annotation_json(annotation));
    }
    if (readings.milestones) {
        value["milestones"] = json::array();
        for (const Milestone& milestone : *readings.milestones)
            value["milestones"].push_back(milestone_json(milestone));
    }
    return value;
}

Readings readings_from(const json& value) {
    Readings readings;
    for (const json& item : value.value("kpis", json::array()))
        readings.kpis.push_back(reading_from(item));
    for (const json& item : value.value("nodes", json::array()))
        put_known(readings.nodes, node_from(item));
    for (const json& item : value.value("feeds", json::array()))
        readings.feeds.push_back(feed_reading_from(item));
    if (value.contains("problems"))
        readings.problems = value["problems"].get<std::vector<std::string>>();
    for (const json& item : value.value("queues", json::array()))
        readings.queues.push_back({item.at("queue"), reading_from(item)});
    std::ranges::sort(readings.queues, {}, [](const QueueReading& queue) {
        return std::pair<std::string_view, std::string_view>{queue.queue, queue.reading.kpi.text};
    });
    if (value.contains("gone_queues"))
        readings.gone_queues = value["gone_queues"].get<std::vector<std::string>>();
    if (value.contains("annotations")) {
        readings.annotations.emplace();
        for (const json& item : value["annotations"])
            readings.annotations->push_back(annotation_from(item));
    }
    if (value.contains("milestones")) {
        readings.milestones.emplace();
        for (const json& item : value["milestones"])
            put_known(*readings.milestones, milestone_from(item));
    }
    return readings;
}

json points_json(const std::vector<Point>& points) {
    json list = json::array();
    for (const Point& point : points)
        if (std::isfinite(point.value)) list.push_back({to_epoch_ms(point.time), point.value});
    return list;
}

json series_json(const Series& series) {
    return {{"kpi", series.kpi.text}, {"points", points_json(series.points)}};
}

Series series_from(const json& value) {
    return {{value.at("kpi")}, points_from(value.at("points"))};
}

json node_series_json(const NodeSeries& series) {
    return {
        {"kind", name_of(series.kind)}, {"id", series.id}, {"points", points_json(series.points)}};
}

json board_json(const Board& board) {
    json series = json::array();
    for (const Series& one : board.series)
        series.push_back(series_json(one));
    json node_series = json::array();
    for (const NodeSeries& one : board.node_series)
        node_series.push_back(node_series_json(one));
    return {{"position", position_json(board.position)},
            {"desk", outline_json(board.desk)},
            {"readings", readings_json(board.readings)},
            {"series", std::move(series)},
            {"node_series", std::move(node_series)}};
}

Board board_from(const json& value) {
    Board board;
    board.position = position_from(value.at("position"));
    board.desk = outline_from(value.at("desk"));
    board.readings = readings_from(value.at("readings"));
    for (const json& item : value.at("series"))
        board.series.push_back(series_from(item));
    for (const json& item : value.value("node_series", json::array()))
        put_known(board.node_series, node_series_from(item));
    return board;
}

json kpi_on_board_json(const Board& board, const KpiId& kpi) {
    const auto defined = std::ranges::find(board.desk.kpis, kpi, &Kpi::id);
    if (defined == board.desk.kpis.end()) return nullptr;
    json value{{"position", position_json(board.position)}, {"kpi", kpi_json(*defined)}};
    if (const Reading* reading = find_reading(board.readings, kpi))
        value["reading"] = reading_json(*reading);
    value["feeds"] = json::array();
    for (const FeedId& feed : defined->feeds)
        if (const FeedReading* reading = find_feed(board.readings, feed))
            value["feeds"].push_back(feed_reading_json(*reading));
    const auto series = std::ranges::find(board.series, kpi, &Series::kpi);
    if (series != board.series.end()) value["points"] = series_json(*series)["points"];
    return value;
}

}  // namespace waymark
