#pragma once

#include <utility>

#include "server/kpi/meter/meter.hpp"

namespace waymark::server {

/// Counts, ratios and means: events are added to the minute they happened in.
class TallyMeter : public Meter {
public:
    explicit TallyMeter(CountMeasure measure);
    explicit TallyMeter(RatioMeasure measure);
    explicit TallyMeter(MeanMeasure measure);

    void accept(const Record& record, Time now) override;
    void advance(Time now) override;
    Measured over(Bounds bounds) const override;
    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }
    Buckets* buckets() override { return &buckets_; }
    std::string memory() const override { return {}; }
    void recall(const std::string&) override {}

private:
    std::variant<CountMeasure, RatioMeasure, MeanMeasure> measure_;
    Buckets buckets_;
    Time rewritten_ = Time::max();
};

}  // namespace waymark::server
