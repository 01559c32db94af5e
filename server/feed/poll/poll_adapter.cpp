#include "server/feed/poll/poll_adapter.hpp"

#include <algorithm>
#include <random>

#include <boost/asio/io_context.hpp>
#include <spdlog/logger.h>

#include "server/feed/batch_courier.hpp"
#include "server/feed/poll/poll_course.hpp"
#include "server/feed/poll/poll_credentials.hpp"
#include "server/fetch/url.hpp"
#include "shared/base/backoff.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr Duration least_backoff = 5s;
constexpr Duration most_backoff = 10min;

bool is_good(int status) {
    return (status >= 200 && status < 300) || status == 304;
}

std::string words_of(int status) {
    const std::string said = "answers with status " + std::to_string(status);
    if (status == 401 || status == 403) return said + ": it does not accept our credentials";
    if (status == 429) return said + ": it is asked too often";
    if (status >= 300 && status < 400)
        return said + ", perhaps to a login page; it is not followed without \"redirects\": true";
    return said;
}

class PollAdapter : public Adapter {
public:
    PollAdapter(const PollSetup& setup, PollCredentials credentials, const AdapterContext& context,
                Fetcher& fetcher, const MakeTimer& make_timer)
        : setup_(setup),
          credentials_(std::move(credentials)),
          ca_file_(setup.tls_ca.empty() ? "" : (context.folder / setup.tls_ca).string()),
          port_(context.port),
          fetcher_(fetcher),
          log_(context.log),
          course_(setup_, port_.remembered(), port_.now()),
          backoff_(least_backoff, most_backoff, std::random_device{}()),
          pause_(make_timer()),
          round_(make_timer()),
          courier_(context.io, context.port, BatchCourier::any_number, make_timer) {
        courier_.on_stored([this] { kept(); });
        port_.link(LinkState::connecting, "");
        begin_in(0s);
    }

private:
    void begin_in(Duration pause) {
        pause_->start(pause, [this] { begin(); });
    }

    void begin() {
        waiting_ = due_ = false;
        round_->start(setup_.every, [this] {
            due_ = true;
            if (waiting_) begin();
        });
        course_.begin();
        // All that was asked for so far is stored.
        port_.remember(course_.memory());
        ask_page();
    }

    FetchRequest request_of(const std::string& url) const {
        return {.url = credentials_.in_url(url),
                .headers = setup_.headers,
                .credentials = credentials_.headers,
                .timeout = setup_.timeout,
                .connect_timeout = std::min<Duration>(setup_.timeout, 10s),
                .redirects = setup_.redirects,
                .ca_file = ca_file_};
    }

    void ask_page() {
        FetchRequest request = request_of(course_.url());
        request.headers = course_.headers();
        fetchings_.clear();
        fetchings_.push_back(fetcher_.fetch(
            std::move(request), [this](Fetched fetched) { take_page(std::move(fetched)); }));
    }

    void take_page(Fetched fetched) {
        if (!check(fetched)) return;
        auto step = course_.take(*fetched, port_.now());
        if (!step) return fail(host_of(setup_.url) + ": " + to_text(step.error()), {});
        port_.alive();
        count("an item without a time of change", step->without_time);
        count("an item without an id", step->without_id);
        batch_ = std::move(step->batch);
        details_ = std::move(step->details);
        if (details_.empty()) return keep();
        ask_details();
    }

    void ask_details() {
        fetchings_.clear();
        const std::size_t number = std::min(details_.size(), setup_.details->at_once);
        awaited_ = number;
        for (std::size_t i = 0; i < number; ++i) {
            fetchings_.push_back(
                fetcher_.fetch(request_of(details_.back()),
                               [this](Fetched fetched) { take_detail(std::move(fetched)); }));
            details_.pop_back();
        }
    }

    void take_detail(Fetched fetched) {
        // Gone, or not for our eyes: the others are asked for all the same.
        if (fetched && (fetched->status == 403 || fetched->status == 404)) {
            count("an item that can't be asked for", 1);
        } else {
            if (!check(fetched)) return;
            auto batch = course_.detail(*fetched, port_.now());
            if (!batch) return fail(host_of(setup_.url) + ": " + to_text(batch.error()), {});
            batch_.holds_now = batch->holds_now;
            std::ranges::move(batch->records, std::back_inserter(batch_.records));
            std::ranges::move(batch->rejected, std::back_inserter(batch_.rejected));
        }
        if (--awaited_ == 0) keep();
    }

    /// Whether an answer came that can be used; else the round is over.
    bool check(const Fetched& fetched) {
        if (!fetched) {
            fail(to_text(fetched.error()), {});
            return false;
        }
        if (is_good(fetched->status)) return true;
        fail(host_of(setup_.url) + ": " + words_of(fetched->status),
             retry_after(*fetched, port_.now()));
        return false;
    }

    void keep() {
        if (batch_.records.empty() && batch_.rejected.empty()) return kept();
        courier_.put(std::exchange(batch_, {}));
    }

    void kept() {
        if (!details_.empty()) return ask_details();
        const auto next = course_.kept();
        if (!next) return fail(host_of(setup_.url) + ": " + to_text(next.error()), {});
        if (*next == PollCourse::Next::page) return ask_page();
        succeed();
        if (*next == PollCourse::Next::round) return begin();
        waiting_ = true;
        if (due_) begin();
    }

    void succeed() {
        backoff_.reset();
        if (!connected_) port_.link(LinkState::connected, "");
        connected_ = true;
        if (course_.cut_short()) count("a round with more pages than \"most\"", 1);
        if (!course_.found_wrong_zone()) return;
        count("\"zone\" is not the zone of the user we ask as", 1);
        log_->warn(
            "{}: \"zone\" is not the zone of the user we ask as; more is "
            "asked for, so that nothing is lost",
            host_of(setup_.url));
    }

    /// `least`: what we were asked to wait.
    void fail(const std::string& why, Duration least) {
        fetchings_.clear();
        details_.clear();
        batch_ = {};
        if (connected_ || failure_ != why) log_->warn("poll: {}", why);
        failure_ = why;
        connected_ = false;
        count("a poll that failed", 1);
        const auto pause =
            std::chrono::ceil<std::chrono::seconds>(std::max(backoff_.next(), least));
        port_.link(LinkState::failed,
                   why + "; next try in " + std::to_string(pause.count()) + " s");
        begin_in(pause);
    }

    void count(std::string_view reason, std::uint64_t times) {
        if (times > 0) port_.count(reason, times);
    }

    const PollSetup setup_;
    const PollCredentials credentials_;
    const std::string ca_file_;
    FeedPort& port_;
    Fetcher& fetcher_;
    Log log_;
    PollCourse course_;
    Backoff backoff_;
    std::unique_ptr<Timer> pause_;
    std::unique_ptr<Timer> round_;
    bool due_ = false;                  ///< the next round
    bool waiting_ = false;              ///< for that
    std::vector<Fetching> fetchings_;   ///< under way
    std::size_t awaited_ = 0;           ///< details under way
    std::vector<std::string> details_;  ///< of this page, still to be asked for
    FeedBatch batch_;                   ///< made, not yet kept
    bool connected_ = false;
    std::string failure_;
    BatchCourier courier_;
};

}  // namespace

MadeAdapter make_poll(const PollSetup& setup, const AdapterContext& context, Fetcher& fetcher,
                      const MakeTimer& make_timer) {
    auto credentials = credentials_of(setup.auth, context.folder, context.environment);
    if (!credentials) return tl::unexpected(credentials.error());
    return std::make_unique<PollAdapter>(setup, std::move(*credentials), context, fetcher,
                                         make_timer);
}

}  // namespace waymark::server
