#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "shared/model/annotation.hpp"
#include "shared/model/milestone.hpp"

namespace waymark {

/// What stands beside the readings, as JSON on the wire; the same rules as in outline_codec.hpp.
nlohmann::json annotation_json(const Annotation& annotation);
Annotation annotation_from(const nlohmann::json& value);

nlohmann::json milestone_json(const Milestone& milestone);
/// Nothing: it is of a kind that is not known.
std::optional<Milestone> milestone_from(const nlohmann::json& value);

}  // namespace waymark
