#pragma once

#include <type_traits>

namespace waymark::server {

/// The ends of a signed integer's range; also of __int128, which strict C++ keeps numeric_limits
/// from.
template <class Number>
inline constexpr Number least_of = static_cast<Number>(Number{1} << (sizeof(Number) * 8 - 1));
template <class Number>
inline constexpr Number greatest_of = static_cast<Number>(~least_of<Number>);

/// a + b, or the end of the range it would pass.
template <class Number>
constexpr Number saturating_sum(Number a, std::type_identity_t<Number> b) {
    Number sum{};
    if (!__builtin_add_overflow(a, b, &sum)) return sum;
    return a < 0 ? least_of<Number> : greatest_of<Number>;
}

/// a x b, or the end of the range it would pass.
template <class Number>
constexpr Number saturating_product(Number a, std::type_identity_t<Number> b) {
    Number product{};
    if (!__builtin_mul_overflow(a, b, &product)) return product;
    return (a < 0) != (b < 0) ? least_of<Number> : greatest_of<Number>;
}

/// Takes `b` out of a sum again. False, and `a` unchanged, when that can't be told any more since
/// one of them stands at an end of the range.
template <class Number>
constexpr bool take_out(Number& a, std::type_identity_t<Number> b) {
    const auto at_an_end = [](Number number) {
        return number == least_of<Number> || number == greatest_of<Number>;
    };
    if (at_an_end(a) || at_an_end(b)) return false;
    Number rest{};
    if (__builtin_sub_overflow(a, b, &rest)) return false;
    a = rest;
    return true;
}

}  // namespace waymark::server
