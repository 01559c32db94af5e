#pragma once

#include <cstdint>
#include <vector>

#include "shared/model/time.hpp"
#include "wallboard/view/damage.hpp"

namespace waymark::wallboard {

/// How long a text takes to go over into the next one.
inline constexpr std::chrono::milliseconds fade_length{300};
/// A text that changes sooner after its last change changes at once: what moves all the time can't
/// be read.
inline constexpr std::chrono::seconds fade_apart{2};

/// Which texts of a wall are fading. Only runs with `fades` do, each once for a change, and only
/// where old and new stand on the same colour. GUI thread only.
class Fader {
public:
    /// `step`: from one picture of a fade to the next.
    explicit Fader(std::chrono::milliseconds step) : step_(step) {}
    /// `next` takes the place of `shown` at `now`.
    void take(const DrawnScene& shown, const DrawnScene& next, Time now);
    /// Puts the fades as of `now` into `scene`, the last one taken, and their places into `damage`.
    void advance(DrawnScene& scene, Damage& damage, Time now);
    /// When the next picture of a fade is due; `Time::max()`: none is.
    Time next() const { return next_; }
    /// All texts are at once what they are to become.
    void stop();

private:
    /// The n-th fading run of a widget of that name.
    struct Key {
        std::uint64_t widget = 0;
        std::size_t run = 0;
        bool operator==(const Key&) const = default;
    };
    struct Change {
        Key key;
        Time at;
    };
    struct Running {
        Key key;
        TextRun from;
        Time since;
    };
    void changed(const Key& key, const TextRun& from, const TextRun& to, Time now);

    std::chrono::milliseconds step_;
    std::vector<Change> changes_;  ///< the last one of each run
    std::vector<Running> running_;
    Time next_ = Time::max();
};

}  // namespace waymark::wallboard
