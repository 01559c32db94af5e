#include "server/kpi/life/agent_life.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// What the agent is, did and belongs to, from this event on.
Event state_of(const Event& event, const AgentStanding& standing, const AgentWords& words) {
    Event state{other_type, event.feed, event.time, {}};
    for (const FieldId id : {field::state, field::reason, field::agent})
        if (const Field* own = event.find(id)) state.fields.push_back(*own);
    if (const Field* team = standing.said.find(field::team)) state.fields.push_back(*team);
    if (const Field* queues = standing.said.find(words.queues);
        queues != nullptr && queues->kind == Field::Kind::list)
        state.fields.push_back(Field::of_list(field::queue, queues->word));
    else if (const Field* queue = standing.said.find(field::queue))
        state.fields.push_back(*queue);
    state.fields.push_back(Field::of_instant(field::since, event.time));
    return state;
}

}  // namespace

AgentWords::AgentWords(Vocabulary& vocabulary)
    : state(vocabulary.learn_type("agent.state")),
      queues(vocabulary.learn_field("queues")),
      offline(vocabulary.learn("offline")) {
    // States are words of the contract: definitions name them, records bring them.
    for (const char* name : {"ready", "ringing", "on_contact", "wrap", "away"})
        vocabulary.learn(name);
}

void go_on(AgentStanding& standing, const std::vector<Event>& life, const AgentWords& words) {
    const Event& event = life[standing.events++];
    for (const FieldId id : {FieldId{field::team}, FieldId{field::queue}, words.queues}) {
        const Field* said = event.find(id);
        if (said == nullptr) continue;
        if (Field* held = standing.said.find(id))
            *held = *said;
        else
            standing.said.push_back(*said);
    }
}

void tell_agent(const std::vector<Event>& life, std::size_t changed_at, Time now,
                AgentStanding standing, const AgentWords& words, Told& told) {
    const auto is_state = [&](const Event& event) { return event.type == words.state; };
    std::size_t from = std::min(changed_at, life.size());
    while (from > 0 && !is_state(life[--from])) {
    }
    if (standing.events > std::min(from + 1, changed_at)) standing = {};
    for (std::size_t i = from; i < life.size(); ++i) {
        const Event& event = life[i];
        if (i >= changed_at) told.events.push_back(event);
        while (standing.events <= i)
            go_on(standing, life, words);
        if (!is_state(event) || event.word(field::state) == words.offline) continue;
        const auto next =
            std::find_if(life.begin() + static_cast<std::ptrdiff_t>(i) + 1, life.end(), is_state);
        Stint stint;
        stint.from = event.time;
        stint.to = event.time + agent_lost_after;
        if (next != life.end())
            stint.to = std::min(stint.to, next->time);
        else if (!told.has_come(stint.to, now))
            stint.to = Time::max();
        if (stint.to <= stint.from) continue;
        stint.state = state_of(event, standing, words);
        told.stints.push_back(std::move(stint));
    }
}

}  // namespace waymark::server
