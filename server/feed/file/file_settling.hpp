#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace waymark::server {

/// What tells one state of a file from another.
struct FileSight {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::chrono::nanoseconds changed{0};  ///< its time of change

    bool operator==(const FileSight&) const = default;
};

/// Decides when a file is whole: one that was renamed to its name is, any other once it has been
/// the same for two seconds. No file access.
class FileSettling {
public:
    using Tick = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds still_for{2};

    /// A file was renamed to the name: that is how it should come.
    void renamed() { renamed_ = true; }

    /// Whether the file that is seen now is to be read.
    bool look(const FileSight& sight, Tick now);

    /// There is none: what comes next is new.
    void missed() { seen_.reset(); }

    /// The file was read, and was the same before and after.
    void read() { read_ = seen_; }

private:
    bool renamed_ = false;
    bool whole_ = false;  ///< what is seen came by renaming
    std::optional<FileSight> seen_;
    std::optional<FileSight> read_;
    Tick since_;
};

}  // namespace waymark::server
