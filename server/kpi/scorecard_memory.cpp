#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/kpi/scorecard.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

json time_json(std::optional<Time> time) {
    return time ? json(to_epoch_us(*time)) : json(nullptr);
}
std::optional<Time> time_from(const json& value) {
    return value.is_null() ? std::nullopt : std::optional{from_epoch_us(value.get<std::int64_t>())};
}

}  // namespace

Checkpoint Scorecard::checkpoint() {
    Checkpoint checkpoint;
    json judgements = json::object(), feeds = json::object();
    for (std::size_t i = 0; i < gauged_.size(); ++i)
        judgements[outline_.kpis[i].id.text] = {to_text(gauged_[i].judgement),
                                                ledger_.versions(outline_.kpis[i].id).size()};
    for (const auto& [id, life] : feeds_)
        feeds[id.text] = {time_json(life.heard), time_json(life.last_event),
                          time_json(life.first_event)};
    checkpoint.memory = json{{"now", to_epoch_us(now_)},
                             {"judgements", judgements},
                             {"feeds", feeds},
                             {"holds", holds_.to_text()},
                             {"day", day_states_.to_text()},
                             {"annotations", annotations_.to_text()},
                             {"queues", queues_.to_text()},
                             {"milestones", milestones_.to_text()},
                             {"ledger", ledger_.write(checkpoint)}}
                            .dump(-1, ' ', false, json::error_handler_t::replace);
    std::ranges::move(history_.take_changed(), std::back_inserter(checkpoint.subjects));
    return checkpoint;
}

void Scorecard::restore(const Checkpoint& checkpoint) {
    const json value = json::parse(checkpoint.memory, nullptr, false);
    if (!value.is_object()) return;
    try {
        const Time now = from_epoch_us(value.at("now"));
        ledger_.restore(value.at("ledger"), checkpoint, now);
        now_ = now;
        for (const auto& [id, feed] : value.at("feeds").items())
            feeds_[FeedId{id}] = {time_from(feed.at(0)), time_from(feed.at(1)),
                                  time_from(feed.at(2))};
        for (std::size_t i = 0; i < gauged_.size(); ++i) {
            const KpiId& id = outline_.kpis[i].id;
            const auto kept = value.at("judgements").find(id.text);
            if (kept == value.at("judgements").end() || kept->at(1) != ledger_.versions(id).size())
                continue;
            if (const auto judgement = judgement_from(kept->at(0).get<std::string>()))
                gauged_[i].judgement = *judgement;
        }
        if (auto holds = Holds::from_text(value.at("holds").get<std::string>())) holds_ = *holds;
        if (auto day = DayStates::from_text(value.at("day").get<std::string>())) day_states_ = *day;
        annotations_.read(value.value("annotations", std::string{}));
        queues_.read(value.value("queues", std::string{}));
        milestones_.read(value.value("milestones", std::string{}));
    } catch (const json::exception&) {
        return;
    }
    for (const SubjectRow& row : checkpoint.subjects)
        history_.restore(row);
    set_targets(folder_);
    look_ahead();
    evaluated_ = false;
    refresh_series();
    new_points_.clear();
}

void Scorecard::adopt(const KpiId& kpi, const KeptSeries& kept, Time begun) {
    ledger_.adopt(*std::ranges::find(outline_.kpis, kpi, &Kpi::id), kept, begun);
    evaluated_ = false;
    refresh_series();
    new_points_.clear();
}

}  // namespace waymark::server
