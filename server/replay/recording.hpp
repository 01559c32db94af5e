#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>

#include "server/replay/settings.hpp"
#include "shared/base/result.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// How often something was refused for one reason, and where first.
struct Refused {
    std::uint64_t count = 0;
    std::string first;
};

/// What became of the records of a file.
struct RecordingCounts {
    std::uint64_t read = 0;                  ///< records made out, those refused included
    std::uint64_t duplicates = 0;            ///< an id that was heard before
    std::uint64_t told = 0;                  ///< handed on
    std::map<std::string, Refused> refused;  ///< by the field it was refused for
    /// Messages or lines of a phone system that no record could be made of, by reason.
    std::map<std::string, std::uint64_t> skipped;
};

/// The phone system's own settings.
struct RecordingRules {
    RecordingForm form = RecordingForm::records;
    std::optional<Duration> max_wait;  ///< it gives a contact up after this
};

/// Reads a recorded file to its end and hands each record on, once, with the time it came in, which
/// never runs backwards.
RecordingCounts read_recording(std::istream& file, const RecordingRules& rules,
                               const std::function<void(Time now, Record record)>& tell);

}  // namespace waymark::server
