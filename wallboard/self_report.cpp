#include "wallboard/self_report.hpp"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <vector>

#include <unistd.h>

namespace waymark::wallboard {

void FrameLog::drawn(Time now, Duration length) {
    ring_[frames_++ % ring_.size()] = {now, length};
}

FrameLengths FrameLog::lengths(Time now) const {
    FrameLengths found;
    found.frames = frames_;
    if (frames_ == 0) return found;
    found.last = ring_[(frames_ - 1) % ring_.size()].length;
    std::vector<Duration> lengths;
    for (std::size_t i = 0; i < std::min<std::uint64_t>(frames_, ring_.size()); ++i)
        if (ring_[i].at <= now && now - ring_[i].at < std::chrono::minutes{1})
            lengths.push_back(ring_[i].length);
    if (lengths.empty()) return found;
    std::ranges::sort(lengths);
    found.median = lengths[lengths.size() / 2];
    found.p99 = lengths[lengths.size() * 99 / 100];
    found.longest = lengths.back();
    return found;
}

std::uint64_t resident_octets() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Duration processor_time() {
    return std::chrono::microseconds{std::int64_t{1'000'000} * std::clock() / CLOCKS_PER_SEC};
}

}  // namespace waymark::wallboard
