#pragma once

#include "server/net/live_session.hpp"

namespace waymark::server {

/// One wall display: says hello, gets a snapshot, then what changes, and a tick when nothing does.
/// What it gets is bounded by its outbox.
class ScreenSession : public LiveSession {
public:
    ScreenSession(Socket socket, std::shared_ptr<NetContext> context);
    ~ScreenSession() override;

    void end(const std::string& why) override;
    std::size_t overflows() const override { return outbox_ ? outbox_->overflows() : 0; }
    ScreenId screen() const override { return outbox_ ? screen_ : ScreenId{}; }

private:
    void opened() override;
    void received(std::string_view text) override;
    Frame next_frame() override;
    void closed() override;
    void look_around(SteadyTime now) override;

    void join();
    void leave(CloseCode code, const std::string& why, bool come_back);

    ScreenId screen_;                 ///< as its hello says
    std::shared_ptr<Outbox> outbox_;  ///< from its hello on
    Frame extra_;                     ///< a tick or the bye, sent next
    bool leaving_ = false;
    CloseCode leave_code_ = CloseCode::going_away;
    std::string leave_why_;
};

}  // namespace waymark::server
