#include "server/kpi/life/lives.hpp"

#include <algorithm>

#include "server/kpi/life/agenda.hpp"
#include "server/kpi/life/agent_life.hpp"
#include "server/kpi/life/book.hpp"
#include "server/kpi/life/contact_life.hpp"
#include "server/kpi/life/customers.hpp"
#include "server/kpi/life/feed_places.hpp"
#include "server/kpi/life/life_codec.hpp"
#include "server/kpi/life/metric_life.hpp"
#include "server/kpi/life/ticket_life.hpp"
#include "server/kpi/life/ticket_state.hpp"
#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t kinds = subject_kinds;

std::string name_of_kind(std::size_t kind) {
    return std::string{name_of(static_cast<SubjectKind>(kind))};
}

/// How long a life is kept after its last event. Late events are taken for 24 h; an open ticket is
/// kept for 400 days, one that ended for as long as it may be reopened.
constexpr Duration kept = std::chrono::hours{27};
constexpr Duration kept_ended_ticket = std::chrono::days{30};
constexpr Duration kept_open_ticket = std::chrono::days{400};
constexpr Duration kept_callback = std::chrono::days{16};
/// What a single life holds at most: what is older goes.
constexpr std::size_t longest_life = 20'000;

/// What tells the label sets of one metric apart.
std::string metric_id(const Record& record) {
    std::string id{record.text("metric")};
    for (const std::string_view dimension : dimension_fields())
        id += '\n' + std::string{record.text(dimension)};
    if (const auto* value = record.find("labels"))
        if (const auto* raw = std::get_if<RawJson>(value)) id += '\n' + raw->text;
    return id;
}

}  // namespace

class Lives::Impl {
public:
    Impl(Vocabulary& vocabulary, const DeskFolder& folder, Listener& listener)
        : vocabulary_(vocabulary),
          listener_(listener),
          contact_(vocabulary),
          agent_(vocabulary),
          ticket_(vocabulary),
          metric_(vocabulary),
          customers_(vocabulary) {
        reload(folder);
    }

    void reload(const DeskFolder& folder) {
        rules_ = rules_of(folder, vocabulary_);
        for (const std::uint8_t place : places_.take(folder.outline.feeds)) {
            agenda_.drop(place);
            for (std::size_t kind = 0; kind < kinds; ++kind)
                book(kind, place) = {};
        }
        books_.resize(feeds().size() * kinds);
    }

    const std::vector<FeedId>& feeds() const { return places_.feeds(); }

    void note(const Record& record, std::uint8_t feed, Time now) {
        if (record.type.starts_with("contact.")) {
            take(SubjectKind::contact, record.text("contact"), compile(record, feed, vocabulary_),
                 now);
        } else if (record.type.starts_with("agent.")) {
            take(SubjectKind::agent, record.text("agent"), compile(record, feed, vocabulary_), now);
        } else if (record.type == "ticket.state") {
            const std::string_view id = record.text("ticket");
            const auto& lives = book(static_cast<std::size_t>(SubjectKind::ticket), feed).lives;
            const auto known = lives.find(id);
            for (const Record& event :
                 events_of_state(record, known == lives.end() ? nullptr : &known->second.events,
                                 ticket_, vocabulary_))
                take(SubjectKind::ticket, id, compile(event, feed, vocabulary_), now);
        } else if (record.type.starts_with("ticket.")) {
            take(SubjectKind::ticket, record.text("ticket"), compile(record, feed, vocabulary_),
                 now);
        } else if (record.type == "sample") {
            take(SubjectKind::metric, metric_id(record), compile(record, feed, vocabulary_), now);
        } else {
            pass(record, compile(record, feed, vocabulary_));
        }
    }

    void take(SubjectKind kind, std::string_view id, Event event, Time now) {
        if (id.empty()) return pass_event(event, {kind, id});
        drop_absurd(event);
        change(static_cast<std::size_t>(kind), id, std::move(event), now);
    }

    void advance(Time now) {
        agenda_.release(now, [&](const Event& event, const Agenda::Of& of) {
            tell_event(event, 1, {of.kind, of.id});
        });
        if (now - forgotten_ < std::chrono::hours{1}) return;
        forgotten_ = now;
        forget(now);
    }

    void tell_stints(SubjectKind kind, Time since, Listener& listener) {
        Told told;
        std::vector<Stint> none, stints;
        for (std::size_t feed = 0; feed < feeds().size(); ++feed)
            for (const auto& [id, life] :
                 book(static_cast<std::size_t>(kind), static_cast<std::uint8_t>(feed)).lives) {
                told.clear();
                tell(static_cast<std::size_t>(kind), life, 0, told);
                stints.clear();
                for (Stint& stint : told.stints) {
                    if (stint.to <= since) continue;
                    stint.from = std::max(stint.from, since);
                    stints.push_back(std::move(stint));
                }
                if (!stints.empty()) listener.on_stints(kind, none, stints, {kind, id});
            }
    }

    std::vector<Stint> stints_of(std::size_t kind, std::string_view id) const {
        Told told;
        for (std::size_t at = kind; at < books_.size(); at += kinds)
            if (const auto life = books_[at].lives.find(id); life != books_[at].lives.end())
                tell(kind, life->second, 0, told);
        return std::move(told.stints);
    }

    std::size_t size(SubjectKind kind) const {
        std::size_t total = 0;
        for (std::size_t feed = 0; feed < feeds().size(); ++feed)
            total += books_[feed * kinds + static_cast<std::size_t>(kind)].lives.size();
        return total;
    }

    std::vector<SubjectRow> take_changed() {
        std::vector<SubjectRow> rows = std::exchange(forgotten_rows_, {});
        for (std::size_t at = 0; at < books_.size(); ++at) {
            Book& held = books_[at];
            for (const std::string& id : held.changed) {
                const auto life = held.lives.find(id);
                if (life == held.lives.end()) continue;
                life->second.changed = false;
                rows.push_back({name_of_kind(at % kinds), feeds()[at / kinds].text + "/" + id,
                                write_life(life->second.events, vocabulary_)});
            }
            held.changed.clear();
        }
        customers_.take_changed(rows, feeds());
        return rows;
    }

    void restore(const SubjectRow& row, Time now) {
        if (row.kind == "customer") return customers_.restore(row, feeds());
        const auto kind = subject_kind_named(row.kind);
        const std::size_t slash = row.id.find('/');
        const auto place = places_.of(FeedId{row.id.substr(0, slash)});
        if (!kind || !place || slash == std::string::npos) return;
        const auto number = static_cast<std::size_t>(*kind);
        const std::string id = row.id.substr(slash + 1);
        Life& life = book(number, *place).of(id, now);
        life.events = read_life(row.text, *place, vocabulary_);
        life.rules = rules_;
        before_.clear();
        tell(number, life, 0, before_);
        for (const Event& event : before_.due)
            if (event.time > now) agenda_.add(event, {*kind, id});
    }

private:
    Book& book(std::size_t kind, std::uint8_t feed) { return books_[feed * kinds + kind]; }

    /// What follows from the life; what is before `changed_at` may be left out.
    void tell(std::size_t kind, const Life& life, std::size_t changed_at, Told& told) const {
        switch (static_cast<SubjectKind>(kind)) {
            case SubjectKind::contact:
                return tell_contact(life.events, changed_at, contact_, told);
            case SubjectKind::agent:
                return tell_agent(life.events, changed_at,
                                  life.standing ? *life.standing : AgentStanding{}, agent_, told);
            case SubjectKind::ticket:
                return tell_ticket(life.events, life.rules->rules, ticket_, told);
            case SubjectKind::metric:
                return tell_metric(life.events, changed_at, metric_, told);
        }
    }

    /// Puts an event into a life and tells the difference that makes.
    void change(std::size_t kind, std::string_view id, Event event, Time now) {
        const std::uint8_t feed = event.feed;
        Book& held = book(kind, feed);
        Life& life = held.of(id, event.time + kept);
        if (!life.rules) life.rules = rules_;
        const std::size_t at = place_of(life.events, event.time);
        const std::size_t from = kind == static_cast<std::size_t>(SubjectKind::contact)
                                     ? told_anew_from(life.events, at, event.type, contact_)
                                     : at;
        before_.clear();
        after_.clear();
        if (!life.events.empty()) tell(kind, life, from, before_);
        life.events.insert(life.events.begin() + static_cast<std::ptrdiff_t>(at), std::move(event));
        tell(kind, life, from, after_);
        if (kind == static_cast<std::size_t>(SubjectKind::agent)) stand(life, at);
        held.mark(id, life);
        tell_difference(before_, after_, {static_cast<SubjectKind>(kind), id}, feed, now);
        if (life.events.size() > longest_life) {
            life.events.erase(life.events.begin());
            life.standing.reset();
        }
    }

    /// What an agent's events up to its last state said, the one at `changed_at` being new.
    void stand(Life& life, std::size_t changed_at) const {
        if (life.standing && life.standing->events > changed_at) life.standing.reset();
        if (changed_at + 1 < life.events.size() || life.events.back().type != agent_.state) return;
        if (!life.standing) life.standing = std::make_unique<AgentStanding>();
        while (life.standing->events < life.events.size())
            go_on(*life.standing, life.events, agent_);
    }

    void tell_difference(const Told& before, const Told& after, Whom whom, std::uint8_t feed,
                         Time now) {
        const auto events = difference(before.events, after.events);
        for (const Event& event : events.before)
            tell_event(event, -1, whom);
        for (const Event& event : events.after)
            tell_event(event, 1, whom);
        for (const Event& event : before.due)
            if (std::ranges::find(after.due, event) == after.due.end() &&
                !agenda_.remove(event, whom.id))
                tell_event(event, -1, whom);
        for (const Event& event : after.due)
            if (std::ranges::find(before.due, event) == before.due.end()) {
                if (event.time > now)
                    agenda_.add(event, {whom.kind, std::string{whom.id}});
                else
                    tell_event(event, 1, whom);
            }
        const auto stints = difference(before.stints, after.stints);
        if (!stints.before.empty() || !stints.after.empty())
            listener_.on_stints(whom.kind, stints.before, stints.after, whom);
        tell_odd(feed, before.odd, after.odd, -1);
        tell_odd(feed, after.odd, before.odd, 1);
    }

    /// The reasons there are more of than among the others.
    void tell_odd(std::uint8_t feed, const std::vector<std::string_view>& these,
                  std::vector<std::string_view> others, int sign) {
        for (const std::string_view reason : these) {
            const auto known = std::ranges::find(others, reason);
            if (known == others.end())
                listener_.on_odd(feed, reason, sign);
            else
                others.erase(known);
        }
    }

    void tell_event(const Event& event, int sign, Whom whom) {
        listener_.on_event(event, sign, whom);
        if (event.type == contact_.lost)
            listener_.on_odd(event.feed, "a contact whose end was never told", sign);
        customers_.note(event, sign, [&](const Event& contacted, int counts) {
            const bool same = contacted.time == event.time;
            listener_.on_event(contacted, counts, same ? whom : Whom{SubjectKind::contact, ""});
        });
    }

    /// Numbers that no desk has are left out of what is counted.
    void drop_absurd(Event& event) {
        const auto absurd = [](const Field& held) {
            return held.kind == Field::Kind::number && std::abs(held.number) > most_number;
        };
        if (event.fields.erase_if(absurd) > 0)
            listener_.on_odd(event.feed, "a number beyond a billion", 1);
    }

    /// What happened to no subject that is followed: it counts as it is.
    void pass(const Record& record, Event event) {
        drop_absurd(event);
        if (record.type == "survey.answered") {
            const auto score = event.number(field::score), scale = event.number(field::scale);
            // The top two of its scale.
            if (score && scale) event.set(Field::of_flag(field::satisfied, *score > *scale - 2));
        }
        pass_event(event, {SubjectKind::metric, record.id});
    }
    void pass_event(const Event& event, Whom whom) { listener_.on_event(event, 1, whom); }

    /// What it takes to know is looked at only once the shortest time is over.
    Time keep_until(std::size_t kind, Life& life) {
        const Time last = life.events.back().time;
        if (!life.keep_until) life.keep_until = last + kept;
        if (*life.keep_until == last + kept && last + kept < forgotten_)
            life.keep_until = last + kept_for(kind, life);
        return *life.keep_until;
    }
    Duration kept_for(std::size_t kind, const Life& life) {
        const SubjectKind subject = static_cast<SubjectKind>(kind);
        if (subject != SubjectKind::ticket && subject != SubjectKind::contact) return kept;
        before_.clear();
        tell(kind, life, 0, before_);
        const bool open =
            !before_.stints.empty() && before_.stints.back().to > life.events.back().time + kept;
        if (subject == SubjectKind::contact) return open ? kept_callback : kept;
        return open ? kept_open_ticket : kept_ended_ticket;
    }

    void forget(Time now) {
        customers_.forget(now);
        for (std::size_t at = 0; at < books_.size(); ++at) {
            Book& held = books_[at];
            held.may_be_over.take_due(now, [&](const auto& lookout) {
                const auto& [id, life] = *lookout.subject;
                shorten(at % kinds, lookout.subject->second, now);
                if (life.events.empty() || keep_until(at % kinds, lookout.subject->second) < now) {
                    forgotten_rows_.push_back(
                        {name_of_kind(at % kinds), feeds()[at / kinds].text + "/" + id, ""});
                    held.lives.erase(held.lives.find(id));
                } else {
                    held.may_be_over.add(look_again_at(at % kinds, life, now), lookout.subject);
                }
            });
        }
    }
    static bool is_shortened(std::size_t kind) {
        return kind == static_cast<std::size_t>(SubjectKind::agent) ||
               kind == static_cast<std::size_t>(SubjectKind::metric);
    }
    /// What is kept for longer than usual is looked at every time.
    static Time look_again_at(std::size_t kind, const Life& life, Time now) {
        return is_shortened(kind) ? now : std::max(now, life.events.back().time + kept);
    }
    /// Of agents and metrics only what still matters is kept, and what came just before.
    static void shorten(std::size_t kind, Life& life, Time now) {
        if (!is_shortened(kind)) return;
        auto& events = life.events;
        const std::size_t old = place_of(events, now - kept);
        if (old <= 1) return;
        events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(old) - 1);
        life.standing.reset();
    }

    Vocabulary& vocabulary_;
    Listener& listener_;
    ContactWords contact_;
    AgentWords agent_;
    TicketWords ticket_;
    MetricWords metric_;
    Customers customers_;
    std::shared_ptr<const RuleBook> rules_;
    FeedPlaces places_;
    std::vector<Book> books_;  ///< by place and kind
    Agenda agenda_;
    Told before_, after_;
    Time forgotten_;
    std::vector<SubjectRow> forgotten_rows_;
};

Lives::Lives(Vocabulary& vocabulary, const DeskFolder& folder, Listener& listener)
    : impl_(std::make_unique<Impl>(vocabulary, folder, listener)) {}
Lives::~Lives() = default;

void Lives::reload(const DeskFolder& folder) {
    impl_->reload(folder);
}
const std::vector<FeedId>& Lives::feeds() const {
    return impl_->feeds();
}
void Lives::note(const Record& record, std::uint8_t feed, Time now) {
    impl_->note(record, feed, now);
}
void Lives::advance(Time now) {
    impl_->advance(now);
}
void Lives::tell_stints(SubjectKind kind, Time since, Listener& listener) const {
    impl_->tell_stints(kind, since, listener);
}
std::vector<Stint> Lives::stints_of(SubjectKind kind, std::string_view id) const {
    return impl_->stints_of(static_cast<std::size_t>(kind), id);
}
std::size_t Lives::size(SubjectKind kind) const {
    return impl_->size(kind);
}
std::vector<SubjectRow> Lives::take_changed() {
    return impl_->take_changed();
}
void Lives::restore(const SubjectRow& row, Time now) {
    impl_->restore(row, now);
}

}  // namespace waymark::server
