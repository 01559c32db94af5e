#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/feed/feed_port.hpp"
#include "shared/base/result.hpp"

namespace waymark::server {

/// How a body is written: one JSON value (a record or an array of them), or one record a line.
enum class BodyForm { json, ndjson };

/// What a body was found to hold.
struct IntakeBatch {
    std::vector<Record> records;
    std::vector<Rejection> rejected;
    std::uint64_t from_the_future = 0;  ///< records stored with their time of receipt
    std::uint64_t unknown_types = 0;
    std::uint64_t too_late = 0;       ///< of the rejected: older than is accepted
    std::uint64_t without_value = 0;  ///< dropped before: what they are about was not stated
    /// How far the latest of the times that were told lay behind ours; negative: ahead. None: no
    /// record told its time.
    std::optional<Duration> least_behind;
};

/// Which times a record may have.
struct IntakeLimits {
    Duration accept_late = std::chrono::hours{24};  ///< older events are rejected
    /// A time that far ahead of ours is the sender's fault: the time of receipt is taken. None:
    /// any time is taken as it is, for replays.
    std::optional<Duration> most_ahead = std::chrono::minutes{5};
};

/// The way in of every record, whether a feed sent it as such or an adapter made it: looks whether
/// it can be kept, at its time and its customer, or says where and why not. No state but the
/// limits; any thread.
class Intake {
public:
    /// `salt` goes into the hash that replaces `customer`.
    Intake(std::string salt, IntakeLimits limits);

    /// An Error means that no records could be made out at all (not JSON, over a limit).
    Result<IntakeBatch> read(std::string_view body, BodyForm form, Time now) const;

    /// What an adapter made. A full state that holds now and whose last change is older than is
    /// accepted is taken at the time of receipt. A record that the store could not give back as it
    /// is, as one that lacks a field or has a number that is none, is rejected too.
    IntakeBatch take(FeedBatch made, Time now) const;

private:
    void admit(const std::string& at, Result<Record> read, Time now, IntakeBatch& batch) const;

    std::string salt_;
    IntakeLimits limits_;
};

}  // namespace waymark::server
