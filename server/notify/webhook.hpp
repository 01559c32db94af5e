#pragma once

#include <deque>
#include <string>

#include "server/fetch/fetcher.hpp"
#include "server/notify/notify_setup.hpp"
#include "server/notify/unsent.hpp"
#include "server/notify/webhook_counts.hpp"
#include "shared/base/backoff.hpp"
#include "shared/base/log.hpp"
#include "shared/base/timer.hpp"

namespace waymark::server {

/// The signature of a message after Standard Webhooks: "v1," and the base64 of the HMAC-SHA256 of
/// "id.timestamp.body". A secret that begins with "whsec_" is base64, any other is taken as it is.
/// An Error: it is no such secret.
Result<std::string> signature_of(const std::string& secret, const std::string& message_id,
                                 std::int64_t timestamp, const std::string& body);

/// Where a webhook goes, with its secrets looked up.
struct WebhookTarget {
    std::string id;  ///< for the log
    std::string url;
    std::string secret;  ///< empty: messages are not signed
    Reach reach = Reach::other_machines;
};

/// What becomes of a webhook's messages.
struct WebhookListener {
    std::function<void(const Unsent&)> failed;                ///< it is tried again later
    std::function<void(const std::string& message_id)> done;  ///< sent, given up or dropped
};

/// Posts messages to one address, in their order, one at a time: what is not taken is tried again
/// for an hour. Server thread only; what it is given must outlive it.
class Webhook {
public:
    static constexpr std::size_t most_waiting = 500;  ///< the oldest is dropped for a new one

    Webhook(const MakeTimer& make_timer, Fetcher& fetcher, std::function<Time()> clock,
            WebhookTarget target, WebhookListener listener, Log log);

    void post(Unsent message);
    /// Ends it: what it has yet to send, in order. The first may have been taken already.
    std::deque<Unsent> take_unsent();

    WebhookCounts counts() const;

private:
    void send();
    void sent(Fetched fetched);
    void finish(std::uint64_t& count);
    void drop_oldest();

    Fetcher& fetcher_;
    std::function<Time()> clock_;
    const WebhookTarget target_;
    const WebhookListener listener_;
    Log log_;
    std::deque<Unsent> waiting_;
    WebhookCounts counts_;
    Backoff backoff_;
    std::unique_ptr<Timer> timer_;
    Fetching fetching_;
    bool busy_ = false;  ///< the first of those waiting is under way, or is to be tried again
};

}  // namespace waymark::server
