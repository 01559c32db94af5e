#include "server/kpi/life/book.hpp"

#include <algorithm>

namespace waymark::server {

Life& Book::of(std::string_view id) {
    const auto known = lives.find(id);
    return known != lives.end() ? known->second : lives.emplace(id, Life{}).first->second;
}

void Book::mark(std::string_view id, Life& life) {
    life.keep_until.reset();
    if (life.changed) return;
    life.changed = true;
    changed.emplace_back(id);
}

std::size_t place_of(const std::vector<Event>& life, Time time) {
    if (life.empty() || life.back().time <= time) return life.size();
    const auto after = std::ranges::upper_bound(life, time, {}, &Event::time);
    return static_cast<std::size_t>(after - life.begin());
}

}  // namespace waymark::server
