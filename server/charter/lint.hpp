#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::server {

/// How bad a finding is. The folder is in force all the same.
enum class Severity {
    error,    ///< what walls say of the statements is not true
    warning,  ///< something is missing or weak
    info,     ///< worth a thought
};

std::string_view name_of(Severity severity);

/// What is missing or weak in a desk folder that is valid.
struct Lint {
    std::string_view id;  ///< of its rule: "csf-one-kpi"
    Severity severity = Severity::warning;
    std::string_view kind;  ///< "desk", "unit", "objective", "csf", "kpi", "feed" or "screen"
    std::string object;     ///< its id; of a desk the id of its unit
    std::string title;      ///< what people call it
    std::string message;    ///< a sentence or two: what is wrong, and what to do

    bool operator==(const Lint&) const = default;
};

/// What can be found.
struct LintRule {
    std::string_view id;
    Severity severity = Severity::warning;
};

/// Every rule, in the order in which a desk is set up: statements first, screens last.
std::span<const LintRule> lint_rules();

/// The severity of a rule that there is.
Severity severity_of(std::string_view id);

}  // namespace waymark::server
