#include "server/demo/app.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/logger.h>

#include "server/demo/busy_desk.hpp"
#include "server/demo/feed_link.hpp"
#include "server/demo/logbook.hpp"
#include "shared/base/file.hpp"

namespace waymark::demo {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::milliseconds step{200};
/// After a long absence of the machine, this much of it is caught up with at a time.
constexpr std::chrono::minutes largest_leap{2};
/// With so many records waiting for the server the desk stands still; it catches up later.
constexpr std::size_t patience_records = 20'000;
constexpr std::chrono::seconds keep_every{2};
/// How far beyond the last note in the state file records may be told.
constexpr std::chrono::seconds horizon{6};

std::optional<Logbook> predecessor(const std::string& file, const Log& log) {
    if (file.empty() || !std::filesystem::exists(file)) return std::nullopt;
    const auto text = read_file(file, 1 << 20);
    const auto logbook = text ? read_logbook(*text) : Result<Logbook>{tl::unexpected(text.error())};
    if (logbook) return *logbook;
    log->warn("{}: {}; a fresh run begins", file, to_text(logbook.error()));
    return std::nullopt;
}

class App {
public:
    App(const Settings& settings, const Clock& clock, const Log& log)
        : settings_(settings),
          clock_(clock),
          log_(log),
          timer_(io_),
          signals_(io_, SIGINT, SIGTERM),
          beginning_(
              begin(predecessor(settings.state_file, log),
                    {static_cast<std::uint64_t>(settings.seed), settings.speed, settings.story},
                    clock.now())),
          desk_(beginning_.plan) {
        for (const char* feed : {"phone", "tickets", "surveys", "workforce"}) {
            FeedLinkOptions options{settings.host, settings.port, FeedId{feed}, settings.token};
            links_.emplace(options.feed, std::make_unique<FeedLink>(io_, options, log));
        }
    }

    int run() {
        told_until_ = beginning_.told_until;
        hand_over(beginning_.farewells);
        if (told_until_ > Time{})
            desk_.advance(told_until_);
        else
            told_until_ = beginning_.plan.begin;
        signals_.async_wait([this](const auto& error, int) {
            if (!error) stop();
        });
        go_on();
        io_.run();
        return status_;
    }

private:
    void go_on() {
        const Time now = clock_.now();
        if (!keep(now)) return stop();
        // Behind by more than a leap, it is done in many steps, each as soon as there is room.
        const Time until = std::min(
            {now, std::max(told_until_, kept_horizon_), std::max(told_until_, next_boundary(now))});
        const bool behind = until < now - step * 5;
        if (waiting() < patience_records && until > told_until_) {
            hand_over(desk_.advance(until));
            told_until_ = until;
            tell_chapter(until);
        }
        timer_.expires_after(behind && waiting() < patience_records ? step / 100 : step);
        timer_.async_wait([this](const auto& error) {
            if (!error) go_on();
        });
    }

    Time next_boundary(Time now) const { return std::min(now, told_until_ + largest_leap); }

    void hand_over(const std::vector<Told>& told) {
        for (const auto& [feed, record] : told)
            links_.at(feed)->queue().add(record);
        for (const auto& [feed, link] : links_)
            if (link->queue().size() > 0) link->wake();
    }

    std::size_t waiting() const {
        std::size_t most = 0;
        for (const auto& [feed, link] : links_)
            most = std::max(most, link->queue().size());
        return most;
    }

    /// Notes how far it has come, before anything beyond that is told.
    bool keep(Time now) {
        if (settings_.state_file.empty()) {
            kept_horizon_ = now;
            return true;
        }
        if (kept_horizon_ > Time{} && now < kept_at_ + keep_every &&
            std::min(now, told_until_ + largest_leap) <= kept_horizon_)
            return true;
        Time settled = told_until_;
        for (const auto& [feed, link] : links_)
            if (const auto oldest = link->queue().oldest())
                settled = std::min(settled, *oldest - std::chrono::milliseconds{1});
        settled = std::max(settled, beginning_.plan.begin - std::chrono::milliseconds{1});
        const Time ahead = std::min(now, told_until_ + largest_leap) + horizon;
        const auto kept = replace_file(
            settings_.state_file,
            write_logbook({beginning_.plan, std::min(settled, ahead), std::max(ahead, settled)}));
        if (!kept) {
            log_->error("{}", to_text(kept.error()));
            status_ = 1;
            return false;
        }
        kept_at_ = now;
        kept_horizon_ = ahead;
        return true;
    }

    void tell_chapter(Time now) {
        const std::string_view chapter = settings_.story ? name_of(desk_.chapter(now)) : "";
        if (chapter == chapter_ || told_until_ + std::chrono::seconds{2} < clock_.now()) return;
        chapter_ = chapter;
        log_->info("the story: {} ({} calls waiting, {} tickets open)", chapter,
                   desk_.calls_waiting(), desk_.open_tickets());
    }

    void stop() {
        timer_.cancel();
        signals_.cancel();
        for (const auto& [feed, link] : links_)
            link->stop();
    }

    const Settings& settings_;
    const Clock& clock_;
    const Log log_;
    asio::io_context io_{1};
    asio::steady_timer timer_;
    asio::signal_set signals_;
    const Beginning beginning_;
    BusyDesk desk_;
    std::map<FeedId, std::unique_ptr<FeedLink>> links_;
    Time told_until_;
    Time kept_at_;
    Time kept_horizon_;
    std::string_view chapter_;
    int status_ = 0;
};

}  // namespace

int run(const Settings& settings, const Clock& clock, const Log& log) {
    return App{settings, clock, log}.run();
}

}  // namespace waymark::demo
