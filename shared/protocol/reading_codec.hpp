#pragma once

#include <nlohmann/json_fwd.hpp>

#include "shared/model/board.hpp"

namespace waymark {

/// Boards and their parts as JSON on the wire; the same rules as in outline_codec.hpp.
nlohmann::json position_json(const Position& position);
Position position_from(const nlohmann::json& value);

nlohmann::json readings_json(const Readings& readings);
Readings readings_from(const nlohmann::json& value);

/// [[time, value], ...], without values that are none.
nlohmann::json points_json(const std::vector<Point>& points);

nlohmann::json series_json(const Series& series);
Series series_from(const nlohmann::json& value);

nlohmann::json node_series_json(const NodeSeries& series);

nlohmann::json board_json(const Board& board);
Board board_from(const nlohmann::json& value);

/// {"position", "kpi", "reading", "feeds", "points"} of one KPI; null when there is none.
nlohmann::json kpi_on_board_json(const Board& board, const KpiId& kpi);

}  // namespace waymark
