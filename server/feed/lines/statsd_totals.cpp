#include <cmath>
#include <functional>

#include "server/feed/lines/statsd.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using Type = StatsdValue::Type;

constexpr Duration forgotten_after = 24h;
constexpr Duration between_looks = 1min;
constexpr double largest_value = 1e15;

std::string_view kind_of(Type type) {
    if (type == Type::gauge) return "gauge";
    return type == Type::counter ? "delta" : "interval";
}

Record with_value(Record sample, std::string_view suffix, std::string_view kind, double value) {
    auto& metric = std::get<std::string>(sample.fields["metric"]);
    metric += suffix;
    sample.fields["kind"] = std::string{kind};
    sample.fields["value"] = value;
    return sample;
}

}  // namespace

Read<void> StatsdTotals::take_gauge(const std::string& key, const StatsdValue& value, Time now) {
    const auto known = gauges_.find(key);
    if (value.change && known == gauges_.end()) return refusal(line_reason::unknown_gauge);
    const double next = value.change ? known->second.value + value.value : value.value;
    if (std::abs(next) > largest_value) return refusal(line_reason::too_large);
    gauges_[key] = {next, now};
    return {};
}

Read<void> StatsdTotals::take(const StatsdValue& value, Time now) {
    auto series = maker_.series(value.name, value.tags, kind_of(value.type), now);
    if (!series) return refusal(series.error());
    // A gauge and a counter of one name are not added up.
    const std::string key = std::to_string(static_cast<int>(value.type)) + series->key;
    if (value.type == Type::gauge)
        if (const auto taken = take_gauge(key, value, now); !taken) return taken;
    Total& total =
        totals_.try_emplace(key, Total{std::move(series->sample), value.type}).first->second;
    total.count += 1 / value.rate;
    total.sum += value.value / value.rate;
    if (value.type == Type::set && total.words.size() < most_words)
        total.words.insert(std::hash<std::string_view>{}(value.word));
    return {};
}

std::vector<Record> StatsdTotals::release(Time now) {
    std::vector<Record> samples;
    for (auto& entry : totals_) {
        const std::string& key = entry.first;
        Total& total = entry.second;
        total.sample.time = now;
        const auto add = [&](std::string_view suffix, std::string_view kind, double value) {
            samples.push_back(with_value(total.sample, suffix, kind, value));
        };
        switch (total.type) {
            case Type::counter:
                add("", "delta", total.sum);
                break;
            case Type::gauge:
                add("", "gauge", gauges_[key].value);
                break;
            case Type::timer:
            case Type::histogram:
                add(".count", "delta", total.count);
                add(total.type == Type::timer ? ".seconds" : ".sum", "interval", total.sum);
                break;
            case Type::set:
                add("", "interval", static_cast<double>(total.words.size()));
                break;
        }
    }
    totals_.clear();
    forget_gauges(now);
    return samples;
}

void StatsdTotals::forget_gauges(Time now) {
    if (now - looked_ < between_looks) return;
    looked_ = now;
    std::erase_if(gauges_,
                  [&](const auto& gauge) { return now - gauge.second.told > forgotten_after; });
}

}  // namespace waymark::server
