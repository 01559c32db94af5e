#include "server/feed/queue_log/queue_log_adapter.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/feed/asterisk/phone_settings.hpp"
#include "server/feed/queue_log/queue_log_feed.hpp"

namespace waymark::server {
namespace {

using boost::system::error_code;

constexpr auto look_every = std::chrono::seconds{1};

/// Reads once a second, and on as long as there is more; nothing while a batch is being stored.
class Reading : public std::enable_shared_from_this<Reading> {
public:
    Reading(const QueueLogSetup& setup, const AdapterContext& context)
        : timer_(context.io),
          port_(context.port),
          feed_(context.folder / setup.path, {setup.wrap_reasons}, context.port) {}

    void wait() {
        timer_.expires_after(look_every);
        timer_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error && !self->stopped_) self->read();
        });
    }
    void read() {
        batch_ = feed_.read();
        offer();
    }
    void stop() {
        stopped_ = true;
        timer_.cancel();
    }

private:
    void offer() {
        if (batch_.records.empty()) return go_on();
        port_.take(batch_, [weak = weak_from_this()](Kept kept) {
            if (const auto self = weak.lock(); self && !self->stopped_) self->offered(kept);
        });
    }
    void offered(Kept kept) {
        if (kept == Kept::stored) return go_on();
        timer_.expires_after(look_every);
        timer_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error && !self->stopped_) self->offer();
        });
    }
    void go_on() {
        if (!feed_.busy()) return wait();
        boost::asio::post(timer_.get_executor(), [self = shared_from_this()] {
            if (!self->stopped_) self->read();
        });
    }

    boost::asio::steady_timer timer_;
    FeedPort& port_;
    QueueLogFeed feed_;
    FeedBatch batch_;
    bool stopped_ = false;
};

class QueueLogAdapter : public Adapter {
public:
    explicit QueueLogAdapter(std::shared_ptr<Reading> reading) : reading_(std::move(reading)) {}
    ~QueueLogAdapter() override { reading_->stop(); }

private:
    std::shared_ptr<Reading> reading_;
};

}  // namespace

QueueLogSetup read_queue_log_setup(FileObject& object) {
    return {object.text("path", longest_path), read_wrap_reasons(object)};
}

MadeAdapter make_queue_log(const QueueLogSetup& setup, const AdapterContext& context) {
    auto reading = std::make_shared<Reading>(setup, context);
    reading->wait();
    return std::make_unique<QueueLogAdapter>(std::move(reading));
}

}  // namespace waymark::server
