#include <nlohmann/json.hpp>

#include "server/desk.hpp"
#include "server/kpi/explanation.hpp"

namespace waymark::server {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& list, const std::vector<Finding>& findings) {
    for (const Finding& finding : findings)
        list.push_back({{"feed", finding.feed.text},
                        {"reason", finding.reason},
                        {"times", finding.times},
                        {"last", to_epoch_ms(finding.last)}});
}

}  // namespace

std::optional<std::string> Desk::explain(const KpiId& kpi) {
    return explain_kpi(scorecard_, kpi);
}

std::string Desk::health() const {
    const Ledger& ledger = scorecard_.ledger();
    Json all{{"at", to_epoch_ms(now())},
             {"today", Json::array()},
             {"all", Json::array()},
             {"reconciliation", Json::array()}};
    put(all["today"], ledger.health().today());
    put(all["today"], at_the_door_.today());
    put(all["all"], ledger.health().all());
    put(all["all"], at_the_door_.all());
    put(all["reconciliation"], ledger.reconcile());
    all["records"] = {{"accepted", counts_.accepted},
                      {"repeated", counts_.repeated},
                      {"rejected", counts_.rejected},
                      {"from_the_future", counts_.from_the_future},
                      {"unknown_types", counts_.unknown_types}};
    return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace waymark::server
