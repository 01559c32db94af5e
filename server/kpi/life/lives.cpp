#include "server/kpi/life/lives.hpp"

#include <algorithm>

#include "server/kpi/life/book.hpp"
#include "server/kpi/life/contact_life.hpp"
#include "server/kpi/life/customers.hpp"
#include "server/kpi/life/feed_places.hpp"
#include "server/kpi/life/keeping.hpp"
#include "server/kpi/life/latest.hpp"
#include "server/kpi/life/life_codec.hpp"
#include "server/kpi/life/loose_events.hpp"
#include "server/kpi/life/ticket_state.hpp"
#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t kinds = subject_kinds;

std::string name_of_kind(std::size_t kind) {
    return std::string{name_of(static_cast<SubjectKind>(kind))};
}

/// What a single life holds at most: what is older goes.
constexpr std::size_t longest_life = 20'000;

}  // namespace

class Lives::Impl {
public:
    Impl(Vocabulary& vocabulary, const DeskFolder& folder, Listener& listener)
        : vocabulary_(vocabulary),
          listener_(listener),
          teller_(vocabulary),
          lost_(vocabulary.learn_type("contact.lost")),
          customers_(vocabulary) {
        reload(folder);
    }

    void reload(const DeskFolder& folder) {
        rules_ = rules_of(folder, vocabulary_);
        for (const std::uint8_t place : places_.take(folder.outline.feeds)) {
            for (std::size_t kind = 0; kind < kinds; ++kind)
                book(static_cast<SubjectKind>(kind), place) = {};
        }
        books_.resize(feeds().size() * kinds);
    }

    const std::vector<FeedId>& feeds() const { return places_.feeds(); }

    void note(const Record& record, std::uint8_t feed, Time now) {
        release(now);
        if (record.type.starts_with("contact.")) {
            take(SubjectKind::contact, record.text("contact"), compile(record, feed, vocabulary_));
        } else if (record.type.starts_with("agent.")) {
            take(SubjectKind::agent, record.text("agent"), compile(record, feed, vocabulary_));
        } else if (record.type == "ticket.state") {
            const std::string_view id = record.text("ticket");
            const Life* known = book(SubjectKind::ticket, feed).find(id);
            for (const Record& event :
                 events_of_state(record, known == nullptr ? nullptr : &known->events,
                                 teller_.ticket_words(), vocabulary_))
                take(SubjectKind::ticket, id, compile(event, feed, vocabulary_));
        } else if (record.type.starts_with("ticket.")) {
            take(SubjectKind::ticket, record.text("ticket"), compile(record, feed, vocabulary_));
        } else if (record.type == "sample") {
            take(SubjectKind::metric, metric_id(record), compile(record, feed, vocabulary_));
        } else {
            pass(record, compile(record, feed, vocabulary_));
        }
    }

    void take(SubjectKind kind, std::string_view id, Event event) {
        if (id.empty()) return pass_event(event, {kind, id});
        drop_absurd(event);
        change(kind, id, std::move(event));
    }

    void advance(Time now) {
        release(now);
        if (now - forgotten_ < std::chrono::hours{1}) return;
        forgotten_ = now;
        forget(now);
    }

    /// Tells what has fallen due.
    void release(Time now) {
        if (now <= now_) return;
        now_ = now;
        if (now < soonest_) return;
        soonest_ = Time::max();
        for (std::size_t at = 0; at < books_.size(); ++at) {
            Dues<Life*>& dues = books_[at].dues;
            dues.take_come(now, [&](Life* life, Time time) { fall_due(at, *life, time); });
            soonest_ = std::min(soonest_, dues.soonest());
        }
    }

    void tell_stints(SubjectKind kind, Time since, Listener& listener) {
        Told told;
        std::vector<Stint> none, stints;
        for (std::size_t feed = 0; feed < feeds().size(); ++feed)
            for (const auto& life : book(kind, feed).lives) {
                told.clear();
                teller_.tell(kind, *life, 0, now_, told);
                stints.clear();
                for (Stint& stint : told.stints) {
                    if (stint.to <= since) continue;
                    stint.from = std::max(stint.from, since);
                    stints.push_back(std::move(stint));
                }
                if (!stints.empty()) listener.on_stints(kind, none, stints, {kind, life->id});
            }
    }

    std::vector<Stint> stints_of(SubjectKind kind, std::string_view id) const {
        Told told;
        for (auto at = static_cast<std::size_t>(kind); at < books_.size(); at += kinds)
            if (const Life* life = books_[at].find(id)) teller_.tell(kind, *life, 0, now_, told);
        return std::move(told.stints);
    }

    bool tell_latest(SubjectKind kind, const std::vector<bool>& of,
                     const std::function<bool(Time)>& more, Listener& listener) {
        std::vector<const Life*> lives;
        for (std::size_t feed = 0; feed < feeds().size() && feed < of.size(); ++feed)
            if (of[feed])
                for (const auto& life : book(kind, feed).lives)
                    lives.push_back(life.get());
        return server::tell_latest(kind, std::move(lives), now_, teller_, more, listener);
    }

    void tell_loose(Listener& listener) {
        for (const auto& [type, events] : loose_.all())
            for (const auto& [event, id] : events)
                listener.on_event(event, 1, {SubjectKind::metric, id});
        customers_.each_contacted([&](const Event& contacted) {
            listener.on_event(contacted, 1, {SubjectKind::contact, ""});
        });
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
                Life* life = held.find(id);
                if (life == nullptr) continue;
                life->changed = false;
                rows.push_back({name_of_kind(at % kinds), feeds()[at / kinds].text + "/" + id,
                                write_life(life->events, vocabulary_)});
            }
            held.changed.clear();
        }
        customers_.take_changed(rows, places_);
        loose_.take_changed(rows, places_, vocabulary_);
        return rows;
    }

    void restore(const SubjectRow& row, Time now) {
        if (row.kind == "customer") return customers_.restore(row, places_);
        if (row.kind == "loose") return loose_.restore(row, places_, vocabulary_);
        const auto kind = subject_kind_named(row.kind);
        const std::size_t slash = row.id.find('/');
        if (!kind || slash == std::string::npos) return;
        const auto place = places_.of(FeedId{row.id.substr(0, slash)});
        if (!place) return;
        const std::string id = row.id.substr(slash + 1);
        now_ = std::max(now_, now);
        Book& held = book(*kind, *place);
        Life& life = held.of(id, now);
        life.events = read_life(row.text, *place, vocabulary_);
        life.rules = rules_;
        before_.clear();
        teller_.tell(*kind, life, 0, now_, before_);
        await(held, life, before_.next);
    }

private:
    Book& book(SubjectKind kind, std::size_t feed) {
        return books_[feed * kinds + static_cast<std::size_t>(kind)];
    }

    /// There is more to tell of the life at `next`.
    void await(Book& held, Life& life, Time next) {
        held.dues.await(&life, life.awaited, next);
        soonest_ = std::min(soonest_, next);
    }

    /// Puts an event into a life and tells the difference that makes.
    void change(SubjectKind kind, std::string_view id, Event event) {
        const std::uint8_t feed = event.feed;
        Book& held = book(kind, feed);
        Life& life = held.of(id, event.time + life_kept);
        if (!life.rules) life.rules = rules_;
        const std::size_t at = place_of(life.events, event.time);
        before_.clear();
        after_.clear();
        teller_.put(kind, life, at, std::move(event), now_, before_, after_);
        await(held, life, after_.next);
        held.mark(life);
        tell_difference(before_, after_, {kind, id}, feed);
        if (life.events.size() > longest_life) {
            life.events.erase(life.events.begin());
            life.standing.reset();
        }
    }

    /// Tells what a life has more to tell at an instant than just before.
    void fall_due(std::size_t at, Life& life, Time time) {
        const auto kind = static_cast<SubjectKind>(at % kinds);
        const std::size_t from = life.events.size();
        before_.clear();
        after_.clear();
        teller_.tell(kind, life, from, time - Duration{1}, before_);
        teller_.tell(kind, life, from, time, after_);
        await(books_[at], life, after_.next);
        tell_difference(before_, after_, {kind, life.id}, static_cast<std::uint8_t>(at / kinds));
    }

    void tell_difference(const Told& before, const Told& after, Whom whom, std::uint8_t feed) {
        const auto events = difference(before.events, after.events);
        for (const Event& event : events.before)
            tell_event(event, -1, whom);
        for (const Event& event : events.after)
            tell_event(event, 1, whom);
        tell_due(before.due, after.due, -1, whom);
        tell_due(after.due, before.due, 1, whom);
        const auto stints = difference(before.stints, after.stints);
        if (!stints.before.empty() || !stints.after.empty())
            listener_.on_stints(whom.kind, stints.before, stints.after, whom);
        tell_odd(feed, before.odd, after.odd, -1);
        tell_odd(feed, after.odd, before.odd, 1);
    }

    /// What fell due that the others have not.
    void tell_due(const std::vector<Event>& these, const std::vector<Event>& others, int sign,
                  Whom whom) {
        for (const Event& event : these)
            if (std::ranges::find(others, event) == others.end()) tell_event(event, sign, whom);
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
        if (event.type == lost_)
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
    void pass_event(const Event& event, Whom whom) {
        loose_.note(event, whom.id);
        listener_.on_event(event, 1, whom);
    }

    /// What it takes to know is looked at only once the shortest time is over.
    Time keep_until(SubjectKind kind, Life& life) {
        const Time last = life.events.back().time;
        if (!life.keep_until) life.keep_until = last + life_kept;
        if (*life.keep_until == last + life_kept && last + life_kept < forgotten_)
            life.keep_until = last + kept_for(kind, life);
        return *life.keep_until;
    }
    Duration kept_for(SubjectKind kind, const Life& life) {
        if (is_endless(kind)) return life_kept;
        before_.clear();
        teller_.tell(kind, life, 0, now_, before_);
        const bool open = !before_.stints.empty() && before_.stints.back().to == Time::max();
        if (kind == SubjectKind::contact) return open ? callback_kept : life_kept;
        return open ? open_ticket_kept : ended_ticket_kept;
    }

    void forget(Time now) {
        customers_.forget(now);
        for (std::size_t at = 0; at < books_.size(); ++at) {
            Book& held = books_[at];
            held.may_be_over.take_due(now, [&](const auto& lookout) {
                Life& life = *lookout.subject;
                const auto kind = static_cast<SubjectKind>(at % kinds);
                shorten(kind, life, now);
                if (life.events.empty() || keep_until(kind, life) < now) {
                    forgotten_rows_.push_back(
                        {std::string{name_of(kind)}, feeds()[at / kinds].text + "/" + life.id, ""});
                    held.forget(life);
                } else {
                    held.may_be_over.add(look_again_at(kind, life, now), &life);
                }
            });
        }
    }

    Vocabulary& vocabulary_;
    Listener& listener_;
    LifeTeller teller_;
    EventType lost_;
    Customers customers_;
    LooseEvents loose_;
    std::shared_ptr<const RuleBook> rules_;
    FeedPlaces places_;
    std::vector<Book> books_;  ///< by place and kind
    Told before_, after_;
    Time now_;
    Time soonest_ = Time::max();  ///< nothing falls due before
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
    return impl_->stints_of(kind, id);
}
bool Lives::tell_latest(SubjectKind kind, const std::vector<bool>& feeds,
                        const std::function<bool(Time)>& more, Listener& listener) const {
    return impl_->tell_latest(kind, feeds, more, listener);
}
void Lives::tell_loose(Listener& listener) const {
    impl_->tell_loose(listener);
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
