#pragma once

#include <map>

#include "shared/model/outline.hpp"

namespace waymark::server {

/// Where screens draw people's eyes, as shares of all that they show, 0..1 and together 1: each
/// KPI takes its part of a scene's time, and gives it to its objectives. Scenes about all
/// objectives give each its weight. An empty id: KPIs that support none. Of the desk's own
/// objectives only; empty when screens show nothing of them.
std::map<ObjectiveId, double> planned_attention(const Outline& desk);

/// The weights of the desk's own objectives, together 1.
std::map<ObjectiveId, double> declared_attention(const Outline& desk);

/// Half of what differs between two such maps, 0 (the same) to 1 (nothing in common).
double distance(const std::map<ObjectiveId, double>& one, const std::map<ObjectiveId, double>& two);

}  // namespace waymark::server
