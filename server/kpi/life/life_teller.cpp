#include "server/kpi/life/life_teller.hpp"

namespace waymark::server {

LifeTeller::LifeTeller(Vocabulary& vocabulary)
    : contact_(vocabulary), agent_(vocabulary), ticket_(vocabulary), metric_(vocabulary) {}

void LifeTeller::tell(SubjectKind kind, const Life& life, std::size_t changed_at, Time now,
                      Told& told) const {
    switch (kind) {
        case SubjectKind::contact:
            return tell_contact(life.events, changed_at, now, contact_, told);
        case SubjectKind::agent:
            return tell_agent(life.events, changed_at, now,
                              life.standing ? *life.standing : AgentStanding{}, agent_, told);
        case SubjectKind::ticket:
            return tell_ticket(life.events, now, life.rules->rules, ticket_, told);
        case SubjectKind::metric:
            return tell_metric(life.events, changed_at, now, metric_, told);
    }
}

void LifeTeller::put(SubjectKind kind, Life& life, std::size_t place, Event event, Time now,
                     Told& before, Told& after) const {
    if (kind == SubjectKind::contact)
        return put_in_contact(life.events, place, std::move(event), now, contact_, before, after);
    if (!life.events.empty()) tell(kind, life, place, now, before);
    life.events.insert(life.events.begin() + static_cast<std::ptrdiff_t>(place), std::move(event));
    tell(kind, life, place, now, after);
    if (kind == SubjectKind::agent) stand(life, place);
}

void LifeTeller::stand(Life& life, std::size_t changed_at) const {
    if (life.standing && life.standing->events > changed_at) life.standing.reset();
    if (changed_at + 1 < life.events.size() || life.events.back().type != agent_.state) return;
    if (!life.standing) life.standing = std::make_unique<AgentStanding>();
    while (life.standing->events < life.events.size())
        go_on(*life.standing, life.events, agent_);
}

}  // namespace waymark::server
