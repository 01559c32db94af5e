#pragma once

#include "server/net/live_session.hpp"

namespace waymark::server {

/// One wall display: says hello, gets a snapshot, then what changes, and a tick when nothing does.
/// What it gets is bounded by its outbox. It tells what it shows, and sends pictures of that when
/// it is asked to.
class ScreenSession : public LiveSession {
public:
    /// `address` is whence it comes, `pairing` by which pairing it may (PairedScreens); empty: by
    /// none.
    ScreenSession(Socket socket, std::shared_ptr<NetContext> context, std::string address,
                  std::string pairing);
    ~ScreenSession() override;

    void end(const std::string& why) override;
    std::size_t overflows() const override { return outbox_ ? outbox_->overflows() : 0; }

private:
    void opened() override;
    void received(std::string_view text) override;
    Frame next_frame() override;
    void closed() override;
    void look_around(SteadyTime now) override;

    void join(Hello hello);
    void leave(CloseCode code, const std::string& why, bool come_back);

    const std::string address_;
    const std::string pairing_;
    std::shared_ptr<Outbox> outbox_;  ///< from its hello on
    ConnectionNumber number_ = 0;     ///< from its hello on
    Frame extra_;                     ///< a tick or the bye, sent next
    bool leaving_ = false;
    CloseCode leave_code_ = CloseCode::going_away;
    std::string leave_why_;
};

}  // namespace waymark::server
