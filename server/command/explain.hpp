#pragma once

#include <string>

#include "server/command/asking.hpp"

namespace waymark::server {

struct ExplainSettings {
    ReadingSettings reading;
    std::string kpi;
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, ExplainSettings& settings);

/// `explain`: asks a running server how a KPI's reading came about and prints it; the exit status.
int explain(const ExplainSettings& settings);

}  // namespace waymark::server
