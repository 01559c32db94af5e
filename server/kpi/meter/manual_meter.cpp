#include "server/kpi/meter/manual_meter.hpp"

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

json number_json(std::optional<double> number) {
    return number ? json(*number) : json(nullptr);
}
std::optional<double> number_from(const json& value) {
    return value.is_null() ? std::nullopt : std::optional{value.get<double>()};
}

}  // namespace

ManualMeter::ManualMeter(const KpiId& kpi, MeterContext context)
    : context_(std::move(context)),
      type_(context_.vocabulary->learn_type("value.entered")),
      kpi_(context_.vocabulary->learn(kpi.text)),
      numerator_(context_.vocabulary->learn_field("numerator")),
      denominator_(context_.vocabulary->learn_field("denominator")) {}

void ManualMeter::on_event(const Event& event, int sign, Whom) {
    if (sign < 0 || event.word(field::kpi) != kpi_) return;
    Entry entry = entry_of(event);
    const auto bounds = context_.period(entry.period);
    if (!bounds || !value_of(entry)) {
        ++unreadable_;
        return;
    }
    const auto held = entries_.find(bounds->from);
    if (held != entries_.end() && held->second.entered > entry.entered) return;
    entries_.insert_or_assign(bounds->from, std::move(entry));
    rewritten_ = std::min(rewritten_, bounds->from);
}

ManualMeter::Entry ManualMeter::entry_of(const Event& event) const {
    return {event.time, context_.vocabulary->text(event.word(field::period)),
            event.number(field::value), event.number(numerator_), event.number(denominator_)};
}

std::optional<double> ManualMeter::value_of(const Entry& entry) {
    if (entry.numerator && entry.denominator && *entry.denominator > 0)
        return *entry.numerator / *entry.denominator;
    return entry.value;
}

Measured ManualMeter::over(Bounds bounds, SliceKey) const {
    const auto end = entries_.upper_bound(bounds.to);
    if (end == entries_.begin()) return {};
    const Entry& newest = std::prev(end)->second;
    double numerator = 0, denominator = 0;
    for (auto at = entries_.lower_bound(bounds.from); at != end; ++at) {
        if (!at->second.numerator || !at->second.denominator) {
            denominator = 0;
            break;
        }
        numerator += *at->second.numerator;
        denominator += *at->second.denominator;
    }
    if (denominator == 0 && newest.numerator && newest.denominator) {
        numerator = *newest.numerator;
        denominator = *newest.denominator;
    }
    if (denominator > 0)
        return {.value = numerator / denominator,
                .n = static_cast<std::int64_t>(denominator),
                .numerator = numerator};
    return {.value = newest.value, .n = 1};
}

std::vector<Counted> ManualMeter::last_counted() const {
    std::vector<Counted> newest;
    for (auto at = entries_.rbegin(); at != entries_.rend() && newest.size() < 10; ++at)
        newest.push_back({at->second.entered, type_, at->second.period, value_of(at->second)});
    return newest;
}

std::vector<PartCount> ManualMeter::left_out() const {
    if (unreadable_ == 0) return {};
    return {{unreadable_entry, true, unreadable_}};
}

std::optional<Regard> ManualMeter::regard(const Event& event, Bounds bounds) const {
    if (event.word(field::kpi) != kpi_) return std::nullopt;
    const Entry entry = entry_of(event);
    const auto period = context_.period(entry.period);
    Regard regard;
    regard.number = value_of(entry);
    const auto held = period ? entries_.find(period->from) : entries_.end();
    if (held == entries_.end() || !regard.number) {
        regard.why_not = unreadable_entry;
    } else if (held->second.entered != entry.entered) {
        regard.why_not = "entered anew later";
    } else {
        const auto next = entries_.upper_bound(bounds.to);
        const bool newest = std::next(held) == next;
        const bool within = period->from >= bounds.from && period->from <= bounds.to;
        if (!newest && !within) regard.why_not = outside_window;
    }
    return regard;
}

std::string ManualMeter::memory() const {
    json list = json::array();
    for (const auto& [begin, entry] : entries_)
        list.push_back({to_epoch_us(begin), to_epoch_us(entry.entered), entry.period,
                        number_json(entry.value), number_json(entry.numerator),
                        number_json(entry.denominator)});
    return list.dump(-1, ' ', false, json::error_handler_t::replace);
}

void ManualMeter::recall(const std::string& memory) {
    const json list = json::parse(memory, nullptr, false);
    if (!list.is_array()) return;
    std::map<Time, Entry> read;
    try {
        for (const json& item : list)
            read[from_epoch_us(item.at(0))] = {from_epoch_us(item.at(1)), item.at(2),
                                               number_from(item.at(3)), number_from(item.at(4)),
                                               number_from(item.at(5))};
    } catch (const json::exception&) {
        return;
    }
    entries_ = std::move(read);
}

}  // namespace waymark::server
