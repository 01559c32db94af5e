#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/kpi/event/matcher.hpp"
#include "server/kpi/life/lives.hpp"
#include "server/kpi/state/history.hpp"
#include "server/kpi/time/calendar.hpp"
#include "server/kpi/time/hours_clock.hpp"
#include "shared/model/measure.hpp"

namespace waymark::server {

/// What a KPI's measure gives over a stretch of time.
struct Measured {
    std::optional<double> value;      ///< nothing: there was nothing to compute from
    std::int64_t n = 0;               ///< cases it is made of
    std::optional<double> numerator;  ///< of a ratio of counts; its denominator is n
    double variance = 0;              ///< of one case, for the error of a mean; 0 when unknown
    std::optional<Time> since;        ///< the value is the age of something that began then
    std::string subject;              ///< of an age: whose it is
    bool operator==(const Measured&) const = default;
};

/// One value of one dimension a KPI is split by; both 0 is all.
struct SliceKey {
    FieldId field = 0;
    Word word = no_word;
    auto operator<=>(const SliceKey&) const = default;
};

/// A count beside the value, over a window.
struct PartCount {
    std::string name;
    bool excluded = false;
    std::int64_t n = 0;
};

/// An event that counted, for explanations.
struct Counted {
    Time time;
    EventType type = other_type;
    std::string subject;
    std::optional<double> number;
};

/// How something a meter looks at bears on its value, for people who ask what is behind that.
struct Regard {
    std::optional<double> number;      ///< what it adds, or its age in seconds
    std::optional<bool> in_numerator;  ///< of ratios and shares
    bool taken_off = false;            ///< it is taken off a count
    std::string why_not;               ///< the reason that it does not count; empty: it counts
};

/// What people want to see first of what is behind a value.
enum class Foremost {
    newest,   ///< what happened last
    present,  ///< what is still true
    longest,  ///< what has been true for the longest
};

/// Reasons not to count that several meters know; explanations use the same words.
inline constexpr const char* outside_window = "outside the window";
inline constexpr const char* without_number = "without a number to count";
inline constexpr const char* without_beginning = "of a subject whose beginning was never told";
inline constexpr const char* it_is_over = "it is over";
inline constexpr const char* unreadable_entry = "with a period or a value that can't be read";

/// The subject in a state whose age is the greatest, and what its age counts from (of a promise:
/// when it falls due).
struct Oldest {
    std::string subject;
    Time since;
};

/// One of a meter's series, by the name its rows are kept under ("", "queue=servicedesk",
/// "part 2", ...).
struct NamedHistory {
    std::string name;
    History* history = nullptr;
};

/// Computes one KPI, whole and by slice, from what lives tell. Server thread only.
class Meter {
public:
    virtual ~Meter() = default;

    /// The types of event it wants to hear; empty: none.
    virtual std::vector<EventType> event_types() const { return {}; }
    /// The kind of subject whose stints it wants to hear.
    virtual std::optional<SubjectKind> stints_of() const { return std::nullopt; }
    /// Marks of the words of which one must stand in the `state_field` of stints that matter.
    virtual std::uint64_t stint_marks() const { return all_marks; }

    virtual void on_event(const Event&, int, Whom) {}
    virtual void on_stints(std::span<const Stint>, std::span<const Stint>, Whom) {}
    /// After a restart: stints told again, that what was put back may have already.
    virtual void recall_stints(std::span<const Stint> stints, Whom whom) {
        on_stints({}, stints, whom);
    }
    /// Time passes: told when a minute turns.
    virtual void advance(Time now) = 0;

    /// The value of a slice over `bounds`; with from == to, the value at that instant, and with
    /// `to` at or after the desk's time, with all that is known.
    virtual Measured over(Bounds bounds, SliceKey slice) const = 0;
    virtual std::vector<SliceKey> slices() const { return {}; }
    virtual std::vector<PartCount> parts(Bounds, SliceKey) const { return {}; }
    /// The merged state behind the value, as text; empty where there is none.
    virtual std::string state_text(Bounds, SliceKey) const { return {}; }
    /// The last events that counted, newest first.
    virtual std::vector<Counted> last_counted() const { return {}; }
    /// Of ages: the subject that has waited longest, or falls due first.
    virtual std::optional<Oldest> oldest(Time, SliceKey) const { return std::nullopt; }
    /// Numbers that were absurd or missing, by reason.
    virtual std::vector<PartCount> left_out() const { return {}; }

    /// How an event of one of its types bears on the value over `bounds`; nothing: it is none of
    /// its concern.
    virtual std::optional<Regard> regard(const Event&, Bounds) const { return std::nullopt; }
    /// The same of a stint of its kind of subject.
    virtual std::optional<Regard> regard(const Stint&, Bounds) const { return std::nullopt; }
    /// The fields that its conditions look at.
    virtual std::vector<FieldId> looks_at() const { return {}; }
    virtual Foremost foremost(Bounds) const { return Foremost::newest; }

    /// The earliest instant whose value may have changed since the last call; Time::max() when
    /// none has. Sparklines are drawn anew from there.
    virtual Time take_rewritten() = 0;

    /// What must survive a restart beside its series, as text; empty: nothing. `recall` takes it
    /// back and leaves the meter as it was when it is damaged.
    virtual std::string memory() const { return {}; }
    virtual void recall(const std::string&) {}
    virtual std::vector<NamedHistory> histories() { return {}; }
    /// Puts a row of the series of that name back; slices are made as they come.
    virtual void put(const std::string&, const History::Row&) {}
};

}  // namespace waymark::server
