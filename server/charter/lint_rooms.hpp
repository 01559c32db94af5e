#pragma once

#include <chrono>

#include "server/charter/lint_list.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// Visions, purposes and titles: their lengths, words and dates.
void lint_statements(const Outline& desk, std::chrono::local_days today, LintList& list);

/// How units help the unit above, and whether what they are there for is measured.
void lint_alignment(const Outline& desk, LintList& list);

/// Titles that people take for each other, and those that tiles have no room for.
void lint_names(const Outline& desk, LintList& list);

/// How CSFs are measured, and when they are achieved.
void lint_csfs(const DeskFolder& desk, LintList& list);

/// KPIs without a target, and KPIs and feeds that support nothing.
void lint_kpis(const DeskFolder& desk, LintList& list);

/// Whether what customers feel is measured and seen, and what the statements speak of is measured.
void lint_customers(const DeskFolder& desk, LintList& list);

/// Whether screens are legible, and show for long enough what counts.
void lint_screens(const DeskFolder& desk, LintList& list);

}  // namespace waymark::server
