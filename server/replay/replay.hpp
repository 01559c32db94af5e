#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "server/kpi/health.hpp"
#include "server/replay/recording.hpp"
#include "server/replay/settings.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// Runs recorded events through the engine under their own clock and tells its values, a line each
/// (value_line).
class Replay {
public:
    /// `out` must outlive the replay. `as_seen`: values and states as the wall showed them, told as
    /// the clock passes; else values as known in the end, all told at the end.
    Replay(const DeskFolder& folder, FeedId feed, AskedInstants asked, bool as_seen,
           std::ostream& out);
    ~Replay();

    /// A record came in at `now`, which is not before the one before.
    void play(Time now, const Record& record);
    /// There are no more.
    void end();

    /// What was odd in the data, over all its time.
    std::vector<Finding> odd() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// What became of a recording and what was odd in it, in lines for people.
std::string summary_of(const RecordingCounts& counts, const std::vector<Finding>& odd,
                       double seconds);

/// `replay`: reads the desk folder and the file, tells values on standard output and the summary on
/// standard error. The exit status: 0, 78 when settings or desk folder are wrong, 1 when the file
/// can't be read or nothing in it was a record.
int replay_file(const ReplaySettings& settings);

}  // namespace waymark::server
