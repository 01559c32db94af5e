// What becomes of the contacts while nothing is heard, and afterwards.
#include <algorithm>

#include "server/feed/ami/ami_contacts.hpp"

namespace waymark::server {

void AmiContacts::lose_sight(Time time) {
    lost_at_ = time;
    // Who gave up is known; who only left its queue was answered a moment later, most likely.
    for (const auto& [since, id] : std::set<std::pair<Time, std::string>>{undecided_}) {
        Contact& contact = contacts_.at(id);
        if (contact.abandoned) {
            decide(id, {});
        } else {
            forget_undecided(id, contact);
            contact.left.reset();
        }
    }
    for (auto& [id, contact] : contacts_) {
        contact.in_doubt = contact.was_lost = true;
        stop_ringing(id, contact, time);
    }
}

void AmiContacts::hear(const Record& record) {
    const About about{std::string{record.text("contact")}, std::string{record.text("queue")},
                      record.time};
    if (record.type == "contact.offered") {
        Contact* const known = find(about.contact);
        // Who entered again ended the wait before; that is told by whoever told this.
        if (known != nullptr && known->joined && *known->joined <= about.time) close(about.contact);
        Contact& contact = open(about);
        if (!contact.joined) {
            contact.joined = about.time;
            contact.about = true;
        }
    } else if (record.type == "contact.answered") {
        Contact& contact = open(about);
        forget_undecided(about.contact, contact);
        contact.answered = about.time;
        contact.agent = record.text("agent");
        floor_.seen(contact.agent, about.queue);
        floor_.connect(contact.agent, about.contact);
    } else if (record.type == "contact.ended") {
        floor_.release(std::string{record.text("agent")}, about.contact);
        close(about.contact);
    } else if (record.type == "contact.abandoned" || record.type == "contact.timed_out" ||
               record.type == "contact.left") {
        close(about.contact);
    }
}

void AmiContacts::trust() {
    for (auto& [id, contact] : contacts_)
        contact.in_doubt = false;
}

void AmiContacts::give_up(const std::set<std::string>& queues, const Talking& talking,
                          const std::string& reason) {
    std::vector<std::string> gone;
    for (auto& [id, contact] : contacts_) {
        const auto talk = talking.find({contact.agent, contact.queue});
        if (contact.answered && talk != talking.end() && talk->second <= *contact.answered)
            contact.in_doubt = false;
        if (contact.in_doubt && queues.contains(contact.queue)) gone.push_back(id);
    }
    for (const std::string& id : gone)
        give_up_one(id, reason);
}

void AmiContacts::give_up_one(const std::string& id, const std::string& reason) {
    const Contact contact = *find(id);
    Time time = std::max(lost_at_, contact.joined.value_or(lost_at_));
    if (contact.answered) time = std::max(lost_at_, *contact.answered);
    // Where it was joined or answered last is the last that is known of it.
    Record record =
        record_of(contact.answered ? "contact.ended" : "contact.left", {id, contact.queue, time});
    if (contact.answered) record.fields["agent"] = contact.agent;
    record.fields["reason"] = reason;
    records_.put(std::move(record));
    close(id);
    if (!contact.answered) return;
    floor_.release(contact.agent, id);
    tell_agent(contact.agent, time);
}

}  // namespace waymark::server
