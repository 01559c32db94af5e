#include "server/app.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/logger.h>
#include <sys/resource.h>

#include "server/charter/lints.hpp"
#include "server/charter/lints_text.hpp"
#include "server/feed/loop_timer.hpp"
#include "server/feeds.hpp"
#include "server/folder_watch.hpp"
#include "server/metrics.hpp"
#include "server/notify/notifier.hpp"
#include "shared/base/clock.hpp"
#include "shared/protocol/desk_file.hpp"
#include "shared/protocol/zone.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr auto tick_interval = 1s;
constexpr int ticks_per_save = 60;
constexpr auto leave_time = 3s;

const char* environment(const std::string& name) {
    return std::getenv(name.c_str());
}

std::vector<std::string> texts_of(const auto& problems) {
    std::vector<std::string> texts;
    texts.reserve(problems.size());
    for (const auto& problem : problems)
        texts.push_back(to_text(problem));
    return texts;
}

/// A desk folder with the tokens its feeds are known by.
struct Loaded {
    DeskFolder folder;
    FeedSetups setups;
    PushFeeds pushes;
    Tokens tokens;
    NotifySetup notify;
};

/// Lines that have no other way in than HTTP.
bool is_written_to(const FeedSetup& setup) {
    const auto* const lines = std::get_if<LineSetup>(&setup);
    return lines && !lines->listen;
}

/// Takes the feeds that push out of all feeds' settings and makes their doors. The others, except
/// those that are written to, and those whose deliveries prove who sent them, need no token.
PushFeeds open_pushes(FeedSetups& setups, const ServerSettings& settings, Tokens& tokens,
                      std::vector<std::string>& problems) {
    PushFeeds pushes;
    for (auto& [feed, setup] : setups) {
        auto* const push = std::get_if<PushSetup>(&setup);
        if (!push) {
            if (!is_written_to(setup)) tokens.need_none(feed);
            continue;
        }
        auto door = PushFeed::with(std::move(*push), settings.desk, environment);
        if (!door) {
            problems.push_back("secret of feed \"" + feed.text + "\": " + to_text(door.error()));
            continue;
        }
        if (door->proves()) tokens.need_none(feed);
        pushes.emplace(feed, std::move(*door));
    }
    std::erase_if(setups,
                  [](const auto& one) { return std::holds_alternative<PushSetup>(one.second); });
    return pushes;
}

/// All of it or every problem.
tl::expected<Loaded, std::vector<std::string>> load(const ServerSettings& settings) {
    auto folder = load_desk(settings.desk);
    if (!folder) return tl::unexpected(texts_of(folder.error()));
    auto setups = read_setups(*folder);
    if (!setups) return tl::unexpected(texts_of(setups.error()));
    auto notify = load_notifications(settings.desk, folder->outline);
    if (!notify) return tl::unexpected(texts_of(notify.error()));
    auto tokens = Tokens::of_feeds(*folder, settings.desk, environment);
    if (!tokens) return tl::unexpected(texts_of(tokens.error()));
    std::vector<std::string> problems;
    auto pushes = open_pushes(*setups, settings, *tokens, problems);
    if (!settings.screen_token_file.empty()) {
        const auto read = tokens->read_screen_token(settings.screen_token_file);
        if (!read) problems.emplace_back("--screen-token-file: " + to_text(read.error()));
    }
    if (!settings.operator_token_file.empty()) {
        const auto read = tokens->read_operator_token(settings.operator_token_file);
        if (!read) problems.emplace_back("--operator-token-file: " + to_text(read.error()));
    }
    if (!settings.listen.address().is_loopback()) {
        if (settings.screen_token_file.empty())
            problems.emplace_back("--listen: beyond this machine --screen-token-file is needed");
        for (const FeedId& feed : tokens->open_feeds())
            problems.push_back("feeds.json: feed \"" + feed.text +
                               "\" has no token; beyond this machine every feed needs one");
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return Loaded{std::move(*folder), std::move(*setups), std::move(pushes), std::move(*tokens),
                  std::move(*notify)};
}

/// As many descriptors as the system lets us have: every screen takes one.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

DeskSettings desk_settings(const ServerSettings& settings) {
    return {.accept_late = std::chrono::hours{settings.accept_late_hours},
            .feed_clock = settings.clock == "feed"};
}

/// What screens were ordered is kept under this name.
constexpr std::string_view orders_note = "screens/orders";

NetLimits net_limits(const ServerSettings& settings) {
    return {.connections = static_cast<std::size_t>(settings.connections)};
}

}  // namespace

class App::Impl {
public:
    Impl(const ServerSettings& settings, Loaded loaded, std::unique_ptr<SqliteFile> file,
         Restored restored, PairedScreens paired, const std::vector<Note>& notes, const Log& log)
        : settings_(settings),
          log_(log),
          pushes_(std::move(loaded.pushes)),
          tokens_(std::move(loaded.tokens)),
          store_(std::move(file),
                 [this](std::function<void()> task) { asio::post(io_, std::move(task)); }),
          desk_(std::move(loaded.folder), store_, std::move(restored), desk_settings(settings),
                log),
          paired_(std::move(paired)),
          screen_pages_(
              desk_.folder().outline, screens_, tokens_, pairings_, paired_,
              [this](const OrdersByScreen& orders, auto done) {
                  store_.put_notes({{std::string{orders_note}, to_text(orders)}}, std::move(done));
              }),
          routes_(
              desk_, tokens_, paired_, pushes_, screen_pages_,
              [this](const FeedId& feed) { return feeds_.influx(feed); },
              [this] { return metrics(); }),
          net_(
              io_, desk_, routes_, screens_, screen_pages_, settings.listen,
              {settings.hosts.begin(), settings.hosts.end()}, net_limits(settings),
              [this] { return clock_.now(); }, log),
          feeds_(
              io_, desk_, fetcher_, settings.desk, environment, [this] { return clock_.now(); },
              log),
          notifier_(
              timers_of(io_), fetcher_, store_, notes, settings.desk, environment,
              [this] { return clock_.now(); }, log),
          watch_(settings.desk) {}

    Result<void> listen() {
        const auto endpoint = net_.listen();
        if (!endpoint) return tl::unexpected(endpoint.error());
        endpoint_ = *endpoint;
        return {};
    }

    /// Connects to the systems of the feeds, and knows whom to tell of changes; every problem that
    /// keeps one from being tried.
    std::vector<std::string> connect(const FeedSetups& setups, const NotifySetup& notify) {
        auto problems = feeds_.apply(setups);
        std::ranges::move(notifier_.apply(notify), std::back_inserter(problems));
        return problems;
    }

    Endpoint endpoint() const { return endpoint_; }

    /// What screens were ordered before the server restarted.
    void recall(OrdersByScreen orders) { screens_.present.recall(std::move(orders)); }

    void run() {
        signals_.async_wait([this](const error_code& error, int) {
            if (!error) leave();
        });
        // In the desk's order this comes after what was kept: readings have their age at once.
        desk_.tick(clock_.now());
        notifier_.look(desk_.board(), screens_.present.present());
        wait();
        io_.run();
    }

private:
    void wait() {
        timer_.expires_after(tick_interval);
        timer_.async_wait([this](const error_code& stopped) {
            if (stopped) return;
            leaving_ ? look_whether_all_left() : every_second();
        });
    }

    void every_second() {
        screens_.sightings.look(screens_.present, desk_.folder().outline, clock_.now());
        desk_.report_screens(screens_.sightings.problems());
        desk_.tick(clock_.now());
        notifier_.look(desk_.board(), screens_.present.present());
        if (++ticks_ % ticks_per_save == 0) desk_.save();
        if (watch_.changed()) reload();
        wait();
    }

    void reload() {
        auto loaded = load(settings_);
        if (!loaded) return desk_.report_problems(std::move(loaded.error()));
        pushes_ = std::move(loaded->pushes);
        tokens_ = std::move(loaded->tokens);
        desk_.reload(std::move(loaded->folder));
        desk_.report_problems(connect(loaded->setups, loaded->notify));
    }

    void leave() {
        log_->info("the server ends");
        leaving_ = true;
        leave_by_ = std::chrono::steady_clock::now() + leave_time;
        net_.end("the server ends");
        feeds_.end();
        look_whether_all_left();
    }

    void look_whether_all_left() {
        if (net_.open() == 0 || std::chrono::steady_clock::now() > leave_by_) {
            desk_.save();
            return io_.stop();
        }
        timer_.expires_after(20ms);
        timer_.async_wait([this](const error_code& stopped) {
            if (!stopped) look_whether_all_left();
        });
    }

    std::string metrics() const {
        return metrics_text({desk_.counts(), store_.counts(), net_.counts(), notifier_.counts(),
                             desk_.screens(), store_.pending(), screens_.sightings.seen()});
    }

    const ServerSettings settings_;
    Log log_;
    SystemClock clock_;
    // Members end in the reverse order: the loop last, with whatever still waits in it.
    asio::io_context io_{1};
    PushFeeds pushes_;
    Tokens tokens_;
    SqliteStore store_;
    Desk desk_;
    ScreenRoom screens_;
    Pairings pairings_{random_octets};
    PairedScreens paired_;
    ScreenPages screen_pages_;
    Routes routes_;
    Net net_;
    Fetcher fetcher_{[this](std::function<void()> task) { asio::post(io_, std::move(task)); }};
    Feeds feeds_;
    Notifier notifier_;
    FolderWatch watch_;
    asio::steady_timer timer_{io_};
    asio::signal_set signals_{io_, SIGTERM, SIGINT};
    Endpoint endpoint_;
    int ticks_ = 0;
    bool leaving_ = false;
    std::chrono::steady_clock::time_point leave_by_;
};

tl::expected<std::unique_ptr<App>, StartFailure> App::start(const ServerSettings& settings,
                                                            const Log& log) {
    raise_descriptor_limit();
    const auto fail = [](int status, std::vector<std::string> problems) {
        return tl::unexpected(StartFailure{status, std::move(problems)});
    };
    auto loaded = load(settings);
    if (!loaded) return fail(bad_settings_status, std::move(loaded.error()));
    auto file = SqliteFile::open(settings.data, std::chrono::days{settings.keep_days});
    if (!file) return fail(1, {to_text(file.error())});
    auto restored = (*file)->restore();
    if (!restored) return fail(1, {to_text(restored.error())});
    for (const std::string& notice : restored->notices)
        log->info("{}", notice);
    auto paired = PairedScreens::load(std::filesystem::path{settings.data} / "screens.json");
    if (!paired) return fail(1, {to_text(paired.error())});
    const auto kept_orders = std::ranges::find(restored->notes, orders_note, &Note::name);
    auto orders =
        standing_orders_from(kept_orders == restored->notes.end() ? "" : kept_orders->text);
    if (!orders)
        return fail(1, {"the store in " + settings.data + ": what is kept under \"" +
                        std::string{orders_note} + "\" " + to_text(orders.error())});
    log->info("{} entries since the last checkpoint", restored->entries.size());
    const FeedSetups setups = std::move(loaded->setups);
    const NotifySetup notify = std::move(loaded->notify);
    const std::vector<Note> notes = restored->notes;
    auto impl = std::make_unique<Impl>(settings, std::move(*loaded), std::move(*file),
                                       std::move(*restored), std::move(*paired), notes, log);
    impl->recall(std::move(*orders));
    if (const auto listening = impl->listen(); !listening)
        return fail(1, {to_text(listening.error())});
    if (auto problems = impl->connect(setups, notify); !problems.empty())
        return fail(bad_settings_status, std::move(problems));
    return std::unique_ptr<App>{new App{std::move(impl)}};
}

App::App(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
App::~App() = default;

Endpoint App::endpoint() const {
    return impl_->endpoint();
}

void App::run() {
    impl_->run();
}

int check_folder(const std::string& folder) {
    const auto desk = load_desk(folder);
    const auto setups = desk ? read_setups(*desk) : tl::unexpected(desk.error());
    const auto notify =
        setups ? load_notifications(folder, desk->outline) : tl::unexpected(setups.error());
    if (notify) {
        std::cout << folder << ": the desk folder is good\n";
        const Time now = SystemClock{}.now();
        for (const Lint& lint : lints_of(*desk, local_date(local_clock(desk->zone, now), now)))
            std::cout << line_of(lint) << '\n';
        return 0;
    }
    for (const Problem& problem : notify.error())
        std::cout << to_text(problem) << '\n';
    return bad_settings_status;
}

}  // namespace waymark::server
