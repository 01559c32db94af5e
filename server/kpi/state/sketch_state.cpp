#include <algorithm>
#include <array>
#include <cmath>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {
namespace {

constexpr double gamma = 1.02;
constexpr Fixed first_bound = 1000;  // 1 ms, in millionths of a second
constexpr Fixed last_bound = static_cast<Fixed>(most_number * 1e6);
constexpr std::size_t bound_count = 1396;  // gamma to the power of this is last_bound / first_bound

/// The smallest number of every bucket. Made by integer arithmetic, so that a number finds the same
/// bucket on every machine.
constexpr std::array<Fixed, bound_count> make_bounds() {
    constexpr int fraction = 40;
    std::array<Fixed, bound_count> bounds{};
    auto bound = static_cast<unsigned __int128>(first_bound) << fraction;
    for (Fixed& at : bounds) {
        at = static_cast<Fixed>((bound + (1ULL << fraction) - 1) >> fraction);
        bound = bound * 102 / 100;
    }
    return bounds;
}
constexpr std::array<Fixed, bound_count> bounds = make_bounds();
static_assert(bounds.back() < last_bound && bounds.back() > last_bound / gamma / gamma);

std::int32_t bucket_of(Fixed number) {
    if (number < first_bound) return SketchState::zero_bucket;
    return static_cast<std::int32_t>(std::ranges::upper_bound(bounds, number) - bounds.begin()) - 1;
}

/// The geometric middle of a bucket, which no number of it is farther than 1 % from.
double number_in(std::int32_t bucket) {
    if (bucket == SketchState::zero_bucket) return 0;
    return from_fixed(first_bound) * std::pow(gamma, bucket + 0.5);
}

template <class Key, class ToNumber>
std::optional<double> quantile_of(const Counts<Key>& counts, double quantile, ToNumber to_number) {
    std::int64_t n = 0;
    for (const auto& entry : counts)
        n += std::max<std::int64_t>(entry.times, 0);
    if (n == 0) return std::nullopt;
    const double rank = std::clamp(quantile, 0.0, 1.0) * static_cast<double>(n - 1);
    const auto below = static_cast<std::int64_t>(rank);
    const double part = rank - static_cast<double>(below);
    std::optional<double> low;
    std::int64_t passed = 0;
    for (const auto& entry : counts) {
        passed += std::max<std::int64_t>(entry.times, 0);
        if (passed <= below) continue;
        const double number = to_number(entry.key);
        if (!low) low = number;
        if (part == 0) return low;
        if (passed > below + 1) return *low + (number - *low) * part;
    }
    return low;
}

}  // namespace

std::int32_t SketchState::bucket_count() {
    return static_cast<std::int32_t>(bounds.size());
}

void SketchState::add(Fixed number, std::int64_t times) {
    n = saturating_sum(n, times);
    if (!buckets.empty()) return buckets.add(bucket_of(number), times);
    exact.add(number, times);
    if (n > exact_most) to_buckets();
}

void SketchState::to_buckets() {
    for (const auto& entry : exact)
        buckets.add(bucket_of(entry.key), entry.times);
    exact.clear();
}

void SketchState::merge(const SketchState& other) {
    n = saturating_sum(n, other.n);
    exact.add_all(other.exact, 1);
    buckets.add_all(other.buckets, 1);
    if (n > exact_most || !buckets.empty()) to_buckets();
}

bool SketchState::unmerge(const SketchState& other) {
    if (buckets.empty() && !other.buckets.empty()) return false;
    // What is left would be few enough to be exact, but the numbers are no longer known.
    if (!buckets.empty() && n - other.n <= exact_most) return false;
    if (!take_out(n, other.n)) return false;
    if (buckets.empty()) {
        exact.add_all(other.exact, -1);
        return true;
    }
    SketchState part = other;
    part.to_buckets();
    buckets.add_all(part.buckets, -1);
    return true;
}

std::optional<double> SketchState::quantile(double quantile) const {
    return buckets.empty() ? quantile_of(exact, quantile, from_fixed)
                           : quantile_of(buckets, quantile, number_in);
}

}  // namespace waymark::server
