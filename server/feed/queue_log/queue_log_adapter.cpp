#include "server/feed/queue_log/queue_log_adapter.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/feed/asterisk/phone_settings.hpp"
#include "server/feed/batch_courier.hpp"
#include "server/feed/loop_timer.hpp"
#include "server/feed/queue_log/queue_log_feed.hpp"

namespace waymark::server {
namespace {

using boost::system::error_code;

constexpr auto look_every = std::chrono::seconds{1};

/// Reads once a second, and on as long as there is more; nothing while a batch is being stored.
class QueueLogAdapter : public Adapter {
public:
    QueueLogAdapter(const QueueLogSetup& setup, const AdapterContext& context)
        : timer_(context.io),
          feed_(context.folder / setup.path, {setup.wrap_reasons}, context.port),
          courier_(context.io, context.port, BatchCourier::any_number, timers_of(context.io)) {
        courier_.on_stored([this] { go_on(); });
        wait(look_every);
    }

private:
    void wait(std::chrono::seconds length) {
        timer_.expires_after(length);
        timer_.async_wait([this, here = std::weak_ptr{here_}](const error_code& stopped) {
            if (!stopped && !here.expired()) read();
        });
    }
    void read() {
        FeedBatch batch = feed_.read();
        if (batch.records.empty()) return go_on();
        courier_.put(std::move(batch));
    }
    void go_on() { wait(feed_.busy() ? std::chrono::seconds{0} : look_every); }

    boost::asio::steady_timer timer_;
    QueueLogFeed feed_;
    BatchCourier courier_;
    std::shared_ptr<bool> here_ = std::make_shared<bool>();  ///< the timer may have gone off
};

}  // namespace

QueueLogSetup read_queue_log_setup(FileObject& object) {
    return {object.text("path", longest_path), read_wrap_reasons(object)};
}

MadeAdapter make_queue_log(const QueueLogSetup& setup, const AdapterContext& context) {
    return std::make_unique<QueueLogAdapter>(setup, context);
}

}  // namespace waymark::server
