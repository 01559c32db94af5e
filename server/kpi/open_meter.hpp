#pragma once

#include <utility>

#include "server/kpi/meter.hpp"

namespace waymark::server {

/// Subjects that have begun and not ended, at an instant: how many, or the age of the oldest. It is
/// read off the subjects' lives, so a late or out-of-order event corrects the past too.
class OpenMeter : public Meter {
public:
    /// `subjects` must outlive the meter.
    OpenMeter(OpenMeasure measure, const Subjects& subjects);

    void accept(const Record& record, Time now) override;
    void advance(Time now) override;
    /// Only the end of `bounds` counts.
    Measured over(Bounds bounds) const override;
    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }
    Buckets* buckets() override { return nullptr; }
    std::string memory() const override { return {}; }
    void recall(const std::string&) override { open_now_.reset(); }

private:
    struct Open {
        std::int64_t count = 0;
        std::optional<Time> oldest;
    };
    Open open_at(Time at) const;

    OpenMeasure measure_;
    const Subjects& subjects_;
    Time now_;
    Time rewritten_ = Time::max();
    mutable std::optional<Open> open_now_;  ///< until something happens to a subject
};

}  // namespace waymark::server
