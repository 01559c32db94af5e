#include "server/kpi/life/loose_events.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/kpi/life/life_codec.hpp"

namespace waymark::server {

using nlohmann::json;

void LooseEvents::note(const Event& event, std::string_view id) {
    if (event.type == other_type) return;
    auto& held = by_type_[event.type];
    held.push_back({event, std::string{id}});
    if (held.size() > most) held.pop_front();
    if (std::ranges::find(changed_, event.type) == changed_.end()) changed_.push_back(event.type);
}

void LooseEvents::take_changed(std::vector<SubjectRow>& rows, const FeedPlaces& places,
                               const Vocabulary& vocabulary) {
    for (const EventType type : std::exchange(changed_, {})) {
        json list = json::array();
        for (const auto& [event, id] : by_type_[type])
            list.push_back({places.feeds()[event.feed].text, id, write_life({event}, vocabulary)});
        rows.push_back({"loose", std::string{vocabulary.type_name(type)},
                        list.dump(-1, ' ', false, json::error_handler_t::replace)});
    }
}

void LooseEvents::restore(const SubjectRow& row, const FeedPlaces& places, Vocabulary& vocabulary) {
    std::deque<Loose> read;
    try {
        for (const json& item : json::parse(row.text)) {
            const auto place = places.of(FeedId{item.at(0).get<std::string>()});
            if (!place) continue;
            for (Event& event : read_life(item.at(2).get<std::string>(), *place, vocabulary))
                read.push_back({std::move(event), item.at(1).get<std::string>()});
        }
    } catch (const json::exception&) {
        return;  // a damaged row is nothing that happened
    }
    if (!read.empty()) by_type_[read.front().event.type] = std::move(read);
}

}  // namespace waymark::server
