#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/demo/agenda.hpp"
#include "server/demo/story.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/record.hpp"

namespace waymark::demo {

/// A stretch of time with one pace; it lasts until the next one begins.
struct Stretch {
    Time from;
    double speed = 1;    ///< how many times faster than real calls come and work is done
    bool story = false;  ///< whether the story is told, from its beginning

    bool operator==(const Stretch&) const = default;
};

/// What determines a run of the demo: the same plan tells the same records, byte for byte.
/// Stretches that are added change nothing of what came before them.
struct Plan {
    std::uint64_t seed = 1;
    Time begin;                      ///< of the tickets
    Time calls_from;                 ///< of everything else
    std::vector<Stretch> stretches;  ///< in order of time; the first begins no later than `begin`

    bool operator==(const Plan&) const = default;
};

/// The last hours at the usual pace, so that a wall is full at once, and from `live` on `speed` and
/// perhaps the story.
Plan fresh_plan(std::uint64_t seed, Time live, double speed, bool story);

/// A record and the feed that tells it.
struct Told {
    FeedId feed;
    Record record;

    bool operator==(const Told&) const = default;
};

/// What the parts of the simulated desk share: the time, the pace and where they tell what happens.
class Stage {
public:
    explicit Stage(Plan plan);

    /// The pace at `now`.
    const Stretch& stretch(Time now) const;
    /// The real time that `desk_seconds` of work take.
    Duration lasting(double desk_seconds, Time now) const;
    /// What passed between the two instants in desk seconds.
    double desk_seconds(Time from, Time to) const;
    Mood mood(Time now) const;
    /// A name no other run uses: "<run>-c17".
    std::string name(std::string_view kind, std::uint64_t number) const;

    void tell(std::string_view feed, std::string_view type, Time time, RecordFields fields);
    std::vector<Told> take();

    Agenda& agenda() { return agenda_; }
    const Plan& plan() const { return plan_; }

private:
    Plan plan_;
    std::string run_;
    Agenda agenda_;
    std::vector<Told> told_;
    std::uint64_t records_ = 0;
};

}  // namespace waymark::demo
