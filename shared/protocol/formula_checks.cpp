#include <algorithm>

#include "shared/protocol/desk_checks.hpp"

namespace waymark {
namespace {

constexpr std::string_view file = "kpis.json";

class FormulaCheck {
public:
    FormulaCheck(const DeskFolder& desk, std::vector<Problem>& problems)
        : desk_(desk), problems_(problems) {
        for (const Kpi& kpi : desk.outline.kpis)
            if (!kpi.id.empty()) ids_.emplace_back(kpi.id.text);
    }

    void run() {
        for (std::size_t k = 0; k < desk_.outline.kpis.size(); ++k) {
            const KpiId& id = desk_.outline.kpis[k].id;
            if (const FormulaMeasure* formula = formula_of(id)) check(k, id, *formula);
        }
    }

private:
    void note(std::size_t kpi, const std::string& value, std::string allowed) {
        problems_.push_back({std::string{file}, "/kpis/" + std::to_string(kpi) + "/formula",
                             in_quotes(value), std::move(allowed)});
    }

    const FormulaMeasure* formula_of(const KpiId& id) const {
        const auto found = desk_.measures.find(id);
        return found == desk_.measures.end() ? nullptr
                                             : std::get_if<FormulaMeasure>(&found->second.how);
    }

    void check(std::size_t place, const KpiId& id, const FormulaMeasure& formula) {
        for (const KpiId& input : formula.inputs)
            if (std::ranges::find(ids_, input.text) == ids_.end())
                note(place, input.text, "is no KPI of this file; " + suggestion(input.text, ids_));
        std::vector<KpiId> seen;
        if (leads_to(formula, id, seen))
            note(place, formula.expression,
                 "leads back to " + in_quotes(id.text) +
                     "; a formula computes with KPIs that do not depend on it");
    }

    /// Whether computing the formula asks for `wanted`.
    bool leads_to(const FormulaMeasure& formula, const KpiId& wanted,
                  std::vector<KpiId>& seen) const {
        for (const KpiId& input : formula.inputs) {
            if (input == wanted) return true;
            if (std::ranges::find(seen, input) != seen.end()) continue;
            seen.push_back(input);
            const FormulaMeasure* next = formula_of(input);
            if (next != nullptr && leads_to(*next, wanted, seen)) return true;
        }
        return false;
    }

    const DeskFolder& desk_;
    std::vector<Problem>& problems_;
    std::vector<std::string_view> ids_;
};

}  // namespace

void check_formulas(const DeskFolder& desk, std::vector<Problem>& problems) {
    FormulaCheck{desk, problems}.run();
}

}  // namespace waymark
