#pragma once

#include <map>
#include <memory>

#include "server/notify/change_watch.hpp"
#include "server/notify/webhook.hpp"

namespace waymark::server {

/// Tells others what changes: chat rooms, pagers, programs. Server thread only; what it is given
/// must outlive it.
class Notifier {
public:
    Notifier(boost::asio::io_context& io, Fetcher& fetcher, std::filesystem::path folder,
             Environment environment, std::function<Time()> clock, Log log);

    /// Takes over what notifications.json says; targets that stay the same keep what they have yet
    /// to send. The problems are those of targets that can't be told: a secret that is not there.
    std::vector<std::string> apply(const NotifySetup& setup);

    /// To be called after each tick, from the first one on: looks what has changed on the board.
    void look(const Board& board, const std::set<ScreenId>& present);

    /// Of all targets there are.
    WebhookCounts counts() const;

private:
    struct Told {
        NotifyTarget setup;
        std::unique_ptr<Webhook> webhook;
    };
    Result<WebhookTarget> reveal_target(const NotifyTarget& target) const;

    boost::asio::io_context& io_;
    Fetcher& fetcher_;
    std::filesystem::path folder_;
    Environment environment_;
    std::function<Time()> clock_;
    Log log_;
    std::string link_;
    ChangeWatch watch_;
    std::map<std::string, Told> targets_;
};

}  // namespace waymark::server
