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

/// What determines a run of the demo: the same plan tells the same records, byte for byte.
struct Plan {
    std::uint64_t seed = 1;
    Time begin;        ///< of the history that is told first; at most 24 h before `live`
    Time live;         ///< when the history ends and the story begins
    double speed = 1;  ///< from `live` on: how many times faster calls come and work is done
    bool story = true;

    bool operator==(const Plan&) const = default;
};

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

    /// How many times faster than real the desk works at `now`.
    double speed(Time now) const { return now < plan_.live ? 1 : plan_.speed; }
    /// The real time that `desk_seconds` of work take.
    Duration lasting(double desk_seconds, Time now) const;
    /// What passed between the two instants in desk seconds.
    double desk_seconds(Time from, Time to) const;
    Mood mood(Time now) const;
    /// A name no other run uses: "<run>-c17".
    std::string name(std::string_view kind, std::uint64_t number) const;

    void tell(std::string_view feed, std::string_view type, Time time,
              std::map<std::string, FieldValue, std::less<>> fields);
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
