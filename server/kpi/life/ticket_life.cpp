#include "server/kpi/life/ticket_life.hpp"

#include <algorithm>
#include <array>

#include "server/kpi/life/ticket_clock.hpp"
#include "server/kpi/life/ticket_due.hpp"

namespace waymark::server {
namespace {

/// What only the life says, whatever a source writes into fields of these names.
constexpr std::array derived{field::began,          field::elapsed,     field::net,
                             field::work,           field::work_net,    field::origin,
                             field::deleted,        field::first,       field::in_time,
                             field::reopens,        field::reopened,    field::responses,
                             field::reassigned,     field::escalations, field::reopened_after,
                             field::since_resolved, field::final};

/// Goes through a ticket's life twice: for what it comes to, and for what is told on the way.
class TicketTeller {
public:
    TicketTeller(std::span<const Event> life, Time now, const TicketRules& rules,
                 const TicketWords& words, Told& told)
        : life_(in_order(life, words)), now_(now), rules_(rules), words_(words), told_(told) {
        for (const Event* event : life_)
            whole_.take(*event, words_);
    }

    void tell() {
        for (std::size_t at = 0; at < life_.size(); ++at) {
            const Event& event = *life_[at];
            was_alive_ = course_.alive();
            const auto verdict = course_.take(event, words_);
            if (!verdict.odd.empty()) told_.odd.push_back(verdict.odd);
            if (verdict.counts) tell_event(event);
            const bool last_of_instant =
                at + 1 == life_.size() || life_[at + 1]->time != event.time;
            if (last_of_instant) turn_stint(event.time);
        }
        if (stint_) told_.stints.push_back(*stint_);
        tell_due(life_, whole_, now_, rules_, words_, told_);
    }

private:
    void tell_event(const Event& said) {
        Event event = said;
        for (const FieldId id : derived)
            event.drop(id);
        for (const Field& field : course_.standing.fields)
            event.add(field);
        event.set(Field::of_word(field::origin,
                                 whole_.from_state ? words_.from_state : words_.from_stream));
        event.set(Field::of_flag(field::deleted, whole_.deleted.has_value()));
        const bool timed = fill_in_times(event);
        if (event.type == words_.responded) fill_in_response(event, timed);
        if (event.type == words_.resolved) fill_in_resolve(event, timed);
        if (event.type == words_.escalated)
            event.set(Field::of_flag(field::first, course_.escalations == 1));
        if (event.type == words_.closed || event.type == words_.deleted ||
            event.type == words_.merged)
            event.set(Field::of_flag(field::final, was_alive_));
        if (event.type == words_.reopened) {
            event.set(Field::of_flag(field::first, course_.reopens == 1));
            if (course_.last_resolved)
                set_seconds(event, field::since_resolved, event.time - *course_.last_resolved);
        }
        told_.events.push_back(std::move(event));
    }

    /// How long the ticket has lived; false when that is not known.
    bool fill_in_times(Event& event) {
        if (!whole_.created) {
            if (ends(event.type)) told_.odd.emplace_back("a ticket ended without a beginning");
            return false;
        }
        const Time from = *whole_.created;
        const Time to = event.time;
        if (to < from) {
            told_.odd.push_back(event.type == words_.resolved ? "a ticket resolved before created"
                                : event.type == words_.responded
                                    ? "a ticket responded to before created"
                                    : "something of a ticket before created");
            return false;
        }
        std::vector<Bounds> pauses = course_.pending;
        if (course_.pending_since) pauses.push_back({*course_.pending_since, to});
        const TicketClock clock{nullptr};
        const TicketClock work{rules_.work_hours};
        event.set(Field::of_instant(field::began, from));
        set_seconds(event, field::elapsed, clock.between(from, to));
        set_seconds(event, field::net, clock.between(from, to, pauses));
        set_seconds(event, field::work, work.between(from, to));
        set_seconds(event, field::work_net, work.between(from, to, pauses));
        return true;
    }

    void fill_in_response(Event& event, bool timed) {
        if (event.find(field::is_public) == nullptr)
            event.set(Field::of_flag(field::is_public, true));
        const bool first = event.flag(field::is_public) && course_.responses.size() == 1 &&
                           course_.first_response == event.time;
        event.set(Field::of_flag(field::first, first));
        const auto* promised = promised_at(rules_, whole_.priority_at(event.time));
        if (!first || !timed || promised == nullptr || !promised->response) return;
        const Duration taken = TicketClock{promised->hours}.between(*whole_.created, event.time);
        event.set(Field::of_flag(field::in_time, taken <= *promised->response));
    }

    void fill_in_resolve(Event& event, bool timed) {
        const bool first = course_.resolves == 1 && course_.first_resolved;
        event.set(Field::of_flag(field::first, first));
        set_count(event, field::reopens, whole_.reopens);
        event.set(Field::of_flag(field::reopened, whole_.reopens > 0));
        set_count(event, field::escalations, whole_.escalations);
        if (whole_.created) {
            const Time until = whole_.first_resolved.value_or(event.time);
            set_count(event, field::responses, whole_.responses_until(until));
            set_count(event, field::reassigned, whole_.reassigned);
        }
        if (!first) return;
        if (whole_.first_reopened && *whole_.first_reopened >= event.time)
            set_seconds(event, field::reopened_after, *whole_.first_reopened - event.time);
        const auto* promised = promised_at(rules_, whole_.priority_at(event.time));
        if (!timed || promised == nullptr || !promised->resolution) return;
        const Duration taken =
            TicketClock{promised->hours}.between(*whole_.created, event.time, course_.pending);
        event.set(Field::of_flag(field::in_time, taken <= *promised->resolution));
    }

    /// What is true of the ticket from `at` on.
    void turn_stint(Time at) {
        if (course_.alive()) {
            Event state = present_state();
            if (stint_ && stint_->state.fields == state.fields) return;
            end_stint(at);
            state.time = at;
            stint_ = Stint{at, Time::max(), std::move(state)};
        } else {
            end_stint(at);
        }
    }
    void end_stint(Time at) {
        if (!stint_) return;
        stint_->to = at;
        told_.stints.push_back(std::move(*stint_));
        stint_.reset();
    }

    Event present_state() const {
        const bool pending = course_.status == TicketCourse::Status::pending;
        Event state{other_type, life_.front()->feed, {}, {}};
        state.set(Field::of_word(field::status, pending ? words_.on_hold : words_.open));
        for (const FieldId id : {field::queue, field::channel, field::priority, field::team,
                                 field::agent, field::level})
            if (const Field* known = course_.standing.find(id)) state.set(*known);
        state.set(Field::of_flag(field::assigned, course_.standing.find(field::agent) != nullptr));
        state.set(Field::of_flag(field::responded, course_.responded));
        state.set(Field::of_flag(field::reopened, course_.reopens > 0));
        state.set(Field::of_instant(field::since, *course_.created));
        state.set(Field::of_instant(field::began, *course_.created));
        const auto* promised = promised_at(rules_, course_.standing.word(field::priority));
        if (promised == nullptr) return state;
        const TicketClock clock{promised->hours};
        if (promised->response && !course_.responded)
            set_due(state, field::response_due,
                    clock.last_in_time(*course_.created, *promised->response, {}));
        if (promised->resolution && !pending)
            set_due(
                state, field::resolution_due,
                clock.last_in_time(*course_.created, *promised->resolution, pauses_of(course_)));
        return state;
    }

    static void set_due(Event& state, FieldId id, Time at) {
        if (at != Time::max()) state.set(Field::of_instant(id, at));
    }
    static void set_seconds(Event& event, FieldId id, Duration length) {
        event.set(Field::of_number(id, in_seconds(length)));
    }
    static void set_count(Event& event, FieldId id, int count) {
        event.set(Field::of_number(id, count));
    }
    bool ends(EventType type) const {
        return type == words_.resolved || type == words_.closed || type == words_.deleted ||
               type == words_.merged;
    }

    std::vector<const Event*> life_;
    const Time now_;
    const TicketRules& rules_;
    const TicketWords& words_;
    Told& told_;
    TicketCourse whole_;      ///< after the last event
    TicketCourse course_;     ///< so far
    bool was_alive_ = false;  ///< before the event at hand
    std::optional<Stint> stint_;
};

}  // namespace

void tell_ticket(std::span<const Event> life, Time now, const TicketRules& rules,
                 const TicketWords& words, Told& told) {
    if (!life.empty()) TicketTeller{life, now, rules, words, told}.tell();
}

}  // namespace waymark::server
