#include "server/kpi/reconciliation.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

bool is_one_of(EventType type, const std::vector<EventType>& types) {
    return std::ranges::find(types, type) != types.end();
}

std::vector<EventType> types_named(std::initializer_list<std::string_view> names,
                                   Vocabulary& vocabulary) {
    std::vector<EventType> types;
    for (const std::string_view name : names)
        types.push_back(vocabulary.learn_type(name));
    return types;
}

std::string sum_text(std::int64_t began, std::int64_t ended, std::int64_t open) {
    return std::to_string(began) + " began, " + std::to_string(ended) + " ended and " +
           std::to_string(open) + " are open";
}

}  // namespace

Reconciliation::Reconciliation(Vocabulary& vocabulary)
    : waiting_(vocabulary.learn("waiting")),
      offered_(vocabulary.learn_type("contact.offered")),
      lost_(vocabulary.learn_type("contact.lost")),
      ends_of_waiting_(types_named(
          {"contact.answered", "contact.abandoned", "contact.timed_out", "contact.left"},
          vocabulary)),
      callback_(vocabulary.learn_type("contact.callback_requested")),
      resolved_(vocabulary.learn_type("ticket.resolved")),
      beginnings_of_ticket_(types_named({"ticket.created", "ticket.reopened"}, vocabulary)),
      other_ends_of_ticket_(
          types_named({"ticket.closed", "ticket.deleted", "ticket.merged"}, vocabulary)) {}

void Reconciliation::on_event(const Event& event, int sign) {
    Books& books = books_[event.feed];
    if (event.type == offered_) books.offered += sign;
    // A callback may be asked for when the contact has left its queue already.
    if (is_one_of(event.type, ends_of_waiting_) ||
        (event.type == callback_ && event.find(field::wait) != nullptr))
        books.ended_waiting += sign;
    if (event.type == lost_ && event.word(field::phase) == waiting_) books.ended_waiting += sign;
    if (is_one_of(event.type, beginnings_of_ticket_)) books.opened += sign;
    if (event.type == resolved_ ||
        (is_one_of(event.type, other_ends_of_ticket_) && event.flag(field::final)))
        books.closed += sign;
}

void Reconciliation::count(SubjectKind kind, const Stint& stint, int sign) {
    Books& books = books_[stint.state.feed];
    if (stint.to != Time::max()) return;
    if (kind == SubjectKind::contact && stint.state.word(field::phase) == waiting_)
        books.waiting += sign;
    if (kind == SubjectKind::ticket) books.open += sign;
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
    for (const auto& [feed, books] : books_) {
        if (feed >= feeds.size()) continue;
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
    for (const auto& [feed, books] : books_)
        if (feed < feeds.size())
            all[feeds[feed].text] = {books.offered, books.ended_waiting, books.waiting,
                                     books.opened,  books.closed,        books.open};
    return all.dump();
}

void Reconciliation::read(const std::string& text, const std::vector<FeedId>& feeds) {
    const json all = json::parse(text, nullptr, false);
    if (!all.is_object()) return;
    std::map<std::uint8_t, Books> read;
    try {
        for (std::size_t feed = 0; feed < feeds.size(); ++feed)
            if (const auto row = all.find(feeds[feed].text); row != all.end())
                read[static_cast<std::uint8_t>(feed)] = {row->at(0), row->at(1), row->at(2),
                                                         row->at(3), row->at(4), row->at(5)};
    } catch (const json::exception&) {
        return;
    }
    books_ = std::move(read);
}

}  // namespace waymark::server
