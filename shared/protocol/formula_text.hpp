#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/ids.hpp"

namespace waymark {

/// The KPIs that a formula computes with, as they stand in it, each once. A formula is made of
/// numbers, + - * /, parentheses, min(...), max(...) and abs(...), and ids of KPIs in braces:
/// "({answered} + {left}) / {offered}". The error's `where` is the place of the first character
/// that does not fit, from 1.
Result<std::vector<KpiId>> formula_inputs(std::string_view text);

}  // namespace waymark
