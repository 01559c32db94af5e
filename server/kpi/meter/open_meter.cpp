#include "server/kpi/meter/open_meter.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

OpenMeter::OpenMeter(OpenMeasure measure, const Subjects& subjects)
    : measure_(std::move(measure)), subjects_(subjects) {}

void OpenMeter::accept(const Record& record, Time) {
    const std::string id{record.text(measure_.subject)};
    if (id.empty()) return;
    rewritten_ = std::min(rewritten_, record.time);
    if (record.time <= past_at_) past_at_ = Time{};
    if (!known_) return;
    const auto& subjects = subjects_.of(measure_.subject);
    const auto subject = subjects.find(id);
    note(id, subject == subjects.end() ? std::nullopt : began(subject->second, Time::max()));
}

void OpenMeter::advance(Time now) {
    now_ = std::max(now_, now);
}

std::optional<Time> OpenMeter::began(const Subject& subject, Time at) const {
    std::optional<Time> first;  // a reopened ticket is as old as it is
    bool is_open = false;
    for (const Happening& happening : subject.life) {
        if (happening.time > at) break;
        if (is_one_of(happening.type, measure_.started_by)) {
            is_open = true;
            if (!first) first = happening.time;
        } else if (is_one_of(happening.type, measure_.ended_by)) {
            is_open = false;
        }
    }
    return is_open && all_hold(measure_.where, subject.fields) ? first : std::nullopt;
}

OpenMeter::Open OpenMeter::open_at(Time at) const {
    Open open;
    for (const auto& [id, subject] : subjects_.of(measure_.subject)) {
        const auto since = began(subject, at);
        if (!since) continue;
        ++open.count;
        if (!open.oldest || *since < *open.oldest) open.oldest = since;
    }
    return open;
}

void OpenMeter::note(const std::string& id, std::optional<Time> began) const {
    if (const auto before = open_.find(id); before != open_.end()) {
        beginnings_.erase(beginnings_.find(before->second));
        open_.erase(before);
    }
    if (!began) return;
    open_.emplace(id, *began);
    beginnings_.insert(*began);
}

OpenMeter::Open OpenMeter::open_now() const {
    if (!known_) {
        open_.clear();
        beginnings_.clear();
        for (const auto& [id, subject] : subjects_.of(measure_.subject))
            note(id, began(subject, Time::max()));
        known_ = true;
    }
    Open open{static_cast<std::int64_t>(open_.size()), std::nullopt};
    if (!beginnings_.empty()) open.oldest = *beginnings_.begin();
    return open;
}

Measured OpenMeter::over(Bounds bounds) const {
    Open open;
    if (bounds.to >= now_) {
        open = open_now();
    } else {
        if (past_at_ != bounds.to) past_ = open_at(bounds.to);
        past_at_ = bounds.to;
        open = past_;
    }
    Measured measured{.n = open.count, .variance = 1};
    if (!measure_.oldest) {
        measured.value = static_cast<double>(open.count);
    } else {
        const Duration age = open.oldest ? bounds.to - *open.oldest : Duration{0};
        measured.value = in_seconds(std::max(age, Duration{0}));
        measured.since = open.oldest;
    }
    return measured;
}

}  // namespace waymark::server
