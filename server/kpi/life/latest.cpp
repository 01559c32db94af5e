#include "server/kpi/life/latest.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

constexpr std::size_t most_told = 50'000;

}  // namespace

bool tell_latest(SubjectKind kind, std::vector<const Life*> lives, Time now,
                 const LifeTeller& teller, const std::function<bool(Time)>& more,
                 Listener& listener) {
    std::erase_if(lives, [](const Life* life) { return life->events.empty(); });
    const auto last_of = [](const Life* life) { return life->events.back().time; };
    std::ranges::sort(lives, std::greater<>{}, last_of);
    Told told;
    std::size_t events = 0;
    for (const Life* life : lives) {
        if (!more(last_of(life))) return true;
        if ((events += life->events.size()) > most_told) return false;
        told.clear();
        teller.tell(kind, *life, 0, now, told);
        for (const auto* list : {&told.events, &told.due})
            for (const Event& event : *list)
                listener.on_event(event, 1, {kind, life->id});
        if (!told.stints.empty()) listener.on_stints(kind, {}, told.stints, {kind, life->id});
    }
    return true;
}

}  // namespace waymark::server
