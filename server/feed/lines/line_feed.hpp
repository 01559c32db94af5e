#pragma once

#include "server/feed/adapter.hpp"
#include "server/feed/lines/line_setup.hpp"

namespace waymark::server {

/// Takes a feed's lines over TCP and UDP where its setup says so, and what others bring.
class LineFeed : public Adapter {
public:
    /// What the lines of an HTTP request's body make. The first that can't be used is told by its
    /// number, from 1; the others are taken.
    struct Body {
        FeedBatch batch;
        std::size_t refused = 0;  ///< lines of which something can't be used
        std::size_t line = 0;
        std::string_view reason;
    };
    virtual Body read_body(std::string_view body, std::int64_t ticks_a_second) = 0;

    virtual LineProtocol protocol() const = 0;

    /// The port that is listened at; 0: none.
    virtual std::uint16_t port() const = 0;
};

std::unique_ptr<LineFeed> make_line_feed(const LineSetup& setup, const AdapterContext& context);

}  // namespace waymark::server
