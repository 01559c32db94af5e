#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/kpi/event/matcher.hpp"

namespace waymark::server {

/// One event in a subject's life.
struct Happening {
    Time time;
    std::string type;
    bool operator==(const Happening&) const = default;
};

/// What is known of one contact or ticket: what happened to it, ordered by (time, arrival), and the
/// fields last heard of it.
struct Subject {
    std::vector<Happening> life;
    Fields fields;
    bool operator==(const Subject&) const = default;

    /// When the first event of one of these types happened.
    std::optional<Time> first(std::initializer_list<std::string_view> types) const;
    /// When the last event of one of these types up to `until` happened.
    std::optional<Time> last(std::initializer_list<std::string_view> types, Time until) const;
};

/// The kinds of subject whose life is followed; also the fields that name them.
inline constexpr std::string_view contact_kind = "contact";
inline constexpr std::string_view ticket_kind = "ticket";

/// The contacts and tickets heard of. Server thread only.
class Subjects {
public:
    using ById = std::map<std::string, Subject, std::less<>>;

    /// Notes what happened and fills in the fields that follow from it where the record leaves them
    /// out: `wait` of an answered, abandoned, timed-out or left contact; `talk` of an ended one
    /// (less its holds); `wrap` of a wrapped one; `elapsed`, seconds since the subject began, on
    /// all later events; `first` on a ticket's responses: true on its first public one.
    void note(Record& record);

    /// The subjects of a kind.
    const ById& of(std::string_view kind) const;
    ById& of(std::string_view kind);

    /// Drops subjects that have ended and not been heard of for a while: contacts for 24 h, tickets
    /// for 3 days. One that has not ended is kept for 400 days.
    void forget(Time now);

private:
    ById contacts_;
    ById tickets_;
};

}  // namespace waymark::server
