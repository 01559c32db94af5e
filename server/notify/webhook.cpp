#include "server/notify/webhook.hpp"

#include <array>
#include <random>

#include <spdlog/logger.h>

#include "server/access/hmac.hpp"
#include "shared/base/base64.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr Duration least_backoff = 2s;
constexpr Duration most_backoff = 5min;
constexpr Duration try_for = 1h;
constexpr std::size_t most_answer_octets = 64 << 10;
constexpr std::string_view encoded_secret = "whsec_";

/// Whether the same message may be taken later.
bool is_worth_another_try(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

}  // namespace

Result<std::string> signature_of(const std::string& secret, const std::string& message_id,
                                 std::int64_t timestamp, const std::string& body) {
    std::string key = secret;
    if (secret.starts_with(encoded_secret)) {
        auto decoded = from_base64(secret.substr(encoded_secret.size()));
        if (!decoded) return failure("secret", "is no base64 after whsec_");
        key = std::move(*decoded);
    }
    if (key.empty()) return failure("secret", "is empty");
    const std::string time = std::to_string(timestamp);
    const std::array<std::string_view, 5> pieces{message_id, ".", time, ".", body};
    return "v1," + to_base64(Hmac{HashAlgorithm::sha256, key}.of(pieces));
}

Webhook::Webhook(const MakeTimer& make_timer, Fetcher& fetcher, std::function<Time()> clock,
                 WebhookTarget target, WebhookListener listener, Log log)
    : fetcher_(fetcher),
      clock_(std::move(clock)),
      target_(std::move(target)),
      listener_(std::move(listener)),
      log_(std::move(log)),
      backoff_(least_backoff, most_backoff, std::random_device{}()),
      timer_(make_timer()) {}

void Webhook::post(Unsent message) {
    if (waiting_.size() == most_waiting) drop_oldest();
    waiting_.push_back(std::move(message));
    if (!busy_) send();
}

void Webhook::drop_oldest() {
    // The first may be under way: it is the one after that goes.
    const auto dropped = waiting_.begin() + (busy_ ? 1 : 0);
    listener_.done(dropped->id);
    waiting_.erase(dropped);
    if (counts_.dropped++ == 0)
        log_->warn("notifications to {}: more than {} wait; the oldest are dropped", target_.id,
                   most_waiting);
}

std::deque<Unsent> Webhook::take_unsent() {
    fetching_ = {};
    timer_->stop();
    busy_ = false;
    return std::exchange(waiting_, {});
}

WebhookCounts Webhook::counts() const {
    WebhookCounts counts = counts_;
    counts.waiting = waiting_.size();
    return counts;
}

void Webhook::send() {
    if (waiting_.empty()) {
        busy_ = false;
        return;
    }
    busy_ = true;
    const Unsent& message = waiting_.front();
    const std::int64_t now = to_epoch_ms(clock_()) / 1000;
    FetchRequest request{.method = "POST",
                         .url = target_.url,
                         .headers = {{"Content-Type", "application/json"},
                                     {"webhook-id", message.id},
                                     {"webhook-timestamp", std::to_string(now)}},
                         .body = message.body,
                         .timeout = 15s,
                         .connect_timeout = 5s,
                         .most_octets = most_answer_octets,
                         .reach = target_.reach};
    if (!target_.secret.empty())
        if (const auto signature = signature_of(target_.secret, message.id, now, message.body))
            request.headers.emplace_back("webhook-signature", *signature);
    fetching_ =
        fetcher_.fetch(std::move(request), [this](Fetched fetched) { sent(std::move(fetched)); });
}

void Webhook::sent(Fetched fetched) {
    if (fetched && fetched->status >= 200 && fetched->status < 300) {
        backoff_.reset();
        return finish(counts_.delivered);
    }
    const std::string why =
        fetched ? "answers with status " + std::to_string(fetched->status) : fetched.error().what;
    const Time now = clock_();
    const Duration wait = std::max(backoff_.next(), fetched ? retry_after(*fetched, now) : 0s);
    const bool again = !fetched || is_worth_another_try(fetched->status);
    ++waiting_.front().tries;
    if (!again || now + wait - waiting_.front().made > try_for) {
        log_->warn("notifications to {}: a message is given up after {} tries: it {}", target_.id,
                   waiting_.front().tries, why);
        return finish(counts_.given_up);
    }
    log_->info("notifications to {}: it {}; next try in {:.0f} s", target_.id, why,
               in_seconds(wait));
    listener_.failed(waiting_.front());
    timer_->start(wait, [this] { send(); });
}

void Webhook::finish(std::uint64_t& count) {
    ++count;
    listener_.done(waiting_.front().id);
    waiting_.pop_front();
    send();
}

}  // namespace waymark::server
