#pragma once

#include <set>

#include "server/feed/lines/sample_maker.hpp"

namespace waymark::server {

/// What a StatsD line says.
struct StatsdValue {
    enum class Type { counter, gauge, timer, histogram, set };
    Type type = Type::counter;
    std::string name;
    Tags tags;
    double value = 0;       ///< of a timer in seconds
    bool change = false;    ///< of a gauge: the value is what is added to it
    double rate = 1;        ///< one of so many was sent: above 0, up to 1
    std::string_view word;  ///< of a set: what was seen; a part of the line
};

/// "name:value|c", "|g", "|ms", "|h", "|d" or "|s", then "|@rate" and "|#label:value,label:value".
Read<StatsdValue> decode_statsd(std::string_view line);

/// Adds StatsD values up until they are released, about every second: counters as samples of the
/// kind delta; the last value of a gauge; of a timer the number of values, NAME.count, as delta,
/// and their sum in seconds, NAME.seconds (of a histogram NAME.sum), as interval; of a set how many
/// different words there were, as interval. Server thread only.
class StatsdTotals {
public:
    static constexpr std::size_t most_words = 10'000;  ///< of a set, between two releases

    /// What has to be known of the names and labels is the maker's.
    explicit StatsdTotals(SampleMaker& maker) : maker_(maker) {}

    /// Nothing, or why it can't be used.
    Read<void> take(const StatsdValue& value, Time now);

    /// What was added up since the last time, as of `now`.
    std::vector<Record> release(Time now);

private:
    struct Total {
        Record sample;  ///< without its value
        StatsdValue::Type type;
        double count = 0;
        double sum = 0;
        std::set<std::uint64_t> words;
    };
    struct Gauge {
        double value = 0;
        Time told;
    };

    Read<void> take_gauge(const std::string& key, const StatsdValue& value, Time now);
    void forget_gauges(Time now);

    SampleMaker& maker_;
    std::map<std::string, Total> totals_;
    std::map<std::string, Gauge> gauges_;
    Time looked_;
};

}  // namespace waymark::server
