#include "server/kpi/life/ticket_state.hpp"

#include <algorithm>
#include <span>

#include "server/kpi/life/stated_ticket.hpp"

namespace waymark::server {
namespace {

using Status = TicketCourse::Status;

/// Responses that a source only counts are told one by one up to so many at a time.
constexpr int most_responses_at_once = 20;
/// Who asks has heard of a ticket by then, and nobody answers twice before.
constexpr Duration soon = std::chrono::minutes{5};

class Comparison {
public:
    Comparison(const Record& state, std::span<const Event> known, const TicketWords& words,
               Vocabulary& vocabulary)
        : state_(state), stated_(read_stated(state)), compiled_(compile(state, 0, vocabulary)) {
        for (const Event* event : in_order(known, words)) {
            created_ = created_ || event->type == words.created;
            if (event->time <= state.time) course_.take(*event, words);
        }
        const auto& last = stated_.last_response;
        const bool is_first =
            last && (created_ || (stated_.created && *last - *stated_.created <= soon));
        if (is_first && !stated_.first_response) stated_.first_response = last;
    }

    std::vector<Record> events() {
        if (created_ && !course_.created) return {};  // older than the ticket
        if (created_)
            compare_standing();
        else
            create();
        compare_responses();
        compare_pending();
        compare_status();
        std::ranges::stable_sort(events_, {}, &Record::time);
        return std::move(events_);
    }

private:
    Record& make(std::string_view type, Time at) {
        Record record;
        record.type = type;
        record.id = state_.id + ":" + std::to_string(events_.size() + 1);
        record.time = at;
        copy(record, "ticket");
        events_.push_back(std::move(record));
        return events_.back();
    }
    void copy(Record& record, std::string_view field) const {
        if (const FieldValue* value = state_.find(field)) record.fields.emplace(field, *value);
    }

    /// `time` when it is stated and later than what is known, else the record's own.
    Time time_or_now(const std::optional<Time>& time) const {
        const bool news = time && (!course_.status_since || *time >= *course_.status_since);
        return news ? *time : state_.time;
    }

    bool stated_over() const {
        return stated_.status == Status::resolved || stated_.status == Status::closed;
    }
    bool stated_alive() const {
        return stated_.status == Status::open || stated_.status == Status::pending;
    }

    void create() {
        const Time at = stated_.created ? *stated_.created
                                        : std::min(stated_.earliest(state_.time),
                                                   course_.status_since.value_or(state_.time));
        Record& record = make("ticket.created", at);
        for (const auto& [field, value] : state_.fields)
            if (!is_of_standing(field)) record.fields.emplace(field, value);
        record.fields.insert_or_assign("origin", std::string{"state"});
        const int told = static_cast<int>(course_.responses.size()) +
                         (stated_.first_response && !course_.responded ? 1 : 0);
        base(record, "responses", stated_.responses - told);
        base(record, "reassigned", stated_.reassigned - course_.reassigned);
        base(record, "reopens", earlier_reopens() - course_.reopens);
        if (stated_.responses > 0 && !stated_.first_response && !course_.responded)
            record.fields.insert_or_assign("responded", true);
        responses_known_ = true;
    }
    static void base(Record& record, std::string_view field, int count) {
        if (count > 0) record.fields.insert_or_assign(std::string{field}, double(count));
    }
    /// Open though it was resolved: it was reopened.
    int earlier_reopens() const {
        const bool again = stated_alive() && (stated_.first_resolved || stated_.resolved);
        return std::max(stated_.reopens, again ? 1 : 0);
    }

    bool differs(FieldId id) const {
        const Field* now = compiled_.find(id);
        const Field* then = course_.standing.find(id);
        return now != nullptr && (then == nullptr || !(*now == *then));
    }
    void compare_standing() {
        const bool left = compiled_.find(field::agent) == nullptr &&
                          course_.standing.find(field::agent) != nullptr;
        if (left || differs(field::agent) || differs(field::queue) || differs(field::team)) {
            Record& record = make("ticket.assigned", state_.time);
            for (const std::string_view field : {"queue", "team", "agent"})
                copy(record, field);
        }
        if (differs(field::priority)) copy(make("ticket.prioritised", state_.time), "priority");
        if (differs(field::level) && course_.standing.find(field::level))
            copy(make("ticket.escalated", state_.time), "level");
    }

    void compare_responses() {
        if (stated_.first_response && !course_.responded)
            make("ticket.responded", *stated_.first_response);
        if (responses_known_) return;
        const int known = course_.responses_until(state_.time) +
                          (stated_.first_response && !course_.responded ? 1 : 0);
        const int more = std::min(stated_.responses - known, most_responses_at_once);
        // They came before the ticket was resolved, as far as anybody can tell.
        const Time at =
            stated_over() && !course_.ended() ? time_or_now(stated_.resolved) : state_.time;
        for (int i = 0; i < more; ++i)
            make("ticket.responded", at);
    }

    /// Pauses that ended, or came and went, since what is known.
    void compare_pending() {
        pending_ = course_.pending_since.has_value();
        if (course_.ended()) return;
        auto known_until = course_.status_since;
        for (const Bounds& pause : stated_.pending) {
            const bool begins_later = !known_until || pause.from >= *known_until;
            if (known_until && pause.to <= *known_until) continue;
            if (!pending_ && !begins_later) continue;
            if (!pending_) make("ticket.pending", pause.from);
            make("ticket.resumed", pause.to);
            pending_ = false;
            known_until = pause.to;
        }
    }

    void compare_status() {
        const bool was_over = course_.ended();
        switch (stated_.status) {
            case Status::unknown:
                return;
            case Status::open:
                if (was_over) make("ticket.reopened", state_.time);
                if (pending_) make("ticket.resumed", state_.time);
                return;
            case Status::pending:
                if (was_over) make("ticket.reopened", state_.time);
                if (!pending_)
                    make("ticket.pending",
                         was_over ? state_.time : time_or_now(stated_.pending_since));
                return;
            case Status::resolved:
            case Status::closed:
                return end();
            case Status::deleted:
                if (course_.status != Status::deleted) make("ticket.deleted", state_.time);
                return;
        }
    }

    void end() {
        const bool closing = stated_.status == Status::closed;
        if (!course_.ended()) {
            make("ticket.resolved", time_of_resolution());
        } else if (stated_.resolved && course_.last_resolved && stated_.reopens > course_.reopens &&
                   *stated_.resolved > *course_.last_resolved) {
            // Reopened and resolved again between two states.
            make("ticket.reopened", *stated_.resolved);
            make("ticket.resolved", *stated_.resolved);
        }
        if (closing && course_.status != Status::closed)
            make("ticket.closed", time_or_now(stated_.closed));
    }
    Time time_of_resolution() const {
        const bool once = earlier_reopens() == 0 && !course_.first_resolved;
        if (once && stated_.first_resolved) return time_or_now(stated_.first_resolved);
        if (stated_.resolved) return time_or_now(stated_.resolved);
        return time_or_now(stated_.closed);
    }

    const Record& state_;
    StatedTicket stated_;
    Event compiled_;
    TicketCourse course_;  ///< as it is known up to the record's time
    bool created_ = false;
    bool responses_known_ = false;
    bool pending_ = false;  ///< as far as it is told
    std::vector<Record> events_;
};

}  // namespace

std::vector<Record> events_of_state(const Record& state, const std::vector<Event>* known,
                                    const TicketWords& words, Vocabulary& vocabulary) {
    const auto life = known ? std::span<const Event>{*known} : std::span<const Event>{};
    return Comparison{state, life, words, vocabulary}.events();
}

}  // namespace waymark::server
