#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

#include "server/kpi/event/by_text.hpp"
#include "server/kpi/life/agent_life.hpp"
#include "server/kpi/life/dues.hpp"
#include "server/kpi/life/lookouts.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// The promises and hours that were in force when a ticket was first heard of.
struct RuleBook {
    std::map<std::string, HoursClock> clocks;
    TicketRules rules;
};

/// The rules of a desk folder.
std::shared_ptr<const RuleBook> rules_of(const DeskFolder& folder, Vocabulary& vocabulary);

/// One subject's events, ordered by (time, arrival).
struct Life {
    explicit Life(std::string_view subject) : id(subject) {}

    const std::string id;
    std::vector<Event> events;
    std::shared_ptr<const RuleBook> rules;
    /// Of an agent: up to its last state. Null: not worked out.
    std::unique_ptr<AgentStanding> standing;
    Dues<Life*>::Place awaited = Dues<Life*>::nowhere;  ///< among the dues of its book
    bool changed = false;                               ///< since the last checkpoint
    std::optional<Time> keep_until;  ///< as far as it was looked at since it last changed
};

/// Subjects of one kind from one feed, by id.
struct Book {
    struct ById : TextHash {
        using TextHash::operator();
        std::size_t operator()(const std::unique_ptr<Life>& life) const {
            return (*this)(life->id);
        }
        bool operator()(const auto& a, const auto& b) const { return id_of(a) == id_of(b); }
        static std::string_view id_of(std::string_view id) { return id; }
        static std::string_view id_of(const std::unique_ptr<Life>& life) { return life->id; }
    };
    using Lives = boost::unordered_flat_set<std::unique_ptr<Life>, ById, ById>;

    /// Null when there is none of that id.
    Life* find(std::string_view id) const;
    /// The life of that id; a new one is looked at from `may_be_over_at` on.
    Life& of(std::string_view id, Time may_be_over_at);
    void mark(Life& life);
    void forget(Life& life);

    Lives lives;
    std::vector<std::string> changed;  ///< ids, each once
    Lookouts<Life*> may_be_over;       ///< each life once
    Dues<Life*> dues;
};

/// Where an event belongs in a life: behind all that happened no later.
std::size_t place_of(const std::vector<Event>& life, Time time);

/// What the second tells and the first did not: the lists' differing middles.
template <class Item>
struct Difference {
    std::span<const Item> before;
    std::span<const Item> after;
};
template <class Item>
Difference<Item> difference(const std::vector<Item>& before, const std::vector<Item>& after) {
    std::size_t front = 0;
    const std::size_t least = std::min(before.size(), after.size());
    while (front < least && before[front] == after[front])
        ++front;
    std::size_t back = 0;
    while (back < least - front &&
           before[before.size() - 1 - back] == after[after.size() - 1 - back])
        ++back;
    return {{before.data() + front, before.size() - front - back},
            {after.data() + front, after.size() - front - back}};
}

}  // namespace waymark::server
