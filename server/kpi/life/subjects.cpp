#include "server/kpi/life/subjects.hpp"

#include <algorithm>
#include <array>

namespace waymark::server {
namespace {

constexpr std::array<std::string_view, 4> ends_of_waiting{"contact.answered", "contact.abandoned",
                                                          "contact.timed_out", "contact.left"};
constexpr std::array<std::string_view, 6> ends_of_contact{
    "contact.abandoned", "contact.timed_out", "contact.left",
    "contact.ended",     "contact.wrapped",   "contact.callback_done"};
constexpr std::array<std::string_view, 4> ends_of_ticket{"ticket.resolved", "ticket.closed",
                                                         "ticket.deleted", "ticket.merged"};

constexpr Duration contacts_kept = std::chrono::hours{24};
constexpr Duration tickets_kept = std::chrono::days{3};
constexpr Duration unended_kept = std::chrono::days{400};
constexpr std::size_t longest_life = 200;

bool is_one_of(std::string_view word, auto const& words) {
    return std::ranges::find(words, word) != std::end(words);
}

void fill_in(Record& record, std::string_view field, Duration length) {
    if (length >= Duration::zero())
        record.fields.try_emplace(std::string{field}, in_seconds(length));
}

/// How long the contact was on hold between `from` and `to`.
Duration held_between(const Subject& subject, Time from, Time to) {
    Duration total{0};
    std::optional<Time> since;
    for (const Happening& happening : subject.life) {
        if (happening.time < from || happening.time > to) continue;
        if (happening.type == "contact.held" && !since) since = happening.time;
        if (happening.type == "contact.retrieved" && since) {
            total += happening.time - *since;
            since.reset();
        }
    }
    return since ? total + (to - *since) : total;
}

void derive_for_contact(Record& record, const Subject& subject) {
    if (is_one_of(record.type, ends_of_waiting)) {
        if (const auto offered = subject.last({"contact.offered"}, record.time))
            fill_in(record, "wait", record.time - *offered);
    } else if (record.type == "contact.ended") {
        if (const auto answered = subject.last({"contact.answered"}, record.time))
            fill_in(record, "talk",
                    record.time - *answered - held_between(subject, *answered, record.time));
    } else if (record.type == "contact.wrapped") {
        if (const auto ended = subject.last({"contact.ended"}, record.time))
            fill_in(record, "wrap", record.time - *ended);
    }
}

void derive_for_ticket(Record& record, Subject& subject) {
    if (record.type != "ticket.responded") return;
    const FieldValue* said = record.find("public");
    const auto* flag = said ? std::get_if<bool>(said) : nullptr;
    const bool is_public = flag == nullptr || *flag;
    const bool first = is_public && !subject.fields.contains("responded");
    if (is_public) subject.fields.insert_or_assign("responded", FieldValue{true});
    record.fields.try_emplace("first", first);
}

/// Keeps the life in order of time, events of one instant in order of arrival.
void insert(std::vector<Happening>& life, const Record& record) {
    const auto after = std::ranges::upper_bound(life, record.time, {}, &Happening::time);
    life.insert(after, Happening{record.time, record.type});
    // What is left out is neither the beginning nor the latest.
    if (life.size() > longest_life) life.erase(life.begin() + 1);
}

void remember_fields(Subject& subject, const Record& record, std::string_view kind) {
    const bool latest = subject.life.back().time <= record.time;
    for (const auto& [name, value] : record.fields) {
        if (name == kind || std::holds_alternative<RawJson>(value)) continue;
        if (latest || !subject.fields.contains(name)) subject.fields.insert_or_assign(name, value);
    }
}

void forget_ended(Subjects::ById& subjects, Time now, Duration kept, auto const& ends) {
    std::erase_if(subjects, [&](const auto& item) {
        const Happening& latest = item.second.life.back();
        return now - latest.time > (is_one_of(latest.type, ends) ? kept : unended_kept);
    });
}

}  // namespace

std::optional<Time> Subject::first(std::initializer_list<std::string_view> types) const {
    for (const Happening& happening : life)
        if (is_one_of(happening.type, types)) return happening.time;
    return std::nullopt;
}

std::optional<Time> Subject::last(std::initializer_list<std::string_view> types, Time until) const {
    std::optional<Time> found;
    for (const Happening& happening : life)
        if (happening.time <= until && is_one_of(happening.type, types)) found = happening.time;
    return found;
}

void Subjects::note(Record& record) {
    const bool of_ticket = record.type.starts_with("ticket.");
    if (!of_ticket && !record.type.starts_with("contact.")) return;
    const std::string_view kind = of_ticket ? ticket_kind : contact_kind;
    const std::string_view id = record.text(kind);
    if (id.empty()) return;
    Subject& subject = of(kind)[std::string{id}];
    const bool begins = record.type == "contact.offered" || record.type == "ticket.created";
    if (const auto began = subject.first({"contact.offered", "ticket.created"}); began && !begins)
        fill_in(record, "elapsed", record.time - *began);
    if (of_ticket)
        derive_for_ticket(record, subject);
    else
        derive_for_contact(record, subject);
    insert(subject.life, record);
    remember_fields(subject, record, kind);
}

const Subjects::ById& Subjects::of(std::string_view kind) const {
    return kind == ticket_kind ? tickets_ : contacts_;
}
Subjects::ById& Subjects::of(std::string_view kind) {
    return kind == ticket_kind ? tickets_ : contacts_;
}

void Subjects::forget(Time now) {
    forget_ended(contacts_, now, contacts_kept, ends_of_contact);
    forget_ended(tickets_, now, tickets_kept, ends_of_ticket);
}

}  // namespace waymark::server
