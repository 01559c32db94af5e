#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace waymark::demo {

/// Chance with a seed: the same seed throws the same numbers in the same order.
class Dice {
public:
    explicit Dice(std::uint64_t seed);

    /// In [low, high).
    double between(double low, double high);
    bool chance(double probability);
    /// 0 .. count - 1; `count` is at least 1.
    std::size_t below(std::size_t count);
    /// An index into `weights`, by weight; at least one of them is above 0.
    std::size_t pick(std::span<const double> weights);
    double exponential(double mean);
    /// Half of the values are below `median`; `spread` is the standard deviation of the logarithm.
    double lognormal(double median, double spread);

private:
    std::mt19937_64 random_;
};

}  // namespace waymark::demo
