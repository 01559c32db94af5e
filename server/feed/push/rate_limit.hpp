#pragma once

#include "shared/model/time.hpp"

namespace waymark::server {

/// Lets so many through a second, and ten seconds' worth at once after a silence. A clock that is
/// set back lets nothing more through. One thread at a time.
class RateLimit {
public:
    explicit RateLimit(double most_a_second);

    /// Whether one more may come through at `now`.
    bool take(Time now);

    /// After that many seconds one more may come through, at the earliest; at least 1.
    int seconds_to_wait() const;

private:
    double a_second_;
    double left_;
    Time last_;
};

}  // namespace waymark::server
