#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "server/kpi/event/event.hpp"
#include "shared/model/outline.hpp"

namespace waymark::server {

/// Where what is kept by feed stands. A feed keeps its place when others come and go, so that what
/// was kept for later is of the same feed then.
class FeedPlaces {
public:
    /// All feeds there ever were, by place.
    const std::vector<FeedId>& feeds() const { return feeds_; }

    std::optional<std::uint8_t> of(const FeedId& feed) const {
        const auto known = std::ranges::find(feeds_, feed);
        if (known == feeds_.end()) return std::nullopt;
        return static_cast<std::uint8_t>(known - feeds_.begin());
    }

    /// Gives those that have none a place; the places that others had before: only when all were
    /// given, a feed takes that of one that is gone.
    std::vector<std::uint8_t> take(const std::vector<Feed>& present) {
        std::vector<std::uint8_t> taken;
        for (const Feed& feed : present) {
            if (of(feed.id)) continue;
            if (feeds_.size() < no_feed) {
                feeds_.push_back(feed.id);
                continue;
            }
            const auto gone = std::ranges::find_if(feeds_, [&](const FeedId& known) {
                return std::ranges::find(present, known, &Feed::id) == present.end();
            });
            if (gone == feeds_.end()) break;
            *gone = feed.id;
            taken.push_back(static_cast<std::uint8_t>(gone - feeds_.begin()));
        }
        return taken;
    }

private:
    std::vector<FeedId> feeds_;
};

}  // namespace waymark::server
