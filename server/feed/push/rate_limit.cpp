#include "server/feed/push/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::server {
namespace {

constexpr double seconds_at_once = 10;

}  // namespace

RateLimit::RateLimit(double most_a_second)
    : a_second_(most_a_second), left_(most_a_second * seconds_at_once) {}

bool RateLimit::take(Time now) {
    const double passed = now > last_ ? in_seconds(now - last_) : 0;
    last_ = now;
    left_ = std::min(left_ + passed * a_second_, a_second_ * seconds_at_once);
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
}

int RateLimit::seconds_to_wait() const {
    return std::max(1, static_cast<int>(std::ceil((1 - left_) / a_second_)));
}

}  // namespace waymark::server
