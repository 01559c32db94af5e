#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// Something that is odd with the data, for team leads and whoever connects the systems.
struct Finding {
    FeedId feed;
    std::string reason;
    std::int64_t times = 0;
    Time last;
    bool operator==(const Finding&) const = default;
};

/// Counts what is odd in the data, by feed and reason, for the desk day and in all. Nothing it
/// counts is in a KPI, unless the reason says so. Server thread only.
class Health {
public:
    /// Reasons beyond so many of a feed share one: "other reasons".
    static constexpr std::size_t most_reasons = 100;

    void count(const FeedId& feed, std::string_view reason, Time now);
    void count(const FeedId& feed, std::string_view reason, std::uint64_t times, Time now);
    /// One that was counted was not so after all.
    void take_back(const FeedId& feed, std::string_view reason);
    /// How far a record's own time was behind its coming; feeds whose clock is wrong are found so.
    void arrived(const FeedId& feed, Duration behind, Time now);
    /// A new desk day begins.
    void begin_day() { today_.clear(); }

    std::vector<Finding> today() const { return list(today_); }
    std::vector<Finding> all() const { return list(all_); }
    /// The day's findings as lines for people; the counts in them are steps (1, 2, 5, 10, ...), so
    /// that a line changes rarely.
    std::vector<std::string> lines() const;

    std::string to_text() const;
    /// Leaves all as it was when the text is damaged.
    void read(const std::string& text);

private:
    struct Times {
        std::int64_t times = 0;
        Time last;
    };
    /// The least lag of a stretch of records: a clock that is behind never shows less. A feed that
    /// tells of the day so far is soon done with it.
    struct Lag {
        Duration least = Duration::max();
        int records = 0;
        Time since;
    };
    using Counts = std::map<FeedId, std::map<std::string, Times, std::less<>>>;
    static void add(Counts& counts, const FeedId& feed, std::string_view reason,
                    std::uint64_t times, Time now);
    static std::vector<Finding> list(const Counts& counts);

    Counts today_;
    Counts all_;
    std::map<FeedId, Lag> lags_;
};

/// The greatest of 1, 2, 5, 10, 20, 50, ... that is not above `times`.
std::int64_t in_steps(std::int64_t times);

}  // namespace waymark::server
