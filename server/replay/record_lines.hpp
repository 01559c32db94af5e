#pragma once

#include <string_view>
#include <vector>

#include "server/feed/intake.hpp"
#include "shared/base/result.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// Records of a recorded line, and the time at which they came in.
struct Played {
    Time now;
    std::vector<Record> records;
    std::vector<Rejection> rejected;
};

/// Reads recorded NDJSON under its own clock: a line is a record (or an array of them) or
/// {"received": TIME, "record": {...}}; a record may say "received" itself. TIME is RFC 3339, epoch
/// seconds or epoch milliseconds. Now is the newest time of receipt; where none is given, the
/// newest event time. It never runs backwards.
class RecordLines {
public:
    RecordLines();

    /// What the line holds. It is rejected as the intake would, and where it has no time at all
    /// and none came before.
    Played read(std::string_view line);

private:
    Intake heard_;     ///< of lines that say when they came in
    Intake as_dated_;  ///< of lines that do not
    Time now_;
};

}  // namespace waymark::server
