#pragma once

#include <map>
#include <memory>

#include "server/notify/change_watch.hpp"
#include "server/notify/webhook.hpp"

namespace waymark::server {

/// Tells others what changes: chat rooms, pagers, programs. What is told is kept in the store
/// until it was taken, together with what was looked at: a change that the store kept is told also
/// when the server ends in between, however it ends, and with the same id whenever it is told
/// again. Server thread only; what it is given must outlive it.
class Notifier {
public:
    /// `kept` are the notes of the store.
    Notifier(MakeTimer make_timer, Fetcher& fetcher, Store& store, const std::vector<Note>& kept,
             std::filesystem::path folder, Environment environment, std::function<Time()> clock,
             Log log);

    /// Takes over what notifications.json says; targets whose id stays keep what they have yet to
    /// send. The problems are those of targets that can't be told: a secret that is not there.
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
    /// A message on its way to a target.
    struct Outgoing {
        std::string target;
        Unsent message;
    };

    Result<WebhookTarget> reveal_target(const NotifyTarget& target) const;
    std::unique_ptr<Webhook> make_webhook(WebhookTarget target);
    void forget_other_targets(const NotifySetup& setup);
    void post(std::vector<Outgoing> messages);
    void put(std::vector<Note> notes);

    MakeTimer make_timer_;
    Fetcher& fetcher_;
    Store& store_;
    std::filesystem::path folder_;
    Environment environment_;
    std::function<Time()> clock_;
    Log log_;
    std::string link_;
    ChangeWatch watch_;
    std::string watched_;     ///< its memory, as the store has it
    std::uint64_t made_ = 0;  ///< messages
    /// Of targets that can't be told at present.
    std::map<std::string, std::deque<Unsent>> unsent_;
    std::map<std::string, Told> targets_;
};

}  // namespace waymark::server
