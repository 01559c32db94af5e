#pragma once

#include <random>

#include "shared/model/time.hpp"

namespace waymark {

/// How long to wait before the next try: doubles from `least` to `most`, each wait drawn between
/// half and all of its step so that many clients do not come back in the same instant.
class Backoff {
public:
    Backoff(Duration least, Duration most, std::uint32_t seed);

    Duration next();
    /// After a success: the next wait is a short one again.
    void reset() { step_ = least_; }

private:
    Duration least_;
    Duration most_;
    Duration step_;
    std::minstd_rand random_;
};

}  // namespace waymark
