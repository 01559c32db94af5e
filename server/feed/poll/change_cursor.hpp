#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "server/feed/mapping/pointer.hpp"
#include "server/feed/poll/poll_setup.hpp"

namespace date {
class time_zone;
}

namespace waymark::server {

/// From where on changes are asked for: the newest change seen, less an overlap, since systems
/// write changes down a little after their time. What it remembers is of whole rounds: one that did
/// not end is asked for again after a restart; what comes twice has the same id.
///
/// Times without an offset are read in a zone that nobody tells, and a wrong one silently loses
/// changes. But each round asks for the newest change once more: when it is missing, it is asked
/// for further back, by up to 26 hours (so far zones lie apart), and it shows whether the zone is
/// wrong or the item gone.
class ChangeCursor {
public:
    /// What a round showed of the zone.
    enum class Finding {
        nothing,
        ask_again,      ///< the newest change is missing: another round is to begin at once
        zone_is_wrong,  ///< from now on that much more is asked for, so that nothing is lost
    };

    /// `zone`: in which requests are read; `memory`: that of an earlier one; empty or damaged:
    /// there was none.
    ChangeCursor(const PollCursor& setup, const std::string& zone, const std::string& memory,
                 Time now);

    /// What the next one goes on with.
    std::string memory() const;

    /// What stands for {cursor} in the requests of a round.
    std::string text() const;

    void begin_round();
    /// An item of an answer; false when it has no time that can be read.
    bool see(const nlohmann::json& item, Time now);
    /// All that came is kept. `complete`: there was no more to come; else the round counts as far
    /// as it came when the items came in the order of their changes.
    Finding end_round(bool complete);
    /// A page of the round ended: the items behind come on the next one.
    void end_page();

    /// Whether the last round got further than those before.
    bool moved() const { return moved_; }

private:
    Time asked_from() const;
    Finding judge_zone();
    void recall(const std::string& memory);

    const PollCursor setup_;
    mapping::Pointer value_;
    const date::time_zone* zone_;
    const date::time_zone* reads_zone_;
    Time from_;                   ///< while nothing was seen
    std::optional<Time> newest_;  ///< of all rounds
    std::optional<Time> seen_;    ///< the newest of this round
    std::optional<Time> page_;    ///< the newest of this page
    std::optional<Time> page_before_;
    bool ascending_ = true;          ///< so far in this round
    Duration margin_{};              ///< asked for besides: the zone is wrong
    std::optional<Duration> trial_;  ///< instead, to see whether it is
    bool moved_ = false;
};

}  // namespace waymark::server
