#include "server/kpi/health.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

/// A stretch of that many records none of which came sooner tells of the clock, not of the network.
constexpr int lag_records = 50;
constexpr Duration lag_stretch = std::chrono::minutes{10};
constexpr Duration clock_off = std::chrono::minutes{5};

json counts_json(const auto& counts) {
    json all = json::object();
    for (const auto& [feed, reasons] : counts)
        for (const auto& [reason, times] : reasons)
            all[feed.text][reason] = {times.times, to_epoch_us(times.last)};
    return all;
}

void read_counts(const json& all, auto& counts) {
    for (const auto& [feed, reasons] : all.items())
        for (const auto& [reason, times] : reasons.items())
            counts[FeedId{feed}][reason] = {times.at(0), from_epoch_us(times.at(1))};
}

}  // namespace

std::int64_t in_steps(std::int64_t times) {
    std::int64_t step = 1;
    while (true)
        for (const std::int64_t factor : {2, 5, 10}) {
            const std::int64_t base = step;
            if (times < base * factor) {
                return factor == 2 ? base : factor == 5 ? base * 2 : base * 5;
            }
            if (factor == 10) step *= 10;
        }
}

void Health::add(Counts& counts, const FeedId& feed, std::string_view reason, std::uint64_t times,
                 Time now) {
    auto& reasons = counts[feed];
    auto known = reasons.find(reason);
    if (known == reasons.end()) {
        const bool full = reasons.size() >= most_reasons;
        known = reasons.try_emplace(full ? "other reasons" : std::string{reason}).first;
    }
    known->second.times += static_cast<std::int64_t>(times);
    known->second.last = now;
}

void Health::count(const FeedId& feed, std::string_view reason, Time now) {
    count(feed, reason, 1, now);
}

void Health::count(const FeedId& feed, std::string_view reason, std::uint64_t times, Time now) {
    if (times == 0) return;
    add(today_, feed, reason, times, now);
    add(all_, feed, reason, times, now);
}

void Health::take_back(const FeedId& feed, std::string_view reason) {
    for (Counts* counts : {&today_, &all_}) {
        const auto reasons = counts->find(feed);
        if (reasons == counts->end()) continue;
        const auto known = reasons->second.find(reason);
        if (known == reasons->second.end()) continue;
        if (--known->second.times <= 0) reasons->second.erase(known);
    }
}

void Health::arrived(const FeedId& feed, Duration behind, Time now) {
    Lag& lag = lags_[feed];
    if (lag.records == 0) lag.since = now;
    lag.least = std::min(lag.least, behind);
    if (++lag.records < lag_records || now - lag.since < lag_stretch) return;
    if (lag.least > clock_off) {
        const auto minutes = std::chrono::floor<std::chrono::minutes>(lag.least).count();
        count(feed,
              minutes >= 60 ? "a clock that is an hour or more behind"
                            : "a clock that is minutes behind",
              now);
    }
    lag = {};
}

std::vector<Finding> Health::list(const Counts& counts) {
    std::vector<Finding> findings;
    for (const auto& [feed, reasons] : counts)
        for (const auto& [reason, times] : reasons)
            findings.push_back({feed, reason, times.times, times.last});
    return findings;
}

std::vector<std::string> Health::lines() const {
    std::vector<std::string> lines;
    for (const Finding& finding : today()) {
        const std::int64_t steps = in_steps(finding.times);
        const std::string times =
            finding.times > 1
                ? " (" + std::to_string(steps) +
                      (steps < finding.times || steps >= 10 ? " or more" : "") + " times today)"
                : "";
        lines.push_back(finding.feed.text + ": " + finding.reason + times);
    }
    return lines;
}

std::string Health::to_text() const {
    return json{{"today", counts_json(today_)}, {"all", counts_json(all_)}}.dump(
        -1, ' ', false, json::error_handler_t::replace);
}

void Health::read(const std::string& text) {
    try {
        const json value = json::parse(text);
        Counts today, all;
        read_counts(value.at("today"), today);
        read_counts(value.at("all"), all);
        today_ = std::move(today);
        all_ = std::move(all);
    } catch (const json::exception&) {
        return;
    }
}

}  // namespace waymark::server
