#include "server/feed/batch_courier.hpp"

#include <iterator>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr auto again_when_busy = 1s;
constexpr auto again_when_full = 5s;
/// Reasons are told to nobody here; what is said beyond these is only counted.
constexpr std::size_t most_rejected = 1'000;

template <class T>
void append(std::vector<T>& list, std::vector<T> more) {
    list.insert(list.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

}  // namespace

struct BatchCourier::State : std::enable_shared_from_this<State> {
    State(boost::asio::io_context& context, FeedPort& to, std::size_t most,
          std::unique_ptr<Timer> timer)
        : io(context), port(to), most_records(most), again(std::move(timer)) {}

    void put(FeedBatch batch) {
        append(waiting.records, std::move(batch.records));
        append(waiting.rejected, std::move(batch.rejected));
        waiting.without_value += batch.without_value;
        waiting.holds_now = waiting.holds_now || batch.holds_now;
        if (waiting.records.size() > most_records) {
            const auto over = waiting.records.size() - most_records;
            waiting.records.erase(waiting.records.begin(),
                                  waiting.records.begin() + static_cast<std::ptrdiff_t>(over));
            port.count(dropped, over);
        }
        if (waiting.rejected.size() > most_rejected) {
            port.count("a record that was rejected", waiting.rejected.size() - most_rejected);
            waiting.rejected.resize(most_rejected);
        }
        start();
    }

    bool nothing_waits() const { return waiting.records.empty() && waiting.rejected.empty(); }

    /// Posted: what comes in one go is one batch.
    void start() {
        if (starting || on_its_way || nothing_waits()) return;
        starting = true;
        boost::asio::post(io, [self = weak_from_this()] {
            const auto state = self.lock();
            if (!state) return;
            state->starting = false;
            state->sent = std::exchange(state->waiting, {});
            state->on_its_way = true;
            state->offer();
        });
    }

    void offer() {
        port.take(sent, [self = weak_from_this()](Kept kept) {
            if (const auto state = self.lock()) state->answered(kept);
        });
    }

    void answered(Kept kept) {
        if (kept != Kept::stored) {
            again->start(kept == Kept::busy ? again_when_busy : again_when_full,
                         [this] { offer(); });
            return;
        }
        on_its_way = false;
        sent = {};
        start();
        boost::asio::post(io, [self = weak_from_this()] {
            const auto state = self.lock();
            if (state && state->stored) state->stored();
        });
    }

    boost::asio::io_context& io;
    FeedPort& port;
    std::size_t most_records;
    std::unique_ptr<Timer> again;
    std::function<void()> stored;
    FeedBatch waiting;
    FeedBatch sent;
    bool on_its_way = false;
    bool starting = false;
};

BatchCourier::BatchCourier(boost::asio::io_context& io, FeedPort& port, std::size_t most_records,
                           const MakeTimer& make_timer)
    : state_(std::make_shared<State>(io, port, most_records, make_timer())) {}

BatchCourier::~BatchCourier() {
    state_->again->stop();
}

void BatchCourier::put(FeedBatch batch) {
    state_->put(std::move(batch));
}

bool BatchCourier::full() const {
    return state_->waiting.records.size() >= state_->most_records;
}

bool BatchCourier::idle() const {
    return !state_->on_its_way && !state_->starting && state_->nothing_waits();
}

void BatchCourier::on_stored(std::function<void()> call) {
    state_->stored = std::move(call);
}

}  // namespace waymark::server
