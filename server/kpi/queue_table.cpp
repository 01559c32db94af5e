#include "server/kpi/queue_table.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "shared/protocol/reading_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr Duration read_every = std::chrono::seconds{1};
constexpr Duration known_for = std::chrono::hours{24 * 7};

bool is_by_queue(const Kpi& kpi) {
    return std::ranges::find(kpi.by, "queue") != kpi.by.end();
}

}  // namespace

void QueueTable::reload(const Outline& outline, std::map<FeedId, std::vector<std::string>> named) {
    named_ = std::move(named);
    columns_.clear();
    for (const Kpi& kpi : outline.kpis) {
        const auto shown = [&](const Scene& scene) {
            return scene.kind == SceneKind::queues &&
                   std::ranges::find(scene.kpis, kpi.id) != scene.kpis.end();
        };
        if (is_by_queue(kpi) && std::ranges::any_of(outline.scenes, shown))
            columns_.push_back(kpi.id);
    }
    at_ = Time{};
}

void QueueTable::note(const FeedId& feed, std::string_view queue, Time now) {
    if (const auto named = named_.find(feed); named != named_.end() && !named->second.empty())
        return;
    auto known = told_.find(queue);
    if (known == told_.end()) {
        if (queue.empty() || told_.size() >= most_queues) return;
        known = told_.emplace(queue, std::map<FeedId, Time>{}).first;
    }
    known->second[feed] = now;
}

bool QueueTable::is_due(Time now) const {
    return now - at_ >= read_every && !(columns_.empty() && readings_.empty());
}

std::vector<std::string> QueueTable::queues_of(const Kpi& kpi) const {
    std::set<std::string> queues;
    for (const FeedId& feed : kpi.feeds) {
        if (const auto named = named_.find(feed); named != named_.end() && !named->second.empty()) {
            queues.insert(named->second.begin(), named->second.end());
            continue;
        }
        for (const auto& [queue, by] : told_)
            if (by.contains(feed)) queues.insert(queue);
    }
    return {queues.begin(), queues.end()};
}

const Judgement& QueueTable::judgement(const QueueReading& of) const {
    static const Judgement none;
    const auto known = judgements_.find({of.queue, of.reading.kpi});
    return known == judgements_.end() ? none : known->second;
}

void QueueTable::put(std::vector<std::pair<QueueReading, Judgement>> read, Time now) {
    std::ranges::sort(read, {}, [](const auto& one) {
        return std::pair<std::string_view, std::string_view>{one.first.queue,
                                                             one.first.reading.kpi.text};
    });
    readings_.clear();
    judgements_.clear();
    std::size_t queues = 0;
    for (auto& [reading, judgement] : read) {
        const bool another = readings_.empty() || readings_.back().queue != reading.queue;
        if (another && ++queues > most_queues) break;
        judgements_.emplace(Key{reading.queue, reading.reading.kpi}, judgement);
        readings_.push_back(std::move(reading));
    }
    at_ = now;
    for (auto& [queue, by] : told_)
        std::erase_if(by, [&](const auto& told) { return now - told.second > known_for; });
    std::erase_if(told_, [](const auto& one) { return one.second.empty(); });
}

std::string QueueTable::to_text() const {
    json told = json::object(), judgements = json::array();
    for (const auto& [queue, by] : told_)
        for (const auto& [feed, time] : by)
            told[queue][feed.text] = to_epoch_us(time);
    for (const auto& [key, judgement] : judgements_)
        judgements.push_back({key.first, key.second.text, server::to_text(judgement)});
    return json{{"told", told},
                {"judgements", judgements},
                {"readings", readings_json({.queues = readings_})},
                {"at", to_epoch_us(at_)}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

void QueueTable::read(const std::string& text) {
    const json value = json::parse(text, nullptr, false);
    QueueTable read = *this;
    try {
        for (const auto& [queue, by] : value.at("told").items())
            for (const auto& [feed, time] : by.items())
                read.told_[queue][FeedId{feed}] = from_epoch_us(time.get<std::int64_t>());
        for (const json& one : value.at("judgements"))
            if (const auto judgement = judgement_from(one.at(2).get<std::string>()))
                read.judgements_[{one.at(0), KpiId{one.at(1)}}] = *judgement;
        read.readings_ = readings_from(value.at("readings")).queues;
        read.at_ = from_epoch_us(value.at("at").get<std::int64_t>());
    } catch (const json::exception&) {
        return;
    } catch (const std::invalid_argument&) {
        return;
    }
    // The folder may show other KPIs by now.
    std::erase_if(read.readings_, [&](const QueueReading& reading) {
        return std::ranges::find(columns_, reading.reading.kpi) == columns_.end();
    });
    *this = std::move(read);
}

}  // namespace waymark::server
