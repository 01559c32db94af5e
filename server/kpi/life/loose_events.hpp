#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/kpi/event/event.hpp"
#include "server/kpi/life/feed_places.hpp"
#include "server/store/store.hpp"

namespace waymark::server {

/// What happened to nobody whose life is followed (surveys, trainings, entered values, ...): the
/// last of each type, for people who ask what is behind a value. At most `most` of each of the
/// types that definitions know, about 60 KB a type. Server thread only.
class LooseEvents {
public:
    static constexpr std::size_t most = 200;

    struct Loose {
        Event event;
        std::string id;  ///< of its record
    };

    void note(const Event& event, std::string_view id);
    /// Oldest first, as they came.
    const std::map<EventType, std::deque<Loose>>& all() const { return by_type_; }

    /// A row for each type of which there are new ones since the last call.
    void take_changed(std::vector<SubjectRow>& rows, const FeedPlaces& places,
                      const Vocabulary& vocabulary);
    void restore(const SubjectRow& row, const FeedPlaces& places, Vocabulary& vocabulary);

private:
    std::map<EventType, std::deque<Loose>> by_type_;
    std::vector<EventType> changed_;
};

}  // namespace waymark::server
