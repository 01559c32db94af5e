#include "server/charter/lint_list.hpp"

#include <algorithm>
#include <utility>

namespace waymark::server {
namespace {

std::size_t place_of(std::string_view id) {
    const auto rules = lint_rules();
    return static_cast<std::size_t>(std::ranges::find(rules, id, &LintRule::id) - rules.begin());
}

}  // namespace

LintObject about(const Unit& unit) {
    return {"unit", unit.id.text, unit.name};
}

LintObject about(const Objective& objective) {
    return {"objective", objective.id.text, objective.title};
}

LintObject about(const Csf& csf) {
    return {"csf", csf.id.text, csf.title};
}

LintObject about(const Kpi& kpi) {
    return {"kpi", kpi.id.text, kpi.title};
}

LintObject about(const Feed& feed) {
    return {"feed", feed.id.text, feed.title};
}

LintObject about(const Screen& screen) {
    return {"screen", screen.id.text, screen.place};
}

LintObject about_desk(const Outline& desk) {
    const auto unit = std::ranges::find(desk.units, UnitKind::desk, &Unit::kind);
    const std::string_view id = unit == desk.units.end() ? std::string_view{} : unit->id.text;
    return {"desk", id, desk.name};
}

void LintList::add(std::string_view id, const LintObject& object, std::string message) {
    lints_.push_back({id, severity_of(id), object.kind, std::string{object.id},
                      std::string{object.title}, std::move(message)});
}

std::vector<Lint> LintList::take() {
    std::ranges::stable_sort(lints_, {}, [](const Lint& lint) {
        return std::pair{lint.severity, place_of(lint.id)};
    });
    return std::exchange(lints_, {});
}

}  // namespace waymark::server
