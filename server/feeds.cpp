#include "server/feeds.hpp"

#include "server/feed/loop_timer.hpp"
#include "server/feed/poll/poll_adapter.hpp"
#include "shared/base/overloaded.hpp"

namespace waymark::server {
namespace {

/// Nothing for what needs no connection of ours.
MadeAdapter make_adapter(const FeedSetup& setup, const AdapterContext& context, Fetcher& fetcher) {
    return std::visit(
        Overloaded{
            [](const std::monostate&) -> MadeAdapter { return std::unique_ptr<Adapter>{}; },
            [](const PushSetup&) -> MadeAdapter { return std::unique_ptr<Adapter>{}; },
            [&](const AmiSetup& ami) { return make_ami(ami, context); },
            [&](const FreeswitchSetup& freeswitch) { return make_freeswitch(freeswitch, context); },
            [&](const QueueLogSetup& queue_log) { return make_queue_log(queue_log, context); },
            [&](const FileSetup& file) { return make_file_feed(file, context); },
            [&](const MqttSetup& mqtt) { return make_mqtt(mqtt, context); },
            [&](const LineSetup& lines) -> MadeAdapter { return make_line_feed(lines, context); },
            [&](const PollSetup& poll) {
                return make_poll(poll, context, fetcher, timers_of(context.io));
            },
        },
        setup);
}

}  // namespace

Feeds::Feeds(boost::asio::io_context& io, Desk& desk, Fetcher& fetcher,
             std::filesystem::path folder, Environment environment, std::function<Time()> clock,
             Log log)
    : io_(io),
      desk_(desk),
      folder_(std::move(folder)),
      environment_(std::move(environment)),
      clock_(std::move(clock)),
      log_(std::move(log)),
      fetcher_(fetcher) {}

Feeds::~Feeds() = default;

LineFeed* Feeds::influx(const FeedId& feed) const {
    const auto running = running_.find(feed);
    if (running == running_.end()) return nullptr;
    auto* const lines = dynamic_cast<LineFeed*>(running->second.adapter.get());
    return lines && lines->protocol() == LineProtocol::influx ? lines : nullptr;
}

std::optional<Duration> Feeds::max_wait_of(const FeedId& feed) const {
    const auto& longest = desk_.folder().max_waits;
    const auto found = longest.find(feed);
    return found == longest.end() ? std::nullopt : std::optional{found->second};
}

std::vector<std::string> Feeds::apply(const FeedSetups& setups) {
    const auto& settings = desk_.folder().feed_settings;
    std::erase_if(running_, [&](const auto& running) {
        const auto now = settings.find(running.first);
        return now == settings.end() || now->second != running.second.settings ||
               max_wait_of(running.first) != running.second.max_wait;
    });
    std::vector<std::string> problems;
    for (const auto& [feed, setup] : setups) {
        if (running_.contains(feed)) continue;
        auto port = std::make_unique<DeskPort>(desk_, feed, clock_);
        const auto max_wait = max_wait_of(feed);
        auto made =
            make_adapter(setup, {io_, *port, folder_, environment_, max_wait, log_}, fetcher_);
        if (!made)
            problems.push_back("feeds.json: feed \"" + feed.text + "\": " + to_text(made.error()));
        else if (*made)
            running_.emplace(
                feed, Running{settings.at(feed), max_wait, std::move(port), std::move(*made)});
    }
    return problems;
}

}  // namespace waymark::server
