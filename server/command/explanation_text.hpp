#pragma once

#include <string>

#include "shared/base/result.hpp"

namespace waymark::server {

/// What /v1/kpis/{id}/explain told, in sentences and small tables for people, with the times of the
/// desk's own zone. An Error when it is no explanation.
Result<std::string> explanation_text(const std::string& json);

}  // namespace waymark::server
