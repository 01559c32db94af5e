#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shared/model/kpi.hpp"
#include "shared/model/measure.hpp"

namespace waymark::server {

/// What statements promise and KPIs can measure, in English, German and Danish.
struct Topic {
    std::string_view name;
    std::span<const std::string_view> stems;     ///< of words, folded
    std::span<const std::string_view> measures;  ///< of the catalogue, that measure it

    /// The word of a folded text that speaks of it; empty: none does.
    std::string_view word_in(std::string_view text) const;

    /// Whether a KPI measures it: by its measure, or because its title speaks of it.
    bool is_measured_by(const Kpi& kpi, const Measure& measure) const;
};

/// What statements may speak of beside customers.
std::span<const Topic> topics();

/// What customers say of the desk, and whether their first contact solved the problem.
const Topic& customer_outcome();

}  // namespace waymark::server
