#pragma once

#include <string>

#include "shared/model/measure.hpp"

namespace waymark::server {

/// How a measure is computed, in words: that of the catalogue where it has one, else what its own
/// selections and conditions say.
std::string formula_in_words(const Measure& measure);

}  // namespace waymark::server
