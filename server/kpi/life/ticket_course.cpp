#include "server/kpi/life/ticket_course.hpp"

#include <algorithm>
#include <array>

namespace waymark::server {
namespace {

/// Stated by any event of a ticket, they hold from then on.
constexpr std::array said_by_all{field::queue, field::channel, field::priority, field::team,
                                 field::customer};
constexpr std::array said_at_beginning{field::queue, field::channel, field::priority, field::team,
                                       field::agent, field::level,   field::customer};

int base_count(const Event& event, FieldId id) {
    const double stated = event.number(id).value_or(0);
    return stated > 0 ? static_cast<int>(std::min(stated, 1e6)) : 0;
}

}  // namespace

TicketWords::TicketWords(Vocabulary& vocabulary)
    : created(vocabulary.learn_type("ticket.created")),
      assigned(vocabulary.learn_type("ticket.assigned")),
      responded(vocabulary.learn_type("ticket.responded")),
      pending(vocabulary.learn_type("ticket.pending")),
      resumed(vocabulary.learn_type("ticket.resumed")),
      prioritised(vocabulary.learn_type("ticket.prioritised")),
      escalated(vocabulary.learn_type("ticket.escalated")),
      resolved(vocabulary.learn_type("ticket.resolved")),
      reopened(vocabulary.learn_type("ticket.reopened")),
      closed(vocabulary.learn_type("ticket.closed")),
      deleted(vocabulary.learn_type("ticket.deleted")),
      merged(vocabulary.learn_type("ticket.merged")),
      promised(vocabulary.learn_type("ticket.promised")),
      promise_kept(vocabulary.learn_type("ticket.promise_kept")),
      response_due(vocabulary.learn_type("ticket.response_due")),
      resolution_due(vocabulary.learn_type("ticket.resolution_due")),
      promise_due(vocabulary.learn_type("ticket.promise_due")),
      open(vocabulary.learn("open")),
      on_hold(vocabulary.learn("pending")),
      from_state(vocabulary.learn("state")),
      from_stream(vocabulary.learn("stream")),
      initial(vocabulary.learn("initial")),
      current(vocabulary.learn("current")) {}

TicketCourse::Verdict TicketCourse::take(const Event& event, const TicketWords& words) {
    if (event.type == words.created) return begin(event, words);
    for (const FieldId id : said_by_all)
        note(event, id);
    if (event.type == words.responded) {
        const Field* said = event.find(field::is_public);
        if (said != nullptr && !event.flag(field::is_public)) return {};
        if (!responded) first_response = event.time;
        responded = true;
        responses.push_back(event.time);
    } else if (event.type == words.assigned) {
        assign(event);
    } else if (event.type == words.escalated) {
        ++escalations;
        note(event, field::level);
    } else if (event.type == words.pending) {
        return pause(event.time);
    } else if (event.type == words.resumed) {
        if (status == Status::pending) turn(Status::open, event.time);
    } else if (event.type == words.resolved) {
        return resolve(event.time);
    } else if (event.type == words.reopened) {
        return reopen(event.time);
    } else if (event.type == words.closed) {
        return close(event.time);
    } else if (event.type == words.deleted || event.type == words.merged) {
        return remove(event.time);
    }
    return {};
}

TicketCourse::Verdict TicketCourse::begin(const Event& event, const TicketWords& words) {
    if (created) return {false, "a ticket created twice"};
    created = event.time;
    // What was said before the beginning, by clocks that differ a little, is later news.
    for (const FieldId id : said_at_beginning)
        if (standing.find(id) == nullptr) note(event, id);
    if (event.word(field::origin) == words.from_state) {
        from_state = true;
        earlier_responses = base_count(event, field::responses);
        reassigned += base_count(event, field::reassigned);
        const int earlier_reopens = base_count(event, field::reopens);
        reopens += earlier_reopens;
        resolved_unheard = earlier_reopens > 0;
        responded = responded || event.flag(field::responded);
    }
    if (status == Status::unknown) turn(Status::open, event.time);
    return {};
}

TicketCourse::Verdict TicketCourse::pause(Time at) {
    if (ended()) return {true, "a ticket pending after it had ended"};
    if (status == Status::pending) return {};
    turn(Status::pending, at);
    pending_since = at;
    return {};
}

TicketCourse::Verdict TicketCourse::resolve(Time at) {
    if (resolved_since) return {false, "a ticket resolved again without being reopened"};
    ++resolves;
    resolved_since = true;
    last_resolved = at;
    if (!first_resolved && !resolved_unheard) first_resolved = at;
    if (!ended()) turn(Status::resolved, at);
    return {};
}

TicketCourse::Verdict TicketCourse::reopen(Time at) {
    const bool was_over = ended();
    if (!was_over && reopens > 0) return {false, "a ticket reopened again without being resolved"};
    ++reopens;
    if (!first_reopened) first_reopened = at;
    if (was_over) resting.push_back({*status_since, at});
    resolved_since = false;
    turn(Status::open, at);
    return {true, was_over ? std::string_view{} : "a ticket reopened that was never resolved"};
}

TicketCourse::Verdict TicketCourse::close(Time at) {
    if (status == Status::closed) return {false, "a ticket closed twice"};
    if (!first_closed) first_closed = at;
    if (status == Status::resolved)
        status = Status::closed;  // it has rested since it was resolved
    else if (!ended())
        turn(Status::closed, at);
    return {};
}

TicketCourse::Verdict TicketCourse::remove(Time at) {
    if (status == Status::deleted) return {false, "a ticket deleted twice"};
    if (!deleted) deleted = at;
    if (ended())
        status = Status::deleted;
    else
        turn(Status::deleted, at);
    return {};
}

void TicketCourse::assign(const Event& event) {
    // An assignment says it all: without an agent the ticket waits in its queue.
    if (standing.find(field::agent) != nullptr) ++reassigned;
    standing.drop(field::agent);
    note(event, field::agent);
    note(event, field::level);
}

void TicketCourse::note(const Event& event, FieldId id) {
    const Field* said = event.find(id);
    if (said == nullptr) return;
    standing.set(*said);
    if (id == field::priority) priorities.emplace_back(event.time, event.word(id));
}

void TicketCourse::end_pending(Time at) {
    if (pending_since) pending.push_back({*pending_since, at});
    pending_since.reset();
}

void TicketCourse::turn(Status to, Time at) {
    end_pending(at);
    status = to;
    status_since = at;
}

Word TicketCourse::priority_at(Time at) const {
    if (priorities.empty()) return no_word;
    const auto after = std::ranges::upper_bound(priorities, at, {},
                                                [](const auto& change) { return change.first; });
    return after == priorities.begin() ? after->second : std::prev(after)->second;
}

int TicketCourse::responses_until(Time until) const {
    return earlier_responses +
           static_cast<int>(std::ranges::upper_bound(responses, until) - responses.begin());
}

std::vector<const Event*> in_order(std::span<const Event> life, const TicketWords& words) {
    std::vector<const Event*> events;
    events.reserve(life.size());
    for (const Event& event : life)
        events.push_back(&event);
    std::ranges::stable_sort(events, [&](const Event* one, const Event* other) {
        if (one->time != other->time) return one->time < other->time;
        return one->type == words.created && other->type != words.created;
    });
    return events;
}

}  // namespace waymark::server
