#include "server/demo/dice.hpp"

namespace waymark::demo {

Dice::Dice(std::uint64_t seed) : random_(seed) {}

double Dice::between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
}

bool Dice::chance(double probability) {
    return between(0, 1) < probability;
}

std::size_t Dice::below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
}

std::size_t Dice::pick(std::span<const double> weights) {
    return std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(random_);
}

double Dice::exponential(double mean) {
    return std::exponential_distribution<double>(1 / mean)(random_);
}

double Dice::lognormal(double median, double spread) {
    return median * std::lognormal_distribution<double>(0, spread)(random_);
}

}  // namespace waymark::demo
