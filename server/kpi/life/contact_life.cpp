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
    Teller(const std::vector<Event>& life, std::size_t tell_from, const ContactWords& words,
           Told& told)
        : life_(life), tell_from_(tell_from), words_(words), told_(told) {
        has_beginning_ = std::ranges::any_of(
            life, [&](const Event& event) { return event.type == words.offered; });
    }

    void tell() {
        for (at_ = 0; at_ < life_.size(); ++at_) {
            event_ = life_[at_];
            if (event_.type == words_.offered) {
                offer();
            } else if (has_beginning_ && entry_ == 0) {
                odd("something of a contact before it was offered");
                continue;
            } else if (ends_waiting(event_.type)) {
                end_waiting();
            } else if (event_.type == words_.ended) {
                if (!end()) continue;
            } else if (event_.type == words_.wrapped) {
                wrap_up();
            } else {
                go_on();
            }
            emit();
        }
        close(Time::max());
    }

private:
    bool telling() const { return at_ >= tell_from_; }
    void odd(std::string_view reason) {
        if (telling()) told_.odd.push_back(reason);
    }
    bool ends_waiting(EventType type) const {
        return type == words_.answered || type == words_.abandoned || type == words_.timed_out ||
               type == words_.left || type == words_.callback_requested;
    }

    void offer() {
        close(event_.time);
        ++entry_;
        std::erase_if(carried_, [](const Field& field) {
            return field.id == field::queue || field.id == field::agent;
        });
        offered_ = event_.time;
        answered_.reset();
        ended_.reset();
        held_ = Duration{0};
        open(words_.waiting, contact_lost_after);
        entry_told_ = telling();
    }

    void end_waiting() {
        const bool waited = phase_ == words_.waiting;
        // A system may tell that it left its queue first, and then what for.
        const bool follows = event_.type == words_.callback_requested && entry_ > 0;
        if (!waited && !follows) odd("an end of waiting of a contact that did not wait");
        if (offered_ && waited)
            fill_in(field::wait, event_.time - *offered_);
        else
            fill_in(field::wait, std::nullopt);
        const bool last =
            std::none_of(life_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, life_.end(),
                         [&](const Event& later) { return later.type == words_.offered; });
        event_.set(Field::of_flag(field::final, last));
        close(event_.time);
        if (event_.type == words_.answered) {
            answered_ = event_.time;
            open(words_.served, longest_contact_time);
        } else if (event_.type == words_.callback_requested) {
            promise_ = event_.instant(field::promise);
            open(words_.callback, callback_lost_after);
        }
    }

    /// False: it does not count.
    bool end() {
        const bool answered_later =
            std::any_of(life_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, life_.end(),
                        [&](const Event& later) { return later.type == words_.answered; });
        if (!answered_ && answered_later) {
            odd("a contact ended before it was answered");
            return false;
        }
        if (!answered_) odd("a contact ended that was never answered");
        if (held_since_) held_ += event_.time - *held_since_;
        held_since_.reset();
        if (held_ > Duration{0}) fill_in(field::hold, held_);
        fill_in(field::talk,
                answered_ ? std::optional{event_.time - *answered_ - held_} : std::nullopt);
        const auto next = std::find_if(life_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                                       life_.end(), [&](const Event& later) {
                                           return later.type == words_.wrapped ||
                                                  later.type == words_.offered ||
                                                  later.type == words_.ended;
                                       });
        if (next != life_.end() && next->type == words_.wrapped) {
            const auto stated = next->number(field::wrap);
            event_.add(Field::of_number(field::wrap,
                                        stated ? *stated : in_seconds(next->time - event_.time)));
        }
        if (const auto talk = event_.number(field::talk)) {
            const double conversation = *talk + event_.number(field::hold).value_or(0);
            const double handle = conversation + event_.number(field::wrap).value_or(0);
            event_.set(Field::of_number(field::conversation, conversation));
            event_.set(Field::of_number(field::handle, handle));
        }
        close(event_.time);
        ended_ = event_.time;
        answered_.reset();
        return true;
    }

    void wrap_up() {
        fill_in(field::wrap, ended_ ? std::optional{event_.time - *ended_} : std::nullopt);
    }

    void go_on() {
        if (event_.type == words_.held && !held_since_) held_since_ = event_.time;
        if (event_.type == words_.retrieved && held_since_) {
            held_ += event_.time - *held_since_;
            held_since_.reset();
        }
        if (event_.type == words_.callback_done) {
            if (promise_) event_.set(Field::of_flag(field::in_time, event_.time <= *promise_));
            if (phase_ == words_.callback) close(event_.time);
        }
    }

    /// A length the source leaves out; a stated one counts, and is compared.
    void fill_in(FieldId id, std::optional<Duration> derived) {
        const auto stated = event_.number(id);
        const double longest = in_seconds(longest_contact_time);
        if (stated && *stated > longest) {
            odd("a wait, talk, hold or wrap of more than a day");
            event_.drop(id);
        } else if (stated) {
            if (derived && std::abs(*stated - in_seconds(*derived)) > tolerated_seconds)
                odd(lengths_differ);
        } else if (derived && *derived >= Duration{0} && *derived <= longest_contact_time) {
            event_.set(Field::of_number(id, in_seconds(*derived)));
        } else if (derived) {
            odd("a wait, talk, hold or wrap of more than a day");
        }
    }

    void emit() {
        for (const FieldId id : inherited) {
            if (const Field* own = event_.find(id))
                remember(*own);
            else if (const Field* carried = carried_field(id))
                event_.fields.push_back(*carried);
        }
        if (entry_ > 0) event_.set(Field::of_number(field::entry, entry_));
        if (offered_) event_.set(Field::of_instant(field::began, *offered_));
        if (open_ && open_->from == event_.time) dress(*open_);
        if (telling()) told_.events.push_back(event_);
    }

    const Field* carried_field(FieldId id) const {
        for (const Field& field : carried_)
            if (field.id == id) return &field;
        return nullptr;
    }
    void remember(const Field& field) {
        for (Field& held : carried_)
            if (held.id == field.id) {
                held = field;
                return;
            }
        carried_.push_back(field);
    }

    void open(Word phase, Duration lost_after) {
        phase_ = phase;
        open_.emplace();
        open_->from = event_.time;
        open_->to = event_.time + lost_after;
        open_->state.time = event_.time;
        open_->state.feed = event_.feed;
    }
    /// Gives the stint what is known of the contact as of its first event.
    void dress(Stint& stint) {
        auto& fields = stint.state.fields;
        fields.clear();
        fields.push_back(Field::of_word(field::phase, phase_));
        for (const FieldId id : inherited)
            if (const Field* carried = carried_field(id); carried && id != field::customer)
                fields.push_back(*carried);
        fields.push_back(Field::of_instant(field::since, stint.from));
        if (phase_ == words_.callback && promise_)
            fields.push_back(Field::of_instant(field::promise, *promise_));
        fields.push_back(Field::of_number(field::entry, entry_));
    }
    /// Ends the open stint; one that was not ended by an event runs until it counts as lost.
    void close(Time to) {
        if (open_ && entry_told_) {
            if (to != Time::max()) {
                open_->to = std::min(to, open_->from + longest_stint);
            } else {
                Event lost{words_.lost, open_->state.feed, open_->to, open_->state.fields};
                told_.due.push_back(std::move(lost));
            }
            if (open_->from < open_->to) told_.stints.push_back(std::move(*open_));
        }
        open_.reset();
        phase_ = no_word;
    }

    const std::vector<Event>& life_;
    const std::size_t tell_from_;
    const ContactWords& words_;
    Told& told_;
    bool has_beginning_ = false;

    std::size_t at_ = 0;
    Event event_;
    int entry_ = 0;
    bool entry_told_ = true;
    std::vector<Field> carried_;
    Word phase_ = no_word;
    std::optional<Stint> open_;
    std::optional<Time> offered_, answered_, ended_, held_since_, promise_;
    Duration held_{0};
};

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

void tell_contact(const std::vector<Event>& life, std::size_t changed_at, const ContactWords& words,
                  Told& told) {
    // What comes before the last entry that began before the change can't depend on it.
    std::size_t from = std::min(changed_at, life.size());
    while (from > 0 && life[--from].type != words.offered) {
    }
    Teller{life, from, words, told}.tell();
}

}  // namespace waymark::server
