#pragma once

#include <deque>

#include "server/feed/asterisk/skip_report.hpp"
#include "server/feed/freeswitch/callcenter_decoder.hpp"
#include "server/feed/tcp/tcp_session.hpp"

namespace waymark::server {

/// A FreeSWITCH's mod_callcenter as a feed, over its event socket. After each login: its events,
/// the states of all agents, and who of those that were open is still in its queue. What happened
/// before is a gap. Server thread only.
class FreeswitchSession : public TcpSession {
public:
    static constexpr auto answer_within = std::chrono::seconds{15};
    static constexpr auto ask_every = std::chrono::seconds{20};

    FreeswitchSession(std::string password, FeedPort& port);

    void opened(Tick now) override;
    void take(std::string_view octets, Tick now) override;
    void pass(Tick now) override;
    void closed(Tick now) override;
    std::string take_output() override { return std::exchange(output_, {}); }
    FeedBatch take_batch() override { return std::exchange(batch_, {}); }
    bool busy() const override { return false; }
    const std::optional<SessionEnd>& over() const override { return over_; }
    bool settled() const override { return live_; }

private:
    enum class Asked : std::uint8_t { login, events, agents, members, sign_of_life };
    struct Question {
        Asked what;
        std::string queue;  ///< whose members
    };

    void ask(Asked what, const std::string& queue, const std::string& command, Tick now);
    void take(const EslFrame& frame, Tick now);
    void answered(const Question& question, const EslFrame& frame, Tick now);
    void on_agents(std::string_view table);
    void on_members(const std::string& queue, std::string_view table);
    void keep(std::vector<Record> records);
    void end(std::string why, bool slow);

    FeedPort& port_;
    std::string password_;
    EslReader reader_;
    CallcenterDecoder decoder_;
    std::string output_;
    FeedBatch batch_;
    std::optional<SessionEnd> over_;
    std::deque<Question> asked_;  ///< answered in this order
    bool open_ = false;
    bool logged_in_ = false;
    bool live_ = false;
    std::size_t unread_ = 0;
    Tick answer_by_, ask_at_;
    std::optional<Time> alive_at_;  ///< the last sign of life
    std::optional<Time> unheard_since_;
    SkipReport of_reader_, of_decoder_;
};

}  // namespace waymark::server
