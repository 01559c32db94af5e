#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/kpi/life/stint.hpp"
#include "server/store/store.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// What is told of a subject beside what it is told for.
struct Whom {
    SubjectKind kind = SubjectKind::contact;
    std::string_view id;
};

/// Hears what follows from lives. Readings are a function of the set of what was told and not taken
/// back, so that late, repeated and out-of-order records end where records in order do.
class Listener {
public:
    virtual ~Listener() = default;
    /// An event counts (sign +1), or, told before, does not count after all (-1).
    virtual void on_event(const Event& event, int sign, Whom whom) = 0;
    /// These stints of a subject are taken back, and those stand in their place.
    virtual void on_stints(SubjectKind kind, std::span<const Stint> before,
                           std::span<const Stint> after, Whom whom) = 0;
    /// Something is odd with what a feed told (+1), or is not after all (-1): counted by reason,
    /// never in a KPI.
    virtual void on_odd(std::uint8_t feed, std::string_view reason, int sign) = 0;
};

/// The contacts, agents, tickets, metrics and customers heard of, and what follows from what
/// happened to them. Server thread only.
class Lives {
public:
    /// `vocabulary` and `listener` must outlive the lives.
    Lives(Vocabulary& vocabulary, const DeskFolder& folder, Listener& listener);
    ~Lives();

    /// A changed desk folder: its promises and hours hold for tickets first heard of from now on.
    /// The lives of feeds that are gone go on, in case these come back, and are forgotten in time.
    void reload(const DeskFolder& folder);

    /// All feeds ever heard of, by their places: a feed keeps its place when others come and go.
    /// Only when all places were given, a new one takes that of one that is gone.
    const std::vector<FeedId>& feeds() const;

    /// A record of the feed at place `feed` happened; it is told, and what
    /// follows from it. What falls due later than `now` is told by `advance`.
    void note(const Record& record, std::uint8_t feed, Time now);

    /// Time passes: what has fallen due is told, and ended lives that nobody can ask for go.
    void advance(Time now);

    /// Tells `listener` all stints of a kind from `since` on, cut off there: for definitions that
    /// begin, and for what is kept in memory only, after a restart.
    void tell_stints(SubjectKind kind, Time since, Listener& listener) const;

    /// Tells `listener` what follows from the lives of a kind at the feeds of these places, first
    /// those to which something happened last, while `more` says so of that time. False: others
    /// were left out, because those told had 50,000 events.
    bool tell_latest(SubjectKind kind, const std::vector<bool>& feeds,
                     const std::function<bool(Time)>& more, Listener& listener) const;
    /// Tells it what happened to nobody that is followed, as far as it is remembered
    /// (LooseEvents), and the contacts of customers in the last day.
    void tell_loose(Listener& listener) const;

    /// The stints of one subject, whichever feed told of it; none when it is not known.
    std::vector<Stint> stints_of(SubjectKind kind, std::string_view id) const;

    std::size_t size(SubjectKind kind) const;

    /// What changed since the last call.
    std::vector<SubjectRow> take_changed();
    /// Puts a life back silently: what followed from it until `now` is in the states already.
    void restore(const SubjectRow& row, Time now);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::server
