#pragma once

#include <string>

#include "shared/base/settings_cli.hpp"

namespace waymark::server {

struct RecomputeSettings {
    std::string kpi;
    std::string desk;
    std::string data;
    std::string from;  ///< RFC 3339; empty: from the first record
    bool apply = false;
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, RecomputeSettings& settings);

/// `recompute`: while the server does not run, computes a KPI anew from the stored records and
/// reports what that changes; the exit status.
int recompute(const RecomputeSettings& settings);

}  // namespace waymark::server
