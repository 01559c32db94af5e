#pragma once

#include <array>
#include <cstdint>

#include "shared/model/time.hpp"

namespace waymark::wallboard {

/// How long the frames of the last minute took, from the first triangle until they were handed to
/// the screen.
struct FrameLengths {
    Duration last{0};
    Duration median{0};
    Duration p99{0};
    Duration longest{0};
    std::uint64_t frames = 0;  ///< since the start
    bool operator==(const FrameLengths&) const = default;
};

/// Remembers the lengths of up to 1,200 frames. GUI thread only.
class FrameLog {
public:
    void drawn(Time now, Duration length);
    FrameLengths lengths(Time now) const;

private:
    struct Frame {
        Time at;
        Duration length{0};
    };
    std::array<Frame, 1200> ring_{};  // a minute of 20 a second
    std::uint64_t frames_ = 0;
};

/// Octets of this process that are in memory; 0 where the system does not say.
std::uint64_t resident_octets();

/// What this process has had of the processors.
Duration processor_time();

}  // namespace waymark::wallboard
