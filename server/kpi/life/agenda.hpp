#pragma once

#include <map>
#include <string>

#include "server/kpi/life/stint.hpp"

namespace waymark::server {

/// Events whose time has not come yet: a promise that falls due, a contact that will be given up.
class Agenda {
public:
    struct Of {
        SubjectKind kind = SubjectKind::contact;
        std::string id;
    };

    void add(const Event& event, Of of) {
        entries_.emplace(event.time, Entry{event, std::move(of)});
    }

    /// False when it is not there: its time had come.
    bool remove(const Event& event, std::string_view id) {
        const auto [first, last] = entries_.equal_range(event.time);
        for (auto entry = first; entry != last; ++entry)
            if (entry->second.event == event && entry->second.of.id == id) {
                entries_.erase(entry);
                return true;
            }
        return false;
    }

    /// Forgets everything of a feed.
    void drop(std::uint8_t feed) {
        std::erase_if(entries_,
                      [feed](const auto& entry) { return entry.second.event.feed == feed; });
    }

    /// Calls `tell` with everything whose time is `now` or before, in that order.
    void release(Time now, auto tell) {
        while (!entries_.empty() && entries_.begin()->first <= now) {
            const Entry entry = std::move(entries_.begin()->second);
            entries_.erase(entries_.begin());
            tell(entry.event, entry.of);
        }
    }

private:
    struct Entry {
        Event event;
        Of of;
    };
    std::multimap<Time, Entry> entries_;
};

}  // namespace waymark::server
