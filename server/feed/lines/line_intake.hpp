#pragma once

#include "server/feed/batch_courier.hpp"
#include "server/feed/lines/line_decoder.hpp"
#include "server/feed/lines/line_feed.hpp"

namespace waymark::server {

/// What is between the sockets of a feed's lines and its port: decodes, counts what can't be used
/// and says it in the log, at most once a minute for each reason. Server thread only.
class LineIntake {
public:
    LineIntake(const LineSetup& setup, const AdapterContext& context);

    /// A line without its end; nothing: it was too long.
    void take(std::optional<std::string_view> line);
    /// A datagram: whole lines.
    void take_datagram(std::string_view octets);
    LineFeed::Body read_body(std::string_view body, std::int64_t ticks_a_second);
    /// Something came that is not even a line.
    void refuse(std::string_view reason, std::string_view what);

    /// To be called after what was taken in one go.
    void pass_on();
    /// To be called every second.
    void tick();

    BatchCourier& courier() { return courier_; }
    bool has_quotes() const { return setup_.protocol == LineProtocol::influx; }

private:
    const LineSetup setup_;
    FeedPort& port_;
    Log log_;
    LineDecoder decoder_;
    BatchCourier courier_;
    std::vector<Record> samples_;
    SkipCounts refused_;
    std::map<std::string_view, Time> said_;
};

}  // namespace waymark::server
