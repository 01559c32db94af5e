#include "shared/base/backoff.hpp"

#include <algorithm>

namespace waymark {

Backoff::Backoff(Duration least, Duration most, std::uint32_t seed)
    : least_(least), most_(most), step_(least), random_(seed) {}

Duration Backoff::next() {
    std::uniform_int_distribution<Duration::rep> within{std::max(step_ / 2, least_).count(),
                                                        step_.count()};
    const Duration wait{within(random_)};
    step_ = std::min(step_ * 2, most_);
    return wait;
}

}  // namespace waymark
