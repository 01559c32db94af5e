#include "server/kpi/life/contact_life.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace waymark::server {
namespace {

constexpr std::array inherited{field::queue, field::channel, field::priority,
                               field::team,  field::agent,   field::customer};
/// A wait that went on for longer was not one.
constexpr Duration longest_stint = callback_lost_after;
/// A stated and a derived length may differ that much without a word.
constexpr double tolerated_seconds = 2;

/// Goes through a contact's events once, remembering where its entry stands.
class Teller {
public:
    Teller(const std::vector<Event>& life, Time now, const ContactWords& words)
        : life_(&life), now_(now), words_(&words) {}

    /// Goes through the events before `end` without a word: only what bears on later ones counts.
    void go_to(std::size_t end) {
        has_beginning_ = std::ranges::any_of(
            *life_, [&](const Event& event) { return event.type == words_->offered; });
        for (; at_ < end; ++at_) {
            said_ = &(*life_)[at_];
            if (take()) remember_and_dress();
        }
    }

    /// Tells what follows from there on.
    void tell(Told& told) {
        told_ = &told;
        go_to(at_);
        for (; at_ < life_->size(); ++at_) {
            said_ = &(*life_)[at_];
            const std::size_t told_before = told.events.size();
            event_ = &told.events.emplace_back(*said_);
            if (take())
                remember_and_dress();
            else
                told.events.resize(told_before);
        }
        give_up();
    }

private:
    bool telling() const { return told_ != nullptr; }
    void odd(std::string_view reason) {
        if (telling()) told_->odd.push_back(reason);
    }
    bool ends_waiting(EventType type) const {
        return type == words_->answered || type == words_->abandoned || type == words_->timed_out ||
               type == words_->left || type == words_->callback_requested;
    }
    /// The first of these types after the event at hand, within its entry.
    const Event* next_of(EventType type, EventType or_type) const {
        for (std::size_t later = at_ + 1; later < life_->size(); ++later) {
            const EventType found = (*life_)[later].type;
            if (found == words_->offered) return nullptr;
            if (found == type || found == or_type) return &(*life_)[later];
        }
        return nullptr;
    }

    /// False: it does not count.
    bool take() {
        const EventType type = said_->type;
        if (type == words_->offered) {
            offer();
        } else if (has_beginning_ && entry_ == 0) {
            odd("something of a contact before it was offered");
            return false;
        } else if (ends_waiting(type)) {
            end_waiting();
        } else if (type == words_->ended) {
            return end();
        } else if (type == words_->wrapped) {
            fill_in(field::wrap, ended_ ? std::optional{said_->time - *ended_} : std::nullopt);
        } else {
            go_on();
        }
        return true;
    }

    void offer() {
        close(said_->time);
        ++entry_;
        carried_.erase_if([](const Field& field) {
            return field.id == field::queue || field.id == field::agent;
        });
        offered_ = said_->time;
        answered_.reset();
        ended_.reset();
        held_ = Duration{0};
        open(words_->waiting, contact_lost_after);
    }

    void end_waiting() {
        const bool waited = phase_ == words_->waiting;
        // A system may tell that it left its queue first, and then what for.
        const bool follows = said_->type == words_->callback_requested && entry_ > 0;
        if (!waited && !follows) odd("an end of waiting of a contact that did not wait");
        if (offered_ && waited)
            fill_in(field::wait, said_->time - *offered_);
        else
            fill_in(field::wait, std::nullopt);
        if (telling()) {
            const bool last =
                std::none_of(life_->begin() + static_cast<std::ptrdiff_t>(at_) + 1, life_->end(),
                             [&](const Event& later) { return later.type == words_->offered; });
            event_->set(Field::of_flag(field::final, last));
        }
        close(said_->time);
        if (said_->type == words_->answered) {
            answered_ = said_->time;
            open(words_->served, longest_contact_time);
        } else if (said_->type == words_->callback_requested) {
            promise_ = said_->instant(field::promise);
            open(words_->callback, callback_lost_after);
        }
    }

    /// False: it does not count.
    bool end() {
        if (!answered_ && next_of(words_->answered, words_->answered) != nullptr) {
            odd("a contact ended before it was answered");
            return false;
        }
        if (!answered_) odd("a contact ended that was never answered");
        if (held_since_) held_ += said_->time - *held_since_;
        held_since_.reset();
        if (held_ > Duration{0}) fill_in(field::hold, held_);
        fill_in(field::talk,
                answered_ ? std::optional{said_->time - *answered_ - held_} : std::nullopt);
        if (telling()) add_up(*event_);
        close(said_->time);
        ended_ = said_->time;
        answered_.reset();
        return true;
    }

    /// The wrap that follows, and what the contact took in all.
    void add_up(Event& ended) const {
        const Event* next = next_of(words_->wrapped, words_->ended);
        if (next != nullptr && next->type == words_->wrapped) {
            const auto stated = next->number(field::wrap);
            ended.add(Field::of_number(field::wrap,
                                       stated ? *stated : in_seconds(next->time - ended.time)));
        }
        if (const auto talk = ended.number(field::talk)) {
            const double conversation = *talk + ended.number(field::hold).value_or(0);
            const double handle = conversation + ended.number(field::wrap).value_or(0);
            ended.set(Field::of_number(field::conversation, conversation));
            ended.set(Field::of_number(field::handle, handle));
        }
    }

    void go_on() {
        if (said_->type == words_->held && !held_since_) held_since_ = said_->time;
        if (said_->type == words_->retrieved && held_since_) {
            held_ += said_->time - *held_since_;
            held_since_.reset();
        }
        if (said_->type == words_->callback_done) {
            if (promise_ && telling())
                event_->set(Field::of_flag(field::in_time, said_->time <= *promise_));
            if (phase_ == words_->callback) close(said_->time);
        }
    }

    /// A length the source leaves out; a stated one counts, and is compared.
    void fill_in(FieldId id, std::optional<Duration> derived) {
        if (!telling()) return;
        const auto stated = event_->number(id);
        const double longest = in_seconds(longest_contact_time);
        if (stated && *stated > longest) {
            odd("a wait, talk, hold or wrap of more than a day");
            event_->drop(id);
        } else if (stated) {
            if (derived && std::abs(*stated - in_seconds(*derived)) > tolerated_seconds)
                odd(lengths_differ);
        } else if (derived && *derived >= Duration{0} && *derived <= longest_contact_time) {
            event_->set(Field::of_number(id, in_seconds(*derived)));
        } else if (derived) {
            odd("a wait, talk, hold or wrap of more than a day");
        }
    }

    void remember_and_dress() {
        for (const FieldId id : inherited) {
            Field* carried = carried_.find(id);
            if (const Field* own = said_->find(id)) {
                if (carried == nullptr)
                    carried_.push_back(*own);
                else
                    *carried = *own;
            } else if (carried != nullptr && telling()) {
                event_->fields.push_back(*carried);
            }
        }
        if (open_ && open_->from == said_->time) dress(*open_);
        if (!telling()) return;
        if (entry_ > 0) event_->set(Field::of_number(field::entry, entry_));
        if (offered_) event_->set(Field::of_instant(field::began, *offered_));
    }

    void open(Word phase, Duration lost_after) {
        phase_ = phase;
        open_.emplace();
        open_->from = said_->time;
        open_->to = said_->time + lost_after;
        open_->state.time = said_->time;
        open_->state.feed = said_->feed;
    }
    /// Gives the stint what is known of the contact as of its first event.
    void dress(Stint& stint) {
        auto& fields = stint.state.fields;
        fields.clear();
        fields.push_back(Field::of_word(field::phase, phase_));
        for (const FieldId id : inherited)
            if (const Field* carried = carried_.find(id); carried && id != field::customer)
                fields.push_back(*carried);
        fields.push_back(Field::of_instant(field::since, stint.from));
        if (phase_ == words_->callback && promise_)
            fields.push_back(Field::of_instant(field::promise, *promise_));
        fields.push_back(Field::of_number(field::entry, entry_));
    }
    /// Ends the open stint.
    void close(Time to) {
        if (open_ && telling()) {
            open_->to = std::min(to, open_->from + longest_stint);
            if (open_->from < open_->to) told_->stints.push_back(std::move(*open_));
        }
        open_.reset();
        phase_ = no_word;
    }
    /// A stint that no event ended lasts until it counts as lost.
    void give_up() {
        if (!open_) return;
        if (told_->has_come(open_->to, now_))
            told_->due.push_back({words_->lost, open_->state.feed, open_->to, open_->state.fields});
        else
            open_->to = Time::max();
        told_->stints.push_back(std::move(*open_));
    }

    const std::vector<Event>* life_;
    Time now_;
    const ContactWords* words_;
    Told* told_ = nullptr;  ///< null: nothing is told yet
    bool has_beginning_ = false;

    std::size_t at_ = 0;
    const Event* said_ = nullptr;  ///< the event at hand, as it was told
    Event* event_ = nullptr;       ///< the same, as it is told on; while telling
    int entry_ = 0;
    Fields carried_;
    Word phase_ = no_word;
    std::optional<Stint> open_;
    std::optional<Time> offered_, answered_, ended_, held_since_, promise_;
    Duration held_{0};
};

/// From where on a contact is told otherwise with an event of this type at `place` than without.
std::size_t told_anew_from(const std::vector<Event>& life, std::size_t place, EventType type,
                           const ContactWords& words) {
    std::size_t from = place;
    const auto is_offered = [&](std::size_t at) { return life[at].type == words.offered; };
    if (type == words.offered) {
        // The end of the entry before is the last one, or is not.
        while (from > 0 && !is_offered(--from)) {
        }
    } else if (type == words.answered) {
        // What ended before it was answered does not count.
        for (std::size_t at = place; at-- > 0 && !is_offered(at);)
            if (life[at].type == words.ended) from = at;
    } else if (type == words.ended || type == words.wrapped) {
        // The end before takes in the wrap that follows.
        for (std::size_t at = place; at-- > 0 && !is_offered(at);) {
            if (life[at].type == words.ended) from = at;
            if (life[at].type == words.ended || life[at].type == words.wrapped) break;
        }
    }
    return from;
}

}  // namespace

ContactWords::ContactWords(Vocabulary& vocabulary)
    : offered(vocabulary.learn_type("contact.offered")),
      answered(vocabulary.learn_type("contact.answered")),
      abandoned(vocabulary.learn_type("contact.abandoned")),
      timed_out(vocabulary.learn_type("contact.timed_out")),
      left(vocabulary.learn_type("contact.left")),
      callback_requested(vocabulary.learn_type("contact.callback_requested")),
      callback_done(vocabulary.learn_type("contact.callback_done")),
      held(vocabulary.learn_type("contact.held")),
      retrieved(vocabulary.learn_type("contact.retrieved")),
      ended(vocabulary.learn_type("contact.ended")),
      wrapped(vocabulary.learn_type("contact.wrapped")),
      lost(vocabulary.learn_type("contact.lost")),
      waiting(vocabulary.learn("waiting")),
      served(vocabulary.learn("served")),
      callback(vocabulary.learn("callback")) {}

void tell_contact(const std::vector<Event>& life, std::size_t tell_from, Time now,
                  const ContactWords& words, Told& told) {
    Teller teller{life, now, words};
    teller.go_to(std::min(tell_from, life.size()));
    teller.tell(told);
}

void put_in_contact(std::vector<Event>& life, std::size_t place, Event event, Time now,
                    const ContactWords& words, Told& before, Told& after) {
    Teller teller{life, now, words};
    teller.go_to(told_anew_from(life, place, event.type, words));
    if (!life.empty()) Teller{teller}.tell(before);
    life.insert(life.begin() + static_cast<std::ptrdiff_t>(place), std::move(event));
    teller.tell(after);
}

}  // namespace waymark::server
