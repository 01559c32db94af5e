#include <nlohmann/json.hpp>

#include "server/desk.hpp"
#include "server/kpi/explanation.hpp"
#include "server/kpi/kpi_history.hpp"
#include "shared/protocol/happening_codec.hpp"
#include "shared/protocol/reading_codec.hpp"

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

/// How one feed stands; what there is nothing to say of is left out.
Json feed_json(const Feed& feed, const FeedStatus* status, const FeedLife* life,
               const std::vector<Finding>& rejected, Time now) {
    Json one{{"feed", feed.id.text}, {"adapter", feed.adapter}};
    if (status && status->link())
        one["link"] = {{"state", word_of(status->link()->state)},
                       {"since", to_epoch_ms(status->link()->since)},
                       {"why", status->link()->why}};
    if (life && life->heard) one["heard"] = to_epoch_ms(*life->heard);
    if (life && life->last_event) one["last_event"] = to_epoch_ms(*life->last_event);
    one["records_a_minute"] = status ? status->records_a_minute(now) : 0.0;
    if (const auto behind = status ? status->behind(now) : std::nullopt)
        one["behind"] = in_seconds(*behind);
    one["rejected"] = Json::array();
    for (const Finding& finding : rejected)
        if (finding.feed == feed.id)
            one["rejected"].push_back({{"reason", finding.reason}, {"times", finding.times}});
    one["gaps"] = Json::array();
    if (status)
        for (const auto& [from, to] : status->gaps())
            one["gaps"].push_back({{"from", to_epoch_ms(from)}, {"to", to_epoch_ms(to)}});
    return one;
}

const auto* find_in(const auto& map, const FeedId& feed) {
    const auto found = map.find(feed);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<std::string> Desk::explain(const KpiId& kpi) {
    return explain_kpi(scorecard_, kpi);
}

std::optional<std::string> Desk::records(const KpiId& kpi, const RecordsAsked& asked) const {
    return records_of_kpi(scorecard_, kpi, asked);
}

std::optional<std::string> Desk::kpi_history(const KpiId& kpi, Duration length) const {
    return history_of(scorecard_, kpi, length);
}

std::optional<std::string> Desk::node_history(NodeReading::Kind kind, const std::string& id,
                                              std::size_t days) const {
    if (!find_node(board_.readings, kind, id)) return std::nullopt;
    return Json(node_series_json({kind, id, scorecard_.node_days(kind, id, days)})).dump();
}

std::string Desk::milestones_text() const {
    Json list = Json::array();
    for (const Milestones::Kept& kept : scorecard_.milestones().all()) {
        list.push_back(Json(milestone_json(kept.milestone)));
        if (!kept.by.empty()) list.back()["by"] = kept.by;
    }
    return Json{{"milestones", std::move(list)}}.dump(-1, ' ', false,
                                                      Json::error_handler_t::replace);
}

std::string Desk::health() const {
    const Ledger& ledger = scorecard_.ledger();
    Json all{{"at", to_epoch_ms(now())},
             {"today", Json::array()},
             {"all", Json::array()},
             {"reconciliation", Json::array()},
             {"problems", problems()}};
    put(all["today"], ledger.health().today());
    put(all["today"], register_.refused().today());
    put(all["all"], ledger.health().all());
    put(all["all"], register_.refused().all());
    put(all["reconciliation"], ledger.reconcile());
    all["feeds"] = Json::array();
    for (const Feed& feed : folder_.outline.feeds)
        all["feeds"].push_back(feed_json(feed, register_.find(feed.id),
                                         find_in(scorecard_.feeds(), feed.id),
                                         register_.refused().today(), now()));
    all["records"] = {{"accepted", counts_.accepted},
                      {"repeated", counts_.repeated},
                      {"rejected", counts_.rejected},
                      {"from_the_future", counts_.from_the_future},
                      {"unknown_types", counts_.unknown_types}};
    return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace waymark::server
