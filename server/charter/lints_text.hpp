#pragma once

#include <string>
#include <vector>

#include "server/charter/lint.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// A line for people: `warning: csf "reach-us" (Easy to reach): Only one KPI ...`
std::string line_of(const Lint& lint);

/// The answer to GET /v1/lints: `{"at": ms, "lints": [...]}`.
std::string lints_json(const std::vector<Lint>& lints, Time at);

}  // namespace waymark::server
