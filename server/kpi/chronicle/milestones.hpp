#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/milestone.hpp"
#include "shared/model/outline.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// Where an objective or a vision stands at the end of a desk day.
struct Standing {
    Milestone::Kind kind = Milestone::Kind::objective;
    std::string node;  ///< as Milestone's
    UnitId unit;
    std::string title;
    std::string edition;           ///< of a vision: another one is another vision; else empty
    bool achieved = false;         ///< all its CSFs with `done_when` are
    bool known = false;            ///< the day told of all their KPIs what they were
    bool counts = false;           ///< the day counts for one of its CSFs
    int hold = 1;                  ///< days: the longest its CSFs must hold
    std::optional<Time> began;     ///< the first day that was measured
    std::optional<double> before;  ///< its attainment on that day
    std::optional<double> after;   ///< on the last
};

/// What people decide on a milestone.
enum class Decision { confirm, dismiss };

/// What was reached, and what became of it. An objective is celebrated at once, a vision when
/// somebody confirms it; after a day with people at the desk it is over, but for a vision a new one
/// has to come first. What
/// was reached is reached again only after it was lost for as many days as it had to hold, a new
/// vision when it was not achieved on at least one day. Server thread only.
class Milestones {
public:
    /// What people decide comes in as records of this feed, which no desk folder can have.
    static inline const FeedId people{"(people)"};
    /// The record of a decision; `by` says who, and may be empty.
    static Record record_of(const std::string& id, Decision decision, const std::string& by,
                            Time now);

    /// A desk day is over: it was `day`, and the next begins at `end`.
    void day_ended(const std::vector<Standing>& standings, std::chrono::local_days day, Time end);

    /// When a celebration ends that begins at an instant.
    using EndOf = std::function<Time(Time)>;
    /// Time passes: celebrations end, and a vision that was replaced is over. Ends are asked for
    /// once.
    void advance(const Outline& outline, Time now, const EndOf& end_of);
    /// Ends are to be asked for again: the desk's calendar is another.
    void forget_ends();

    /// Nothing: it can be decided. An Error says why not.
    Result<void> check(const std::string& id, Decision decision) const;
    /// Somebody decided; what can't be decided any more changes nothing.
    void accept(const Record& record);

    /// For walls: those of the last 31 days, and those that wait for people, newest first; without
    /// those dismissed.
    std::vector<Milestone> shown(Time now) const;

    /// One with who confirmed or dismissed it.
    struct Kept {
        Milestone milestone;
        std::string edition;
        std::string by;
        std::optional<Time> until;  ///< while it is celebrated, once that is known
    };
    /// All that are kept (200), newest first.
    const std::vector<Kept>& all() const { return kept_; }

    /// For checkpoints. A damaged text changes nothing.
    std::string to_text() const;
    void read(const std::string& text);

private:
    /// How far a node is from being reached again.
    struct Track {
        int away = 0;  ///< days it must be lost for; 0: it may be reached
        int lost = 0;  ///< days in a row on which it was not achieved
        std::string edition;
    };

    void reach(const Standing& standing, std::chrono::local_days day, Time end);

    std::map<std::pair<Milestone::Kind, std::string>, Track> tracks_;
    std::vector<Kept> kept_;
};

/// What tells a unit's vision from the next: its text and since when it is in force.
std::string edition_of(const Vision& vision);

}  // namespace waymark::server
