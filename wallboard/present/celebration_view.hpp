#pragma once

#include <cstdint>
#include <string>

namespace waymark::wallboard {

/// Something was reached: what, since when, from where to where, and thanks to all.
struct CelebrationView {
    std::string headline;  ///< "Objective reached"
    std::string title;     ///< the objective's, or the vision's text
    std::string course;    ///< "62 % on 3 March, 97 % on 21 November"
    std::string thanks;
    std::uint64_t seed = 0;  ///< of the confetti: the same for the same milestone
    int step = 0;            ///< of its fall; from `last_confetti_step` on it lies still
    bool operator==(const CelebrationView&) const = default;
};

/// Confetti moves 20 times a second, for at most 20 seconds.
inline constexpr int last_confetti_step = 380;
inline constexpr int confetti_steps_a_second = 20;

}  // namespace waymark::wallboard
