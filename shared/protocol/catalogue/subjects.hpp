#pragma once

#include <vector>

#include "shared/protocol/catalogue/entry.hpp"

/// The catalogue's parts, by what they are about.
namespace waymark {

std::vector<NamedMeasure> contact_measures();
std::vector<NamedMeasure> waiting_measures();
std::vector<NamedMeasure> service_level_measures();
std::vector<NamedMeasure> agent_measures();
std::vector<NamedMeasure> resolution_measures();
std::vector<NamedMeasure> backlog_measures();
std::vector<NamedMeasure> promise_measures();
std::vector<NamedMeasure> ticket_time_measures();
std::vector<NamedMeasure> survey_measures();
std::vector<NamedMeasure> other_measures();

}  // namespace waymark
