#pragma once

#include "server/feed/lines/line_reader.hpp"
#include "server/feed/lines/line_setup.hpp"
#include "server/feed/lines/statsd.hpp"

namespace waymark::server {

/// Makes samples of the lines of one feed, whatever brings them. No sockets. Server thread only.
class LineDecoder {
public:
    explicit LineDecoder(const LineSetup& setup);
    LineDecoder(const LineDecoder&) = delete;

    /// What the line, without its end, tells is appended to `samples`; of StatsD it is added up for
    /// release(). Empty, or why something of it can't be used. `ticks_a_second` are those of its
    /// time, of the Influx line protocol only.
    std::string_view take(std::string_view line, std::int64_t ticks_a_second, Time now,
                          std::vector<Record>& samples);

    /// What StatsD lines added up to since the last time.
    std::vector<Record> release(Time now) { return totals_.release(now); }

private:
    std::string_view add(const Measurement& told, Time now, std::vector<Record>& samples);

    LineProtocol protocol_;
    SampleMaker maker_;
    StatsdTotals totals_{maker_};
};

}  // namespace waymark::server
