#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/charter/lint.hpp"
#include "shared/model/outline.hpp"

namespace waymark::server {

/// What a finding is about.
struct LintObject {
    std::string_view kind;
    std::string_view id;
    std::string_view title;
};

LintObject about(const Unit& unit);
LintObject about(const Objective& objective);
LintObject about(const Csf& csf);
LintObject about(const Kpi& kpi);
LintObject about(const Feed& feed);
LintObject about(const Screen& screen);
/// The desk as a whole.
LintObject about_desk(const Outline& desk);

/// Gathers findings; each has the severity of its rule.
class LintList {
public:
    /// `id` is that of a rule, and lives as long as the program.
    void add(std::string_view id, const LintObject& object, std::string message);

    /// All findings: the worst first, those that are as bad in the order of the rules, those of one
    /// rule in the order in which they were added.
    std::vector<Lint> take();

private:
    std::vector<Lint> lints_;
};

}  // namespace waymark::server
