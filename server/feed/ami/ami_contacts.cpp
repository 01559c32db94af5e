#include "server/feed/ami/ami_contacts.hpp"

#include <utility>

namespace waymark::server {
namespace {

/// A queue's own clock ends a wait at its limit, give or take the rounding of what is printed.
constexpr Duration rounding = std::chrono::milliseconds{1};
constexpr Duration about_a_second = std::chrono::milliseconds{1'500};

}  // namespace

Record AmiContacts::record_of(std::string_view type, const About& about) {
    return {
        .type = std::string{type},
        .id = as_id(about.contact + "/" + std::string{type} + "/" +
                    std::to_string(to_epoch_us(about.time))),
        .time = about.time,
        .fields = {
            {"contact", about.contact}, {"queue", about.queue}, {"channel", std::string{"phone"}}}};
}

AmiContacts::AmiContacts(std::optional<Duration> max_wait, bool whole_seconds, AgentFloor& floor,
                         HeldRecords& records)
    : max_wait_(max_wait), whole_seconds_(whole_seconds), floor_(floor), records_(records) {}

AmiContacts::Contact* AmiContacts::find(const std::string& contact) {
    const auto found = contacts_.find(contact);
    return found == contacts_.end() ? nullptr : &found->second;
}

AmiContacts::Contact& AmiContacts::open(const About& about) {
    if (contacts_.size() >= most_open) {
        ++skipped_[skip_reason::too_many];
        const std::string oldest = by_age_.begin()->second;
        decide(oldest, {});
        close(oldest);
    }
    const auto [place, fresh] = contacts_.try_emplace(about.contact);
    Contact& contact = place->second;
    contact.queue = about.queue;
    contact.in_doubt = false;
    if (fresh) {
        contact.age = ++opened_;
        by_age_[contact.age] = about.contact;
    }
    return contact;
}

void AmiContacts::close(const std::string& id) {
    Contact* const contact = find(id);
    if (contact == nullptr) return;
    for (const std::string& agent : contact->ringing)
        floor_.stop_ringing(agent, id);
    forget_undecided(id, *contact);
    by_age_.erase(contact->age);
    contacts_.erase(id);
}

void AmiContacts::forget_undecided(const std::string& id, const Contact& contact) {
    if (contact.abandoned) undecided_.erase({*contact.abandoned, id});
    if (contact.left) undecided_.erase({*contact.left, id});
}

void AmiContacts::joined(const About& about, const std::string& customer) {
    if (const Contact* known = find(about.contact)) {
        if (known->joined == about.time && known->queue == about.queue) return;
        decide(about.contact, about.queue);
        close(about.contact);
    }
    open(about).joined = about.time;
    Record record = record_of("contact.offered", about);
    if (!customer.empty()) record.fields["customer"] = customer;
    records_.put(std::move(record));
}

void AmiContacts::waiting(const About& about, const std::string& customer) {
    Contact* const known = find(about.contact);
    const bool that_wait = known != nullptr && !known->answered && known->joined &&
                           std::chrono::abs(*known->joined - about.time) <= grace;
    if (that_wait) known->in_doubt = false;
    if (known != nullptr && !known->in_doubt) return;
    // It waits again: what was in doubt has ended.
    if (known != nullptr) give_up_one(about.contact, "unknown");
    joined(about, customer);
    find(about.contact)->about = true;
}

void AmiContacts::called(const About& about, const std::string& agent) {
    if (Contact* const contact = find(about.contact)) {
        contact->ringing.insert(agent);
        contact->in_doubt = false;
    }
    floor_.ring(agent, about.contact);
    tell_agent(agent, about.time);
}

void AmiContacts::not_answered(const About& about, const std::string& agent,
                               std::optional<double> ring) {
    if (Contact* const contact = find(about.contact)) contact->ringing.erase(agent);
    floor_.stop_ringing(agent, about.contact);
    tell_agent(agent, about.time);
    Record record = record_of("agent.no_answer", about);
    record.id = as_id(record.id + "/" + agent);
    record.fields["agent"] = agent;
    if (ring) record.fields["ring"] = *ring;
    records_.put(std::move(record));
}

void AmiContacts::abandoned(const About& about, std::optional<double> hold) {
    Contact* known = find(about.contact);
    const bool gone = known == nullptr;
    if (gone) known = &open(about);
    if (known->answered || known->abandoned) return;
    known->in_doubt = false;
    known->abandoned = about.time;
    known->hold = hold;
    stop_ringing(about.contact, *known, about.time);
    // Of a contact nobody heard of no leaving need follow either.
    if (gone || known->left)
        decide(about.contact, {});
    else
        undecide(about.contact, about.time);
}

void AmiContacts::left(const About& about) {
    Contact* const contact = find(about.contact);
    if (contact == nullptr) {
        ++skipped_[skip_reason::no_subject];
        return;
    }
    if (contact->answered || contact->left) return;
    contact->in_doubt = false;
    contact->left = about.time;
    if (contact->abandoned)
        decide(about.contact, {});
    else
        undecide(about.contact, about.time);
}

void AmiContacts::connected(const About& about, const std::string& agent,
                            std::optional<double> hold) {
    Contact& contact = open(about);
    const Time time = contact.left.value_or(about.time);
    forget_undecided(about.contact, contact);
    contact.answered = time;
    contact.agent = agent;
    contact.ringing.erase(agent);
    floor_.seen(agent, about.queue);
    floor_.connect(agent, about.contact);
    Record record = record_of("contact.answered", {about.contact, about.queue, time});
    record.fields["agent"] = agent;
    state_length(record, "wait", contact.joined, hold);
    records_.put(std::move(record));
    tell_agent(agent, time);
    stop_ringing(about.contact, contact, time);
}

void AmiContacts::completed(const About& about, const std::string& agent,
                            std::optional<double> talk, bool transferred) {
    const Contact* const contact = find(about.contact);
    if (transferred) records_.put(record_of("contact.transferred", about));
    Record record = record_of("contact.ended", about);
    record.fields["agent"] = agent;
    state_length(record, "talk", contact ? contact->answered : std::nullopt, talk);
    records_.put(std::move(record));
    // One that waits again, before its last talk is told to have ended, goes on waiting.
    if (contact != nullptr && contact->answered) close(about.contact);
    floor_.release(agent, about.contact);
    tell_agent(agent, about.time);
}

void AmiContacts::undecide(const std::string& contact, Time time) {
    undecided_.insert({time, contact});
    if (undecided_.size() > most_undecided) decide(std::string{undecided_.begin()->second}, {});
}

void AmiContacts::decide_first() {
    const std::string id = undecided_.begin()->second;
    undecided_.erase(undecided_.begin());
    decide(id, {});
}

void AmiContacts::decide(const std::string& id, const std::string& to) {
    Contact* const contact = find(id);
    if (contact == nullptr || contact->answered || !(contact->abandoned || contact->left)) return;
    tell_end_of_waiting(id, *contact, to);
    stop_ringing(id, *contact, contact->abandoned ? *contact->abandoned : *contact->left);
    close(id);
}

void AmiContacts::tell_end_of_waiting(const std::string& id, const Contact& contact,
                                      const std::string& to) {
    const Time end = contact.abandoned ? *contact.abandoned : *contact.left;
    const auto type = how_ended(contact, end);
    if (!type) return;
    Record record = record_of(*type, {id, contact.queue, end});
    if (!contact.abandoned && !to.empty()) record.fields["to"] = to;
    state_length(record, "wait", contact.joined, contact.hold);
    records_.put(std::move(record));
}

/// Nothing: it is not certain, and somebody else will tell.
std::optional<std::string_view> AmiContacts::how_ended(const Contact& contact, Time end) const {
    // Its giving up may be what was not heard.
    const bool all_heard = !contact.was_lost && !contact.about;
    if (!contact.abandoned)
        return all_heard || uncertain_is_told_ ? std::optional{"contact.left"} : std::nullopt;
    if (!max_wait_) return uncertain_is_told_ ? std::optional{"contact.abandoned"} : std::nullopt;
    const bool exact = contact.joined && !contact.about;
    const std::optional<Duration> waited = contact.joined ? std::optional{end - *contact.joined}
                                           : contact.hold
                                               ? std::optional{from_seconds(*contact.hold)}
                                               : std::nullopt;
    if (!exact && !uncertain_is_told_ &&
        (!waited || std::chrono::abs(*waited - *max_wait_) <= about_a_second))
        return std::nullopt;
    if (!waited) return "contact.abandoned";
    // What Asterisk prints is the difference of whole seconds, so one that is only about known is
    // held against what it prints itself.
    const Duration length = !exact && contact.hold ? from_seconds(*contact.hold) : *waited;
    return length >= *max_wait_ - rounding ? "contact.timed_out" : "contact.abandoned";
}

void AmiContacts::stop_ringing(const std::string& id, Contact& contact, Time time) {
    for (const std::string& agent : std::exchange(contact.ringing, {})) {
        floor_.stop_ringing(agent, id);
        tell_agent(agent, time);
    }
}

void AmiContacts::tell_agent(const std::string& agent, Time time) {
    if (auto record = floor_.tell(agent, time)) records_.put(std::move(*record));
}

void AmiContacts::state_length(Record& record, std::string_view field, std::optional<Time> from,
                               std::optional<double> stated) {
    const auto whole = [](Time time) { return std::chrono::floor<std::chrono::seconds>(time); };
    if (from && !whole_seconds_)
        stated = as_stated(record.time - *from);
    else if (from && !stated)
        stated = as_stated(whole(record.time) - whole(*from));
    if (stated)
        record.fields.emplace(field, *stated);
    else if (from)
        ++skipped_[skip_reason::backwards];
}

void AmiContacts::pass(Time now) {
    while (!undecided_.empty() && undecided_.begin()->first + grace < now)
        decide_first();
}

void AmiContacts::decide_all() {
    while (!undecided_.empty())
        decide_first();
}

Time AmiContacts::undecided_since() const {
    return undecided_.empty() ? Time::max() : undecided_.begin()->first;
}

}  // namespace waymark::server
