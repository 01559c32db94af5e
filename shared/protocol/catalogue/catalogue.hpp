#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/protocol/catalogue/entry.hpp"

namespace waymark {

/// The measures a KPI can name, in the order of the field's list of 42.
std::span<const NamedMeasure> catalogue();

/// The measure of that name, or null.
const NamedMeasure* find_named_measure(std::string_view name);

/// docs/kpi-catalogue.md.
std::string catalogue_markdown();

/// What kpis.schema.json says of the named measures, as JSON text: a list of conditions.
std::string catalogue_schema();

}  // namespace waymark
