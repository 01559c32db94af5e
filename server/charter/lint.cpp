#include "server/charter/lint.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace waymark::server {
namespace {

using enum Severity;

constexpr std::array rules{
    LintRule{"no-organisation", warning},
    LintRule{"example-words", info},
    LintRule{"no-vision", error},
    LintRule{"vision-is-purpose", warning},
    LintRule{"too-many-words", warning},
    LintRule{"long-sentence", info},
    LintRule{"buzz-word", info},
    LintRule{"vision-overdue", warning},
    LintRule{"vision-no-year", info},
    LintRule{"vision-not-aligned", error},
    LintRule{"mission-not-aligned", error},
    LintRule{"many-objectives", warning},
    LintRule{"objective-not-linked", info},
    LintRule{"objective-not-measured", warning},
    LintRule{"same-title", warning},
    LintRule{"no-label", info},
    LintRule{"csf-one-kpi", warning},
    LintRule{"csf-many-kpis", warning},
    LintRule{"csf-no-done-when", warning},
    LintRule{"no-working-days", warning},
    LintRule{"kpi-no-target", warning},
    LintRule{"kpi-orphan", warning},
    LintRule{"no-customer-kpi", warning},
    LintRule{"says-but-measures-none", warning},
    LintRule{"feed-orphan", info},
    LintRule{"screen-legibility", warning},
    LintRule{"screen-rotation", warning},
    LintRule{"short-turn", warning},
    LintRule{"customer-not-shown", warning},
    LintRule{"default-vision", warning},
    LintRule{"more", info},
};

}  // namespace

std::string_view name_of(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"error", "warning", "info"};
    return names.at(static_cast<std::size_t>(severity));
}

std::span<const LintRule> lint_rules() {
    return rules;
}

Severity severity_of(std::string_view id) {
    const auto found = std::ranges::find(rules, id, &LintRule::id);
    assert(found != rules.end());
    return found->severity;
}

}  // namespace waymark::server
