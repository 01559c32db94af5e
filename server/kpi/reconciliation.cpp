#include "server/kpi/reconciliation.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

std::string sum_text(std::int64_t began, std::int64_t ended, std::int64_t open) {
    return std::to_string(began) + " began, " + std::to_string(ended) + " ended and " +
           std::to_string(open) + " are open";
}

}  // namespace

Reconciliation::Reconciliation(Vocabulary& vocabulary) : waiting_(vocabulary.learn("waiting")) {
    enter({"contact.offered"}, Entry::offered, vocabulary);
    enter({"contact.answered", "contact.abandoned", "contact.timed_out", "contact.left"},
          Entry::end_of_waiting, vocabulary);
    enter({"contact.callback_requested"}, Entry::callback, vocabulary);
    enter({"contact.lost"}, Entry::lost, vocabulary);
    enter({"ticket.created", "ticket.reopened"}, Entry::beginning_of_ticket, vocabulary);
    enter({"ticket.resolved"}, Entry::resolved, vocabulary);
    enter({"ticket.closed", "ticket.deleted", "ticket.merged"}, Entry::other_end_of_ticket,
          vocabulary);
}

void Reconciliation::enter(std::initializer_list<std::string_view> types, Entry as,
                           Vocabulary& vocabulary) {
    for (const std::string_view name : types) {
        const EventType type = vocabulary.learn_type(name);
        entries_.resize(std::max(entries_.size(), std::size_t{type} + 1));
        entries_[type] = as;
    }
}

Reconciliation::Books& Reconciliation::books(std::uint8_t feed) {
    if (feed >= books_.size()) books_.resize(std::size_t{feed} + 1);
    return books_[feed];
}

void Reconciliation::on_event(const Event& event, int sign) {
    if (event.type >= entries_.size()) return;
    Books& held = books(event.feed);
    switch (entries_[event.type]) {
        case Entry::none:
            return;
        case Entry::offered:
            held.offered += sign;
            return;
        case Entry::end_of_waiting:
            held.ended_waiting += sign;
            return;
        case Entry::callback:
            // It may be asked for when the contact has left its queue already.
            if (event.find(field::wait) != nullptr) held.ended_waiting += sign;
            return;
        case Entry::lost:
            if (event.word(field::phase) == waiting_) held.ended_waiting += sign;
            return;
        case Entry::beginning_of_ticket:
            held.opened += sign;
            return;
        case Entry::resolved:
            held.closed += sign;
            return;
        case Entry::other_end_of_ticket:
            if (event.flag(field::final)) held.closed += sign;
            return;
    }
}

void Reconciliation::count(SubjectKind kind, const Stint& stint, int sign) {
    if (stint.to != Time::max()) return;
    if (kind == SubjectKind::contact && stint.state.word(field::phase) == waiting_)
        books(stint.state.feed).waiting += sign;
    if (kind == SubjectKind::ticket) books(stint.state.feed).open += sign;
}

void Reconciliation::on_stints(SubjectKind kind, std::span<const Stint> before,
                               std::span<const Stint> after) {
    for (const Stint& stint : before)
        count(kind, stint, -1);
    for (const Stint& stint : after)
        count(kind, stint, 1);
}

std::vector<Finding> Reconciliation::findings(const std::vector<FeedId>& feeds, Time now) const {
    std::vector<Finding> found;
    for (std::size_t feed = 0; feed < std::min(books_.size(), feeds.size()); ++feed) {
        const Books& books = books_[feed];
        const std::int64_t waits = books.offered - books.ended_waiting - books.waiting;
        if (waits != 0)
            found.push_back({feeds[feed],
                             "waits of contacts do not add up: " +
                                 sum_text(books.offered, books.ended_waiting, books.waiting),
                             std::abs(waits), now});
        const std::int64_t tickets = books.opened - books.closed - books.open;
        if (tickets != 0)
            found.push_back(
                {feeds[feed],
                 "tickets do not add up: " + sum_text(books.opened, books.closed, books.open),
                 std::abs(tickets), now});
    }
    return found;
}

std::string Reconciliation::to_text(const std::vector<FeedId>& feeds) const {
    json all = json::object();
    for (std::size_t feed = 0; feed < std::min(books_.size(), feeds.size()); ++feed) {
        const Books& books = books_[feed];
        all[feeds[feed].text] = {books.offered, books.ended_waiting, books.waiting,
                                 books.opened,  books.closed,        books.open};
    }
    return all.dump();
}

void Reconciliation::read(const std::string& text, const std::vector<FeedId>& feeds) {
    const json all = json::parse(text, nullptr, false);
    if (!all.is_object()) return;
    std::vector<Books> read(feeds.size());
    try {
        for (std::size_t feed = 0; feed < feeds.size(); ++feed)
            if (const auto row = all.find(feeds[feed].text); row != all.end())
                read[feed] = {row->at(0), row->at(1), row->at(2),
                              row->at(3), row->at(4), row->at(5)};
    } catch (const json::exception&) {
        return;
    }
    books_ = std::move(read);
}

}  // namespace waymark::server
