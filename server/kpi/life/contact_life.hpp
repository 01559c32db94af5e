#pragma once

#include "server/kpi/life/told.hpp"

namespace waymark::server {

/// The types and words contacts are told with, learnt once.
struct ContactWords {
    explicit ContactWords(Vocabulary& vocabulary);

    EventType offered, answered, abandoned, timed_out, left, callback_requested, callback_done,
        held, retrieved, ended, wrapped, lost;
    Word waiting, served, callback;
};

/// A contact that waits, is served or waits for its callback for longer than this without a word is
/// given up: its end was never told.
inline constexpr Duration contact_lost_after = std::chrono::hours{4};
inline constexpr Duration callback_lost_after = std::chrono::hours{24 * 14};
/// Longer waits, talks and wraps of one contact are absurd and not counted.
inline constexpr Duration longest_contact_time = std::chrono::hours{24};

/// What is odd where a stated length and the events' times disagree.
inline constexpr std::string_view lengths_differ =
    "a stated length that differs by more than 2 s from the events' times";

/// What follows from a contact's events (calls, chats, callbacks) as of `now`: the events from
/// `tell_from` on, and the stints that the first of these, or a later one, ends. Each
/// `contact.offered` begins an entry: a transfer to another queue is one contact with two entries.
///
/// Filled in where the source does not state it: the entry's queue, channel, priority, team, agent
/// and customer on all its events; `entry` 1, 2, ...; `began`, when it was offered; `wait`, from
/// there to the end of waiting; `talk` of an ended one, from its answer less its holds; `hold`;
/// `wrap`, from its end to `contact.wrapped`; `handle`, their sum; `final` on an outcome that no
/// other entry follows; `in_time` on a callback that was kept. What ends before it began is odd and
/// does not count; what has no beginning at all counts with what its source states.
void tell_contact(const std::vector<Event>& life, std::size_t tell_from, Time now,
                  const ContactWords& words, Told& told);

/// Puts an event into a contact's life at `place`, and adds what follows `before` and `after`, from
/// where on that differs: everything earlier is the same.
void put_in_contact(std::vector<Event>& life, std::size_t place, Event event, Time now,
                    const ContactWords& words, Told& before, Told& after);

}  // namespace waymark::server
