#include "shared/protocol/reading_codec.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "shared/model/names.hpp"
#include "shared/protocol/outline_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

constexpr Names<NodeReading::Kind, 3> node_kinds{{{NodeReading::Kind::csf, "csf"},
                                                  {NodeReading::Kind::objective, "objective"},
                                                  {NodeReading::Kind::vision, "vision"}}};

void put(json& value, const char* field, std::optional<double> number) {
    // JSON has no word for what is no number, and a screen could not read it.
    if (number && std::isfinite(*number)) value[field] = *number;
}
void put(json& value, const char* field, std::optional<Time> time) {
    if (time) value[field] = to_epoch_ms(*time);
}

std::optional<double> number_in(const json& value, const char* field) {
    const auto found = value.find(field);
    return found == value.end() ? std::nullopt : std::optional{found->get<double>()};
}
std::optional<Time> time_in(const json& value, const char* field) {
    const auto found = value.find(field);
    return found == value.end() ? std::nullopt : std::optional{time_from(*found)};
}
State state_in(const json& value) {
    const auto word = value.at("state").get<std::string>();
    return needed(state_named(word), word);
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
    reading.state = state_in(value);
    reading.n = whole_from(value.at("n"), 0, largest_whole);
    const auto trend = value.at("trend").get<std::string>();
    reading.trend = needed(trend_named(trend), trend);
    reading.value = number_in(value, "value");
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
    json value{{"kind", find_name(node_kinds, node.kind)},
               {"id", node.id},
               {"state", name_of(node.state)},
               {"achieved", node.achieved},
               {"children", node.children}};
    if (node.partial) value["partial"] = true;
    put(value, "attainment", node.attainment);
    put(value, "progress", node.progress);
    if (node.held) value["held"] = *node.held;
    if (node.needed) value["needed"] = *node.needed;
    return value;
}

constexpr std::int64_t most_children = 1'000'000;

std::optional<int> count_in(const json& value, const char* field) {
    const auto found = value.find(field);
    if (found == value.end()) return std::nullopt;
    return static_cast<int>(whole_from(*found, 0, most_children));
}

NodeReading node_from(const json& value) {
    NodeReading node;
    const auto kind = value.at("kind").get<std::string>();
    node.kind = needed(find_value(node_kinds, kind), kind);
    node.id = value.at("id");
    node.state = state_in(value);
    node.partial = value.value("partial", false);
    node.attainment = number_in(value, "attainment");
    node.progress = number_in(value, "progress");
    node.achieved = static_cast<int>(whole_from(value.at("achieved"), 0, most_children));
    node.children = static_cast<int>(whole_from(value.at("children"), 0, most_children));
    node.held = count_in(value, "held");
    node.needed = count_in(value, "needed");
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
    const auto freshness = value.at("freshness").get<std::string>();
    feed.freshness = needed(freshness_named(freshness), freshness);
    feed.heard = time_in(value, "heard");
    feed.last_event = time_in(value, "last_event");
    return feed;
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
    return value;
}

Readings readings_from(const json& value) {
    Readings readings;
    for (const json& item : value.value("kpis", json::array()))
        readings.kpis.push_back(reading_from(item));
    for (const json& item : value.value("nodes", json::array()))
        readings.nodes.push_back(node_from(item));
    for (const json& item : value.value("feeds", json::array()))
        readings.feeds.push_back(feed_reading_from(item));
    if (value.contains("problems"))
        readings.problems = value["problems"].get<std::vector<std::string>>();
    return readings;
}

json series_json(const Series& series) {
    json points = json::array();
    for (const Point& point : series.points)
        if (std::isfinite(point.value)) points.push_back({to_epoch_ms(point.time), point.value});
    return {{"kpi", series.kpi.text}, {"points", std::move(points)}};
}

Series series_from(const json& value) {
    Series series;
    series.kpi.text = value.at("kpi");
    for (const json& point : value.at("points"))
        series.points.push_back({time_from(point.at(0)), point.at(1)});
    return series;
}

json board_json(const Board& board) {
    json series = json::array();
    for (const Series& one : board.series)
        series.push_back(series_json(one));
    return {{"position", position_json(board.position)},
            {"desk", outline_json(board.desk)},
            {"readings", readings_json(board.readings)},
            {"series", std::move(series)}};
}

Board board_from(const json& value) {
    Board board;
    board.position = position_from(value.at("position"));
    board.desk = outline_from(value.at("desk"));
    board.readings = readings_from(value.at("readings"));
    for (const json& item : value.at("series"))
        board.series.push_back(series_from(item));
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
