#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "wallboard/view/scene.hpp"

namespace waymark::test {

/// CIE L*a*b* of D65.
struct Lab {
    double l, a, b;
};
enum class Vision { normal, protan, deutan, tritan };

inline double linear(double channel) {
    const double c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

/// WCAG 2.
inline double luminance(wallboard::Color c) {
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}
inline double contrast(wallboard::Color one, wallboard::Color other) {
    const auto [dark, bright] = std::minmax({luminance(one), luminance(other)});
    return (bright + 0.05) / (dark + 0.05);
}

/// As an eye without one kind of cones sees it: Machado, Oliveira and Fernandes 2009, severity 1.
inline Lab seen(wallboard::Color color, Vision vision) {
    using Matrix = std::array<std::array<double, 3>, 3>;
    static constexpr std::array<Matrix, 4> matrices{{{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
                                                     {{{0.152286, 1.052583, -0.204868},
                                                       {0.114503, 0.786281, 0.099216},
                                                       {-0.003882, -0.048116, 1.051998}}},
                                                     {{{0.367322, 0.860646, -0.227968},
                                                       {0.280085, 0.672501, 0.047413},
                                                       {-0.011820, 0.042940, 0.968881}}},
                                                     {{{1.255528, -0.076749, -0.178779},
                                                       {-0.078411, 0.930809, 0.147602},
                                                       {0.004733, 0.691367, 0.303900}}}}};
    const std::array<double, 3> rgb{linear(color.r), linear(color.g), linear(color.b)};
    const auto times = [](const Matrix& m, const std::array<double, 3>& v) {
        std::array<double, 3> out{};
        for (std::size_t i = 0; i < 3; ++i)
            out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
        return out;
    };
    auto shown = times(matrices[static_cast<std::size_t>(vision)], rgb);
    for (double& channel : shown)
        channel = std::clamp(channel, 0.0, 1.0);
    static constexpr Matrix to_xyz{{{0.4124564, 0.3575761, 0.1804375},
                                    {0.2126729, 0.7151522, 0.0721750},
                                    {0.0193339, 0.1191920, 0.9503041}}};
    const auto xyz = times(to_xyz, shown);
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// CIEDE2000.
inline double difference(Lab p, Lab q) {
    constexpr double pi = std::numbers::pi;
    const auto degrees = [](double d) { return d * pi / 180; };
    const double mean_c = (std::hypot(p.a, p.b) + std::hypot(q.a, q.b)) / 2;
    const double seventh = std::pow(mean_c, 7);
    const double g = 0.5 * (1 - std::sqrt(seventh / (seventh + std::pow(25.0, 7))));
    const double ap = p.a * (1 + g), aq = q.a * (1 + g);
    const double cp = std::hypot(ap, p.b), cq = std::hypot(aq, q.b);
    const auto hue = [&](double a, double b) {
        if (a == 0 && b == 0) return 0.0;
        const double h = std::atan2(b, a);
        return h < 0 ? h + 2 * pi : h;
    };
    const double hp = hue(ap, p.b), hq = hue(aq, q.b);
    const bool grey = cp * cq == 0;
    double dh = hq - hp;
    if (!grey && dh > pi) dh -= 2 * pi;
    if (!grey && dh < -pi) dh += 2 * pi;
    const double big_dh = grey ? 0 : 2 * std::sqrt(cp * cq) * std::sin(dh / 2);
    double mean_h = hp + hq;
    if (!grey) {
        if (std::abs(hp - hq) <= pi)
            mean_h /= 2;
        else
            mean_h = mean_h < 2 * pi ? (mean_h + 2 * pi) / 2 : (mean_h - 2 * pi) / 2;
    }
    const double l = (p.l + q.l) / 2, c = (cp + cq) / 2;
    const double t = 1 - 0.17 * std::cos(mean_h - degrees(30)) + 0.24 * std::cos(2 * mean_h) +
                     0.32 * std::cos(3 * mean_h + degrees(6)) -
                     0.20 * std::cos(4 * mean_h - degrees(63));
    const double turn = degrees(30) * std::exp(-std::pow((mean_h - degrees(275)) / degrees(25), 2));
    const double c7 = std::pow(c, 7);
    const double rc = 2 * std::sqrt(c7 / (c7 + std::pow(25.0, 7)));
    const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
    const double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    const double rt = -std::sin(2 * turn) * rc;
    const double kl = (q.l - p.l) / sl, kc = (cq - cp) / sc, kh = big_dh / sh;
    return std::sqrt(kl * kl + kc * kc + kh * kh + rt * kc * kh);
}

}  // namespace waymark::test
