#pragma once

#include <optional>
#include <string_view>

#include "server/kpi/time/calendar.hpp"

namespace waymark::server {

/// What a period takes in, in desk days: "2026", "2026-Q1", "2026-03", "2026-W12" (ISO) or
/// "2026-03-30". Both ends are in it. Nothing for another text.
std::optional<Bounds> period_named(std::string_view text, const DeskCalendar& calendar);

}  // namespace waymark::server
