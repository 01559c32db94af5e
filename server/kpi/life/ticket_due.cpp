#include "server/kpi/life/ticket_due.hpp"

#include <algorithm>

#include "server/kpi/life/ticket_clock.hpp"

namespace waymark::server {
namespace {

class DueTeller {
public:
    DueTeller(std::span<const Event* const> life, const TicketCourse& whole, Time now,
              const TicketRules& rules, const TicketWords& words, Told& told)
        : life_(life), whole_(whole), now_(now), rules_(rules), words_(words), told_(told) {}

    void tell() {
        if (whole_.created) {
            const Word first = whole_.priority_at(*whole_.created);
            tell_response(first, words_.initial);
            tell_response(priority_when(whole_.first_response), words_.current);
            tell_resolution(first, words_.initial);
            tell_resolution(priority_when(whole_.first_resolved), words_.current);
        }
        for (const Event* event : life_)
            if (event->type == words_.promised) tell_promise(*event);
    }

private:
    Word priority_when(std::optional<Time> at) const {
        return whole_.priority_at(at.value_or(Time::max()));
    }

    void tell_response(Word priority, Word basis) {
        const auto* promised = promised_at(rules_, priority);
        // Somebody responded, nobody knows when.
        if (whole_.responded && !whole_.first_response) return;
        if (promised == nullptr || !promised->response) return;
        const Time due = TicketClock{promised->hours}.due(*whole_.created, *promised->response, {});
        if (!is_owed(due)) return;
        Event event = owed(words_.response_due, due);
        set_basis(event, priority, basis);
        add(std::move(event), whole_.first_response && *whole_.first_response <= due);
    }

    void tell_resolution(Word priority, Word basis) {
        const auto* promised = promised_at(rules_, priority);
        if (whole_.resolved_unheard) return;
        if (promised == nullptr || !promised->resolution) return;
        const Time due = TicketClock{promised->hours}.due(*whole_.created, *promised->resolution,
                                                          pending_until_resolved());
        const auto& resolved = whole_.first_resolved;
        if (!resolved && whole_.pending_since && due > *whole_.pending_since) return;
        if (!resolved && whole_.first_closed && due > *whole_.first_closed) return;
        if (!is_owed(due)) return;
        Event event = owed(words_.resolution_due, due);
        set_basis(event, priority, basis);
        add(std::move(event), resolved && *resolved <= due);
    }

    void tell_promise(const Event& promised) {
        const auto due = promised.instant(field::due);
        if (!due) return;
        if (*due < promised.time) {
            told_.odd.emplace_back("a promise for a time already gone");
            return;
        }
        if (!is_owed(*due)) return;
        const bool kept = std::ranges::any_of(life_, [&](const Event* event) {
            return event->type == words_.promise_kept && event->time >= promised.time &&
                   event->time <= *due;
        });
        add(owed(words_.promise_due, *due), kept);
    }

    std::vector<Bounds> pending_until_resolved() const {
        std::vector<Bounds> pauses = whole_.pending;
        if (whole_.first_resolved)
            std::erase_if(
                pauses, [&](const Bounds& pause) { return pause.from >= *whole_.first_resolved; });
        return pauses;
    }

    /// False: not any more, or not yet.
    bool is_owed(Time due) {
        if (due == Time::max() || (whole_.deleted && due > *whole_.deleted)) return false;
        return told_.has_come(due, now_);
    }

    /// An event of what holds when it falls due, as far as that is known.
    Event owed(EventType type, Time due) const {
        TicketCourse then;
        for (const Event* event : life_)
            if (event->time <= due) then.take(*event, words_);
        Event event{type, life_.front()->feed, due, then.standing.fields};
        if (whole_.created) event.set(Field::of_instant(field::began, *whole_.created));
        event.set(Field::of_word(field::origin,
                                 whole_.from_state ? words_.from_state : words_.from_stream));
        event.set(Field::of_flag(field::deleted, whole_.deleted.has_value()));
        return event;
    }

    static void set_basis(Event& event, Word priority, Word basis) {
        event.set(Field::of_word(field::priority, priority));
        event.set(Field::of_word(field::basis, basis));
    }

    void add(Event event, bool met) {
        event.set(Field::of_flag(field::met, met));
        told_.due.push_back(std::move(event));
    }

    std::span<const Event* const> life_;
    const TicketCourse& whole_;
    const Time now_;
    const TicketRules& rules_;
    const TicketWords& words_;
    Told& told_;
};

}  // namespace

const TicketRules::Promised* promised_at(const TicketRules& rules, Word priority) {
    const auto found = rules.sla.find(priority);
    return priority == no_word || found == rules.sla.end() ? nullptr : &found->second;
}

std::vector<Bounds> pauses_of(const TicketCourse& course) {
    std::vector<Bounds> pauses = course.pending;
    pauses.insert(pauses.end(), course.resting.begin(), course.resting.end());
    std::ranges::sort(pauses, {}, &Bounds::from);
    return pauses;
}

void tell_due(std::span<const Event* const> life, const TicketCourse& whole, Time now,
              const TicketRules& rules, const TicketWords& words, Told& told) {
    DueTeller{life, whole, now, rules, words, told}.tell();
}

}  // namespace waymark::server
