#pragma once

#include "server/feed/ami/ami_reader.hpp"
#include "server/feed/tcp/tcp_session.hpp"

namespace waymark::server {

/// Who we are for an Asterisk Manager Interface.
struct AmiLogin {
    std::string user;
    std::string secret;
    /// Whether the secret may be sent as it is when the other side can't do a challenge: over TLS,
    /// or because somebody says so.
    bool plain = false;
};

/// What we say on one connection to an Asterisk Manager Interface, and what we wait for: greeting,
/// login, the time, who is in the queues, and then a ping now and again. Server thread only.
class AmiTalk {
public:
    using Tick = TcpSession::Tick;
    static constexpr auto answer_within = std::chrono::seconds{15};
    static constexpr auto ping_every = std::chrono::seconds{20};

    AmiTalk(AmiLogin login, Tick now);

    /// Whether messages are events of ours: logged in, and the time is asked for.
    bool logged_in() const { return step_ >= Step::time; }
    /// The time was told: the moment to catch up, and then to ask for the state of the queues.
    bool knows_time() const { return step_ == Step::ready; }
    /// Asked for the queues: events are to be decoded.
    bool listening() const { return step_ >= Step::queues; }
    bool live() const { return step_ == Step::live; }

    void take(const AmiMessage& message, Tick now);
    void ask_for_queues(Tick now);
    void pass(Tick now);
    /// So many octets came without a message in them.
    void take_nothing(std::size_t octets);

    std::string take_output();
    /// Answered pings since the last call.
    bool take_alive();
    const std::optional<SessionEnd>& over() const { return over_; }
    const std::string& version() const { return version_; }

private:
    enum class Step : std::uint8_t { greeting, challenge, login, time, ready, queues, live };

    void say(std::string_view action, std::string_view more);
    void await(Step step, Tick now);
    void greeted(const AmiMessage& message, Tick now);
    void answered(const AmiMessage& message, Tick now);
    void log_in(std::string_view challenge, Tick now);
    void end(std::string why, bool slow);

    AmiLogin login_;
    Step step_ = Step::greeting;
    Tick answer_by_, ping_at_;
    bool ping_open_ = false;
    bool alive_ = false;
    std::size_t unread_ = 0;
    std::string version_;
    std::string output_;
    std::optional<SessionEnd> over_;
};

}  // namespace waymark::server
