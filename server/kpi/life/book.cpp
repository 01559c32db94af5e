#include "server/kpi/life/book.hpp"

#include <algorithm>

namespace waymark::server {

namespace {

/// A call has about as many events.
constexpr std::size_t usual_length = 4;

}  // namespace

std::shared_ptr<const RuleBook> rules_of(const DeskFolder& folder, Vocabulary& vocabulary) {
    auto book = std::make_shared<RuleBook>();
    book->clocks.emplace("", HoursClock{});
    for (const auto& [name, hours] : folder.hours)
        book->clocks.emplace(name, HoursClock{hours});
    book->rules.work_hours = &book->clocks.at(folder.work_hours);
    for (const auto& [priority, promise] : folder.promises)
        book->rules.sla[vocabulary.learn(priority)] = {promise.response, promise.resolution,
                                                       &book->clocks.at(promise.hours)};
    return book;
}

Life* Book::find(std::string_view id) const {
    const auto known = lives.find(id);
    return known == lives.end() ? nullptr : known->get();
}

Life& Book::of(std::string_view id, Time may_be_over_at) {
    if (Life* known = find(id)) return *known;
    Life& made = **lives.insert(std::make_unique<Life>(id)).first;
    made.events.reserve(usual_length);
    may_be_over.add(may_be_over_at, &made);
    return made;
}

void Book::mark(Life& life) {
    life.keep_until.reset();
    if (!std::exchange(life.changed, true)) changed.push_back(life.id);
}

void Book::forget(Life& life) {
    dues.call_off(life.awaited);
    lives.erase(lives.find(life.id));
}

std::size_t place_of(const std::vector<Event>& life, Time time) {
    if (life.empty() || life.back().time <= time) return life.size();
    const auto after = std::ranges::upper_bound(life, time, {}, &Event::time);
    return static_cast<std::size_t>(after - life.begin());
}

}  // namespace waymark::server
