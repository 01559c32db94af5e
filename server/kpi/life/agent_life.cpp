#include "server/kpi/life/agent_life.hpp"

#include <algorithm>
#include <array>

namespace waymark::server {
namespace {

/// The last event before `end` that has the field.
const Field* last_told(const std::vector<Event>& life, std::size_t end, FieldId id) {
    while (end > 0)
        if (const Field* found = life[--end].find(id)) return found;
    return nullptr;
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

void tell_agent(const std::vector<Event>& life, std::size_t changed_at, const AgentWords& words,
                Told& told) {
    const auto is_state = [&](const Event& event) { return event.type == words.state; };
    std::size_t from = std::min(changed_at, life.size());
    while (from > 0 && !is_state(life[--from])) {
    }
    for (std::size_t i = from; i < life.size(); ++i) {
        told.events.push_back(life[i]);
        const Event& event = life[i];
        if (!is_state(event) || event.word(field::state) == words.offline) continue;
        const auto next =
            std::find_if(life.begin() + static_cast<std::ptrdiff_t>(i) + 1, life.end(), is_state);
        Stint stint;
        stint.from = event.time;
        stint.to = event.time + agent_lost_after;
        if (next != life.end()) stint.to = std::min(stint.to, next->time);
        if (stint.to <= stint.from) continue;
        stint.state.time = event.time;
        stint.state.feed = event.feed;
        auto& fields = stint.state.fields;
        for (const FieldId id : {field::state, field::reason, field::agent})
            if (const Field* own = event.find(id)) fields.push_back(*own);
        if (const Field* team = last_told(life, i + 1, field::team)) fields.push_back(*team);
        if (const Field* queues = last_told(life, i + 1, words.queues);
            queues != nullptr && queues->kind == Field::Kind::list)
            fields.push_back(Field::of_list(field::queue, queues->word));
        else if (const Field* queue = last_told(life, i + 1, field::queue))
            fields.push_back(*queue);
        fields.push_back(Field::of_instant(field::since, event.time));
        told.stints.push_back(std::move(stint));
    }
}

}  // namespace waymark::server
