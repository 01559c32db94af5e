#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "server/feed/batch_courier.hpp"
#include "server/feed/loop_timer.hpp"
#include "server/feed/mqtt/mqtt_client.hpp"
#include "server/feed/mqtt/mqtt_inbox.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_waiting = 20'000;
/// Less than the broker takes for our end.
constexpr auto settled_within = 20s;
/// So that the server can do something else in between.
constexpr int messages_in_one_go = 500;

/// What a broker's client tells, on the server's thread.
class MqttFeed : public std::enable_shared_from_this<MqttFeed> {
public:
    MqttFeed(const MqttSetup& setup, const AdapterContext& context)
        : io_(context.io),
          port_(context.port),
          decoder_(setup),
          courier_(context.io, context.port, most_waiting, timers_of(context.io)),
          keeps_(!setup.client_id.empty()) {
        lost_at_ = port_.heard();
        tell();
        courier_.on_stored([this] { drain(); });
    }

    void connected() {
        connected_ = true;
        failure_.clear();
        // What was sent meanwhile is kept for those only whom the broker knows.
        if (lost_at_ && !keeps_) port_.gap(*lost_at_, port_.now());
        lost_at_.reset();
        tell();
    }

    void lost(const std::string& why) {
        if (connected_) lost_at_ = port_.now();
        connected_ = false;
        failure_ = why;
        tell();
    }

    void drain() {
        if (const auto dropped = inbox.take_dropped()) port_.count(BatchCourier::dropped, dropped);
        for (int i = 0; i < messages_in_one_go; ++i) {
            if (courier_.full()) return;  // and on once something was stored
            const auto message = inbox.take();
            if (!message) {
                if (courier_.idle()) inbox.settle();
                return;
            }
            take(*message);
        }
        boost::asio::post(io_, [self = weak_from_this()] {
            if (const auto feed = self.lock()) feed->drain();
        });
    }

    MqttInbox inbox;

private:
    void take(const MqttMessage& message) {
        auto made = decoder_.take(message, port_.now());
        for (const auto& [reason, times] : made.counts)
            port_.count(reason, times);
        if (made.alive && made.batch.records.empty()) port_.alive();
        courier_.put(std::move(made.batch));
        tell();
    }

    /// Passes on how the link stands when that has changed.
    void tell() {
        LinkState state = connected_ ? LinkState::connected : LinkState::connecting;
        std::string why = failure_;
        if (connected_ && !decoder_.offline().empty())
            why = "\"" + *decoder_.offline().begin() + "\" says that its system is gone";
        if (!why.empty()) state = LinkState::failed;
        if (told_ && *told_ == std::pair{state, why}) return;
        told_ = {state, why};
        port_.link(state, why);
    }

    boost::asio::io_context& io_;
    FeedPort& port_;
    MqttDecoder decoder_;
    BatchCourier courier_;
    const bool keeps_;
    bool connected_ = false;
    std::string failure_;
    std::optional<Time> lost_at_;
    std::optional<std::pair<LinkState, std::string>> told_;
};

class MqttAdapter : public Adapter {
public:
    MqttAdapter(const MqttSetup& setup, std::string password, const AdapterContext& context)
        : feed_(std::make_shared<MqttFeed>(setup, context)),
          client_(setup, std::move(password), context.folder, listener(context.io, feed_)) {}
    ~MqttAdapter() override { feed_->inbox.end(); }

private:
    /// Brings what the client tells to the server's thread.
    static MqttListener listener(boost::asio::io_context& io,
                                 const std::shared_ptr<MqttFeed>& feed) {
        const auto post = [&io, weak = std::weak_ptr{feed}](auto call) {
            boost::asio::post(io, [weak, call] {
                if (const auto there = weak.lock()) call(*there);
            });
        };
        // The client ends before the feed does, so its inbox is there.
        return {
            .connected = [post] { post([](MqttFeed& to) { to.connected(); }); },
            .lost = [post](const std::string& why) { post([why](MqttFeed& to) { to.lost(why); }); },
            .message =
                [post, inbox = &feed->inbox](MqttMessage message) {
                    const bool owed = message.owed;
                    if (inbox->put(std::move(message))) post([](MqttFeed& to) { to.drain(); });
                    return !owed || inbox->wait_until_settled(settled_within);
                }};
    }

    std::shared_ptr<MqttFeed> feed_;
    MqttClient client_;  ///< ends first
};

}  // namespace

MadeAdapter make_mqtt(const MqttSetup& setup, const AdapterContext& context) {
    std::string password;
    if (!setup.secret.none()) {
        auto revealed = reveal(setup.secret, context.folder, context.environment);
        if (!revealed) return tl::unexpected(revealed.error());
        password = std::move(*revealed);
    }
    return std::make_unique<MqttAdapter>(setup, std::move(password), context);
}

}  // namespace waymark::server
