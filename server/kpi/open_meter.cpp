#include "server/kpi/open_meter.hpp"

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
    if (record.text(measure_.subject).empty()) return;
    open_now_.reset();
    rewritten_ = std::min(rewritten_, record.time);
}

void OpenMeter::advance(Time now) {
    now_ = std::max(now_, now);
}

OpenMeter::Open OpenMeter::open_at(Time at) const {
    Open open;
    for (const auto& [id, subject] : subjects_.of(measure_.subject)) {
        std::optional<Time> began;  // the first beginning: a reopened ticket is as old as it is
        bool is_open = false;
        for (const Happening& happening : subject.life) {
            if (happening.time > at) break;
            if (is_one_of(happening.type, measure_.started_by)) {
                is_open = true;
                if (!began) began = happening.time;
            } else if (is_one_of(happening.type, measure_.ended_by)) {
                is_open = false;
            }
        }
        if (!is_open || !all_hold(measure_.where, subject.fields)) continue;
        ++open.count;
        if (!open.oldest || *began < *open.oldest) open.oldest = began;
    }
    return open;
}

Measured OpenMeter::over(Bounds bounds) const {
    const bool current = bounds.to >= now_;
    if (current && !open_now_) open_now_ = open_at(Time::max());
    const Open open = current ? *open_now_ : open_at(bounds.to);
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
