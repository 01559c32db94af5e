#pragma once

#include <utility>

#include "server/kpi/meter/meter.hpp"

namespace waymark::server {

/// A value measured elsewhere: the sum over the label sets of a sample's metric, at each instant
/// and over time. A sample with a `ttl` is forgotten that many seconds after its time.
class GaugeMeter : public Meter {
public:
    explicit GaugeMeter(GaugeMeasure measure);

    void accept(const Record& record, Time now) override;
    void advance(Time now) override;
    Measured over(Bounds bounds) const override;
    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }
    Buckets* buckets() override { return &buckets_; }
    std::string memory() const override;
    void recall(const std::string& memory) override;

private:
    struct Level {
        double value = 0;
        Time at;
        std::optional<Time> until;
    };

    std::optional<double> total() const;
    void settle(Time now);

    GaugeMeasure measure_;
    Buckets buckets_;
    Time rewritten_ = Time::max();
    std::map<std::string, Level> levels_;  ///< by the sample's labels
    Time settled_;                         ///< the area up to here is in the buckets
};

}  // namespace waymark::server
