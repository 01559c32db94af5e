#pragma once

#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "server/kpi/event/event.hpp"
#include "server/kpi/life/feed_places.hpp"
#include "server/kpi/life/lookouts.hpp"
#include "server/store/store.hpp"

namespace waymark::server {

/// Customers by the hash of who they are, over all feeds: when they came, and when they were last
/// served, by a contact that ended or a ticket that was resolved. `customer.contacted` follows for
/// each contact, with `since_resolved`, the seconds since the customer was last served; absent when
/// that never happened. Server thread only.
class Customers {
public:
    explicit Customers(Vocabulary& vocabulary);

    /// An event of a contact or ticket counts (sign 1), or does not after all (-1). Calls
    /// `tell(event, sign)` with what follows. What concerns no customer changes nothing.
    void note(const Event& event, int sign, auto tell) {
        follow_.clear();
        note(event, sign);
        for (const auto& [contacted, counts] : follow_)
            tell(contacted, counts);
    }

    /// Calls `use(event)` with every contact that may still be told otherwise.
    void each_contacted(auto use) {
        follow_.clear();
        for (const auto& [hash, customer] : customers_)
            tell_all(hash, customer.visits);
        for (const auto& [contacted, sign] : follow_)
            use(contacted);
    }

    /// A day after they came, contacts are told for good: of what is older only the last time a
    /// customer was served stays, for 35 days.
    void forget(Time now);

    /// What changed since the last call. Rows name feeds, whose places may change.
    void take_changed(std::vector<SubjectRow>& rows, const FeedPlaces& places);
    void restore(const SubjectRow& row, const FeedPlaces& places);

private:
    /// A contact that began, or that a customer was served.
    struct Visit {
        Time time;
        Word queue = no_word, channel = no_word, priority = no_word, team = no_word;
        std::uint8_t feed = 0;
        bool served = false;
        bool operator==(const Visit&) const = default;
    };
    struct Customer {
        std::vector<Visit> visits;  ///< by time, then arrival
        bool changed = false;
        Time look_at = Time::max();
    };

    void note(const Event& event, int sign);
    void look_at(std::uint64_t hash, Customer& customer, Time due);
    /// What is no longer needed goes; gives the time from when on more may.
    Time settle(std::vector<Visit>& visits, Time now) const;
    void tell_all(std::uint64_t customer, const std::vector<Visit>& visits);
    void tell(std::uint64_t customer, const Visit& visit, std::optional<Time> served, int sign);

    Vocabulary& vocabulary_;
    EventType offered_, ended_, resolved_, contacted_;
    boost::unordered_flat_map<std::uint64_t, Customer> customers_;
    Lookouts<std::uint64_t> lookouts_;  ///< those that customers do not name are out of date
    std::vector<std::uint64_t> changed_;
    std::vector<SubjectRow> gone_;
    Time told_for_good_;  ///< contacts from before this instant are
    std::vector<std::pair<Event, int>> follow_;
};

}  // namespace waymark::server
