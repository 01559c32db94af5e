#include "server/feed/loop_timer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace waymark::server {
namespace {

class LoopTimer : public Timer {
public:
    explicit LoopTimer(boost::asio::io_context& io) : timer_(io) {}

    void start(Duration length, std::function<void()> then) override {
        here_ = std::make_shared<bool>();
        timer_.expires_after(length);
        // One that has expired already is not cancelled: it finds that it is not meant any more.
        timer_.async_wait([then = std::move(then),
                           here = std::weak_ptr{here_}](boost::system::error_code stopped) {
            if (!stopped && !here.expired()) then();
        });
    }
    void stop() override {
        here_.reset();
        timer_.cancel();
    }

private:
    boost::asio::steady_timer timer_;
    std::shared_ptr<bool> here_;
};

}  // namespace

MakeTimer timers_of(boost::asio::io_context& io) {
    return [&io] { return std::make_unique<LoopTimer>(io); };
}

}  // namespace waymark::server
