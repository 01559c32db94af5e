#pragma once

#include <set>
#include <unordered_map>
#include <utility>

#include "server/kpi/meter/meter.hpp"

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
    void recall(const std::string&) override { known_ = false; }

private:
    struct Open {
        std::int64_t count = 0;
        std::optional<Time> oldest;
    };
    /// When the subject that is open at `at` began; nothing when it is not open or not meant.
    std::optional<Time> began(const Subject& subject, Time at) const;
    Open open_at(Time at) const;
    Open open_now() const;
    void note(const std::string& id, std::optional<Time> began) const;

    OpenMeasure measure_;
    const Subjects& subjects_;
    Time now_;
    Time rewritten_ = Time::max();
    // What is open now, kept up with each record; made from the lives when it is not known.
    mutable bool known_ = false;
    mutable std::unordered_map<std::string, Time> open_;
    mutable std::multiset<Time> beginnings_;
    // The instant of the past last asked for: the trend asks for the same one for a minute.
    mutable Time past_at_;
    mutable Open past_;
};

}  // namespace waymark::server
