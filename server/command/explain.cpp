#include "server/command/explain.hpp"

#include "server/command/explanation_text.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {

void declare(SettingsCli& cli, ExplainSettings& settings) {
    cli.argument({"kpi", "KPI", "the KPI's id"}, settings.kpi);
    declare(cli, settings.reading);
}

int explain(const ExplainSettings& settings) {
    return print_answer(settings.reading, "/v1/kpis/" + percent_encoded(settings.kpi) + "/explain",
                        settings.kpi, explanation_text);
}

}  // namespace waymark::server
