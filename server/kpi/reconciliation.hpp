#pragma once

#include <initializer_list>
#include <vector>

#include "server/kpi/health.hpp"
#include "server/kpi/life/lives.hpp"

namespace waymark::server {

/// Keeps books beside the meters and compares them: what must add up does, or a finding says by how
/// much it does not. Of each feed
/// - entries into queues = answered + abandoned + timed out + left + callback requested + given up
///   + waiting;
/// - tickets created + reopened = resolved + closed, deleted or merged unresolved + open.
/// Events whose beginning or end was never told break these. (That one agent is in one state only,
/// and that no promise is kept that was not made, holds by how lives are told.) Server thread only.
class Reconciliation {
public:
    explicit Reconciliation(Vocabulary& vocabulary);

    void on_event(const Event& event, int sign);
    void on_stints(SubjectKind kind, std::span<const Stint> before, std::span<const Stint> after);

    /// What does not add up; `times` is by how many.
    std::vector<Finding> findings(const std::vector<FeedId>& feeds, Time now) const;

    std::string to_text(const std::vector<FeedId>& feeds) const;
    /// Takes back the books of feeds that are still there; damaged text changes nothing.
    void read(const std::string& text, const std::vector<FeedId>& feeds);

private:
    struct Books {
        std::int64_t offered = 0, ended_waiting = 0, waiting = 0;
        std::int64_t opened = 0, closed = 0, open = 0;
    };
    void count(SubjectKind kind, const Stint& stint, int sign);

    /// What an event is in the books.
    enum class Entry : std::uint8_t {
        none,
        offered,
        end_of_waiting,
        callback,
        lost,
        beginning_of_ticket,
        resolved,
        other_end_of_ticket
    };
    void enter(std::initializer_list<std::string_view> types, Entry as, Vocabulary& vocabulary);
    Books& books(std::uint8_t feed);

    Word waiting_;
    std::vector<Entry> entries_;  ///< by type
    std::vector<Books> books_;    ///< by feed
};

}  // namespace waymark::server
