#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/kpi/ledger.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

json time_json(std::optional<Time> time) {
    return time ? json(to_epoch_us(*time)) : json(nullptr);
}
std::optional<Time> time_from(const json& value) {
    return value.is_null() ? std::nullopt : std::optional{from_epoch_us(value.get<std::int64_t>())};
}

json versions_json(const std::vector<SeriesVersion>& versions) {
    json list = json::array();
    for (const SeriesVersion& version : versions)
        list.push_back({version.fingerprint, time_json(version.begun), time_json(version.ended)});
    return list;
}
std::vector<SeriesVersion> versions_from(const json& list) {
    std::vector<SeriesVersion> versions;
    for (const json& item : list)
        versions.push_back({item.at(0), time_from(item.at(1)), time_from(item.at(2))});
    return versions;
}

}  // namespace

std::string row_name(const SeriesVersion& version) {
    std::string text = version.fingerprint;
    if (version.begun) text += '@' + std::to_string(to_epoch_us(*version.begun));
    return std::to_string(hash_of(text));
}

std::vector<SeriesRow> Ledger::changed_rows(Metered& metered) {
    std::vector<SeriesRow> rows;
    const std::string version = row_name(metered.versions.back());
    for (const NamedHistory& named : metered.meter->histories())
        for (History::Row& row : named.history->take_changed())
            rows.push_back(
                {metered.id, version, named.name, row.tier, row.minute, std::move(row.text)});
    return rows;
}

std::string Ledger::write(Checkpoint& checkpoint) {
    std::ranges::move(std::exchange(ended_rows_, {}), std::back_inserter(checkpoint.series));
    json kpis = json::object();
    for (const auto& metered : kpis_) {
        kpis[metered->id.text] = {{"versions", versions_json(metered->versions)},
                                  {"meter", metered->meter->memory()}};
        std::ranges::move(changed_rows(*metered), std::back_inserter(checkpoint.series));
    }
    json gone = json::object();
    for (const auto& [id, versions] : gone_)
        gone[id.text] = versions_json(versions);
    json told = json::object();
    for (const auto& [feed, since] : told_since_)
        told[feed.text] = to_epoch_us(since);
    checkpoint.subjects = lives_->take_changed();
    return json{{"kpis", kpis},
                {"gone", gone},
                {"told", told},
                {"newest", to_epoch_us(newest_)},
                {"health", health_.to_text()},
                {"books", reconciliation_.to_text(feeds_)}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

void Ledger::restore(const std::string& text, const Checkpoint& checkpoint, Time now) {
    const json value = json::parse(text, nullptr, false);
    if (!value.is_object()) return;
    now_ = now;
    std::map<std::string, Metered*> present;
    try {
        for (const auto& [id, versions] : value.at("gone").items())
            gone_[KpiId{id}] = versions_from(versions);
        for (const auto& [id, since] : value.at("told").items())
            told_since_[FeedId{id}] = from_epoch_us(since.get<std::int64_t>());
        for (const auto& [id, kept] : value.at("kpis").items()) {
            const auto known = by_id_.find(KpiId{id});
            auto versions = versions_from(kept.at("versions"));
            if (versions.empty()) continue;
            if (known == by_id_.end()) {
                if (!versions.back().ended) versions.back().ended = now;
                gone_[KpiId{id}] = std::move(versions);
                continue;
            }
            Metered& metered = *known->second;
            const std::string print = metered.versions.back().fingerprint;
            if (versions.back().fingerprint == print && !versions.back().ended) {
                metered.versions = std::move(versions);
                metered.meter->recall(kept.at("meter"));
                present[id] = &metered;
            } else {
                // The folder was changed while the server did not run.
                if (!versions.back().ended) versions.back().ended = now;
                versions.push_back({print, now, std::nullopt});
                metered.versions = std::move(versions);
            }
        }
        newest_ = from_epoch_us(value.at("newest"));
        health_.read(value.at("health"));
        reconciliation_.read(value.at("books"), feeds_);
    } catch (const json::exception&) {
        return;
    }
    for (const SeriesRow& row : checkpoint.series) {
        const auto known = present.find(row.kpi.text);
        if (known == present.end() || row_name(known->second->versions.back()) != row.version)
            continue;
        known->second->meter->put(row.series, {row.tier, row.minute, row.text});
    }
    for (const SubjectRow& row : checkpoint.subjects)
        lives_->restore(row, now);
    // What is kept exactly is told again from the lives.
    for (const auto& metered : kpis_) {
        metered->meter->advance(now);
        const bool kept = present.contains(metered->id.text);
        const Time begun = metered->versions.back().begun.value_or(Time::min());
        tell_present(*metered, kept ? begun : now, kept);
        metered->meter->take_rewritten();
    }
}

KeptSeries Ledger::take_series(const KpiId& kpi) {
    KeptSeries kept{changed_rows(metered(kpi)), meter(kpi).memory()};
    std::erase_if(kept.rows, [](const SeriesRow& row) { return row.text.empty(); });
    return kept;
}

void Ledger::adopt(const Kpi& kpi, const KeptSeries& kept, Time begun) {
    Metered& into = metered(kpi.id);
    into.versions.back().begun = begun;
    into.meter = make_meter(kpi.id, into.measure, kpi.by, context_);
    into.meter->recall(kept.memory);
    for (const SeriesRow& row : kept.rows)
        into.meter->put(row.series, {row.tier, row.minute, row.text});
    into.meter->advance(now_);
    tell_present(into, begun, true);
    into.meter->take_rewritten();
}

}  // namespace waymark::server
