#pragma once

#include <map>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "server/feed/push/push_setup.hpp"
#include "server/feed/push/rate_limit.hpp"

namespace waymark::server {

/// Why a delivery was not opened.
struct PushRefusal {
    enum class Kind : std::uint8_t { asked, not_proved, forged, too_many, packed, unreadable };
    Kind kind = Kind::unreadable;
    Error why;              ///< for the sender
    std::string challenge;  ///< what its client could answer; may be empty
    int retry_after = 0;    ///< of too_many: seconds

    /// For data health: one of a few. Empty: all is well so far, the client was asked for a
    /// password that it had not shown yet.
    std::string_view reason() const;
};

/// The door of a feed whose system pushes messages of its own: looks who sent one, how many there
/// are, and makes records of it. No sockets. Server thread only.
class PushFeed {
public:
    /// Looks its secrets up; an Error names where one should be.
    static Result<PushFeed> with(PushSetup setup, const std::filesystem::path& folder,
                                 const Environment& environment);

    /// Whether deliveries prove by themselves who sent them. Else the feed's token does.
    bool proves() const { return proof_.asks(); }
    /// Of the answer to a delivery that was taken in.
    int status() const { return setup_.status; }

    /// The records a delivery makes; a repeat makes the same ones, with the same ids.
    tl::expected<FeedBatch, PushRefusal> open(const PushedRequest& request);

private:
    PushFeed(PushSetup setup, DeliveryProof proof)
        : setup_(std::move(setup)), proof_(std::move(proof)), limit_(setup_.max_rate) {}
    std::string id_of(const PushedRequest& request) const;

    PushSetup setup_;
    DeliveryProof proof_;
    RateLimit limit_;
};

using PushFeeds = std::map<FeedId, PushFeed>;

}  // namespace waymark::server
