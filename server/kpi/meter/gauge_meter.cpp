#include "server/kpi/meter/gauge_meter.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

/// How far back the level of an instant is looked for.
constexpr std::int64_t longest_silence_minutes = std::int64_t{24} * 60;

void observe(GaugeState& gauge, double value, Time at) {
    gauge.max = gauge.last ? std::max(gauge.max, value) : value;
    if (!gauge.last || gauge.last_at <= at) {
        gauge.last = value;
        gauge.last_at = at;
    }
}

/// What tells the label sets of one metric apart.
std::string labels_of(const Record& record) {
    std::string labels;
    for (const std::string_view dimension : dimension_fields())
        labels += std::string{record.text(dimension)} + '\n';
    if (const auto* value = record.find("labels"))
        if (const auto* raw = std::get_if<RawJson>(value)) labels += raw->text;
    return labels;
}

}  // namespace

GaugeMeter::GaugeMeter(GaugeMeasure measure)
    : measure_(std::move(measure)), buckets_(GaugeState{}) {}

std::optional<double> GaugeMeter::total() const {
    if (levels_.empty()) return std::nullopt;
    double sum = 0;
    for (const auto& [labels, level] : levels_)
        sum += level.value;
    return sum;
}

void GaugeMeter::settle(Time now) {
    if (const auto value = total(); value && settled_ > Time{}) {
        // After a long sleep only the last minutes are filled: nobody knows what was in between.
        Time at = std::max(settled_, now - std::chrono::minutes{2});
        while (at < now) {
            const Time end = std::min(now, start_of_minute(minute_of(at) + 1));
            auto& gauge = std::get<GaugeState>(buckets_.at(minute_of(at)));
            gauge.integral += *value * in_seconds(end - at);
            gauge.seconds += in_seconds(end - at);
            observe(gauge, *value, end - Duration{1});
            at = end;
        }
    }
    settled_ = std::max(settled_, now);
}

void GaugeMeter::accept(const Record& record, Time now) {
    const auto value = record.number("value");
    if (record.type != "sample" || !value || record.text("metric") != measure_.metric ||
        !all_hold(measure_.where, record.fields))
        return;
    settle(now);
    Level& level = levels_[labels_of(record)];
    if (level.at <= record.time) {
        level = {*value, record.time, std::nullopt};
        if (const auto ttl = record.number("ttl")) level.until = record.time + from_seconds(*ttl);
    }
    const bool alone = levels_.size() == 1;
    auto& gauge = std::get<GaugeState>(buckets_.at(minute_of(record.time)));
    observe(gauge, alone ? *value : *total(), record.time);
    rewritten_ = std::min(rewritten_, record.time);
}

void GaugeMeter::advance(Time now) {
    settle(now);
    std::erase_if(levels_,
                  [&](const auto& item) { return item.second.until && *item.second.until < now; });
    buckets_.set_live(minute_of(now));
}

Measured GaugeMeter::over(Bounds bounds) const {
    Measured measured;
    if (bounds.from == bounds.to) {
        if (bounds.to >= settled_) {
            measured.value = total();
        } else if (const auto* state = buckets_.newest(
                       minute_of(bounds.to) - longest_silence_minutes, minute_of(bounds.to))) {
            measured.value = std::get<GaugeState>(*state).last;
        }
    } else {
        const auto merged =
            std::get<GaugeState>(buckets_.merged(minute_of(bounds.from), minute_of(bounds.to)));
        if (merged.last) switch (measure_.over) {
                case GaugeMeasure::Over::last:
                    measured.value = merged.last;
                    break;
                case GaugeMeasure::Over::max:
                    measured.value = merged.max;
                    break;
                case GaugeMeasure::Over::mean:
                    measured.value =
                        merged.seconds > 0 ? merged.integral / merged.seconds : *merged.last;
                    break;
            }
    }
    measured.n = measured.value ? 1 : 0;
    return measured;
}

std::string GaugeMeter::memory() const {
    json value{{"settled", to_epoch_ms(settled_)}, {"levels", json::object()}};
    for (const auto& [labels, level] : levels_) {
        json& kept =
            value["levels"][labels] = {{"value", level.value}, {"at", to_epoch_ms(level.at)}};
        if (level.until) kept["until"] = to_epoch_ms(*level.until);
    }
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void GaugeMeter::recall(const std::string& memory) {
    const json value = json::parse(memory, nullptr, false);
    if (!value.is_object() || !value.contains("levels") || !value.contains("settled")) return;
    settled_ = from_epoch_ms(value["settled"]);
    for (const auto& [labels, kept] : value["levels"].items()) {
        Level level{kept.value("value", 0.0), from_epoch_ms(kept.value("at", std::int64_t{0})), {}};
        if (kept.contains("until")) level.until = from_epoch_ms(kept["until"]);
        levels_.insert_or_assign(labels, level);
    }
}

}  // namespace waymark::server
