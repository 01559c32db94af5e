#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/protocol/catalogue/entry.hpp"

namespace waymark {

/// The measures a KPI can name, by subject.
std::span<const NamedMeasure> catalogue();

/// The measure of that name, or null.
const NamedMeasure* find_named_measure(std::string_view name);

/// docs/kpi-catalogue.md.
std::string catalogue_markdown();

/// What kpis.schema.json says of the named measures: JSON objects, one a line, with commas between.
std::string catalogue_schema();

}  // namespace waymark
