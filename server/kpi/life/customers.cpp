#include "server/kpi/life/customers.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr Duration settled_after = std::chrono::hours{27};
constexpr Duration kept = std::chrono::days{35};

std::string name_of_feed(std::uint8_t place, const FeedPlaces& places) {
    return place < places.feeds().size() ? places.feeds()[place].text : std::string{};
}
/// `value` is the feed's name; in older rows it is its place.
std::uint8_t place_of_feed(const json& value, const FeedPlaces& places) {
    if (value.is_number())
        return value.get<std::size_t>() < places.feeds().size() ? value.get<std::uint8_t>()
                                                                : no_feed;
    return places.of(FeedId{value.get<std::string>()}).value_or(no_feed);
}

}  // namespace

Customers::Customers(Vocabulary& vocabulary)
    : vocabulary_(vocabulary),
      offered_(vocabulary.learn_type("contact.offered")),
      ended_(vocabulary.learn_type("contact.ended")),
      resolved_(vocabulary.learn_type("ticket.resolved")),
      contacted_(vocabulary.learn_type("customer.contacted")) {}

void Customers::note(const Event& event, int sign) {
    const Field* customer = event.find(field::customer);
    if (customer == nullptr) return;
    const bool comes = event.type == offered_ && event.number(field::entry).value_or(1) == 1;
    if (!comes && event.type != ended_ && event.type != resolved_) return;
    if (comes && event.time < told_for_good_) return;
    const Visit visit{event.time,
                      event.word(field::queue),
                      event.word(field::channel),
                      event.word(field::priority),
                      event.word(field::team),
                      event.feed,
                      !comes};
    Customer& held = customers_[customer->hash];
    auto& visits = held.visits;
    auto at = std::ranges::upper_bound(visits, visit.time, {}, &Visit::time);
    if (sign < 0) {
        while (at != visits.begin() && !(*std::prev(at) == visit))
            --at;
        if (at == visits.begin()) return;
        --at;
    }
    if (held.look_at > visit.time + settled_after)
        look_at(customer->hash, held, visit.time + settled_after);
    if (!std::exchange(held.changed, true)) changed_.push_back(customer->hash);
    const auto served_before = std::find_if(std::make_reverse_iterator(at), visits.rend(),
                                            [](const Visit& earlier) { return earlier.served; });
    const std::optional<Time> before =
        served_before == visits.rend() ? std::nullopt : std::optional{served_before->time};
    if (sign < 0)
        at = visits.erase(at);
    else
        at = visits.insert(at, visit) + 1;
    if (comes) return tell(customer->hash, visit, before, sign);
    // Until the customer is served again, this time is the last one, or is no longer.
    for (; at != visits.end() && !at->served; ++at) {
        tell(customer->hash, *at, before, -sign);
        tell(customer->hash, *at, visit.time, sign);
    }
}

void Customers::tell(std::uint64_t customer, const Visit& visit, std::optional<Time> served,
                     int sign) {
    Event event{contacted_, visit.feed, visit.time, {}};
    const auto add = [&](FieldId id, Word word) {
        if (word != no_word) event.fields.push_back(Field::of_word(id, word));
    };
    add(field::queue, visit.queue);
    add(field::channel, visit.channel);
    add(field::priority, visit.priority);
    add(field::team, visit.team);
    Field who = Field::of_text(field::customer, "");
    who.hash = customer;
    event.fields.push_back(who);
    if (served)
        event.fields.push_back(
            Field::of_number(field::since_resolved, in_seconds(visit.time - *served)));
    follow_.emplace_back(std::move(event), sign);
}

void Customers::tell_all(std::uint64_t customer, const std::vector<Visit>& visits) {
    std::optional<Time> served;
    for (const Visit& visit : visits)
        if (visit.served)
            served = visit.time;
        else
            tell(customer, visit, served, 1);
}

void Customers::look_at(std::uint64_t hash, Customer& customer, Time due) {
    customer.look_at = due;
    lookouts_.add(due, hash);
}

void Customers::forget(Time now) {
    told_for_good_ = now - settled_after;
    lookouts_.take_due(now, [&](const auto& lookout) {
        const auto customer = customers_.find(lookout.subject);
        if (customer == customers_.end() || customer->second.look_at != lookout.due) return;
        const Time next = settle(customer->second.visits, now);
        if (!customer->second.visits.empty())
            return look_at(lookout.subject, customer->second, next);
        gone_.push_back({"customer", std::to_string(lookout.subject), ""});
        customers_.erase(customer);
    });
}

Time Customers::settle(std::vector<Visit>& visits, Time now) const {
    const auto settled = std::ranges::lower_bound(visits, told_for_good_, {}, &Visit::time);
    const Time next_settled = settled == visits.end() ? Time::max() : settled->time + settled_after;
    const auto last = std::find_if(std::make_reverse_iterator(settled), visits.rend(),
                                   [](const Visit& visit) { return visit.served; });
    const auto end = last == visits.rend() || last->time < now - kept ? settled : last.base() - 1;
    visits.erase(visits.begin(), end);
    std::erase_if(visits,
                  [&](const Visit& visit) { return !visit.served && visit.time < told_for_good_; });
    return visits.empty() ? next_settled : std::min(next_settled, visits.front().time + kept);
}

void Customers::take_changed(std::vector<SubjectRow>& rows, const FeedPlaces& places) {
    std::ranges::move(gone_, std::back_inserter(rows));
    gone_.clear();
    for (const std::uint64_t hash : changed_) {
        const auto held = customers_.find(hash);
        if (held == customers_.end()) continue;
        held->second.changed = false;
        json visits = json::array();
        for (const Visit& visit : held->second.visits) {
            json dimensions = json::array();
            for (const Word word : {visit.queue, visit.channel, visit.priority, visit.team})
                dimensions.push_back(word == no_word ? "" : vocabulary_.text(word));
            visits.push_back({to_epoch_us(visit.time), visit.served,
                              name_of_feed(visit.feed, places), std::move(dimensions)});
        }
        rows.push_back({"customer", std::to_string(hash),
                        visits.dump(-1, ' ', false, json::error_handler_t::replace)});
    }
    changed_.clear();
}

void Customers::restore(const SubjectRow& row, const FeedPlaces& places) {
    std::vector<Visit> visits;
    try {
        for (const json& item : json::parse(row.text)) {
            const auto word = [&](std::size_t place) {
                return vocabulary_.learn(item.at(3).at(place).get_ref<const std::string&>());
            };
            visits.push_back({from_epoch_us(item.at(0)), word(0), word(1), word(2), word(3),
                              place_of_feed(item.at(2), places), item.at(1)});
        }
        const std::uint64_t hash = std::stoull(row.id);
        Customer& restored = customers_[hash];
        restored.visits = std::move(visits);
        look_at(hash, restored, Time{});
    } catch (const std::exception&) {
        return;  // a damaged row is a customer not known
    }
}

}  // namespace waymark::server
