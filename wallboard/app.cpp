#include "wallboard/app.hpp"

#include <algorithm>

#include <spdlog/logger.h>

#include "shared/base/file.hpp"
#include "shared/protocol/desk_file.hpp"
#include "wallboard/bell.hpp"
#include "wallboard/link/celebrated_file.hpp"
#include "wallboard/link/pairing.hpp"
#include "wallboard/pace.hpp"
#include "wallboard/preview.hpp"
#include "wallboard/self_report.hpp"
#include "wallboard/shown.hpp"
#include "wallboard/signals.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/wall_alarm.hpp"
#include "wallboard/watchdog.hpp"
#include "wallboard/window/png.hpp"

namespace waymark::wallboard {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr PixelSize picture_size{1920, 1080};
constexpr PixelSize window_size{1280, 720};
constexpr std::uint64_t longest_token = 4096;

std::string without_blanks_around(const std::string& text) {
    constexpr const char* blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_current(const BoardState& state) {
    return state.board() != nullptr && state.link().phase == LinkHealth::Phase::live;
}

/// Sends what people asked to see of this wall.
void send_pictures(BoardSource& source, Surface& surface) {
    for (const std::uint64_t id : source.take_pictures())
        source.send_picture(id, png_text(surface.size(), surface.pixels()));
}

double in_ms(Duration length) {
    return in_seconds(length) * 1000;
}

/// What is reported of a window besides what it shows; looked up now and then only.
class WindowFigures {
public:
    Shown with(Shown shown, const Window& window, const FrameLog& frames, Time now) {
        if (now >= due_ || now + every < due_) look(window, frames.lengths(now), now);
        shown.frame_times = figures_.frame_times;
        shown.memory = figures_.memory;
        shown.monitors = figures_.monitors;
        shown.renderer = figures_.renderer;
        return shown;
    }

private:
    static constexpr std::chrono::seconds every{10};

    void look(const Window& window, const FrameLengths& lengths, Time now) {
        due_ = now + every;
        figures_.frame_times =
            FrameTimes{in_ms(lengths.median), in_ms(lengths.p99), in_ms(lengths.longest)};
        figures_.memory = resident_octets();
        figures_.monitors.clear();
        for (const MonitorHere& monitor : window.monitors())
            figures_.monitors.push_back(
                {monitor.name, monitor.size.width, monitor.size.height, monitor.shows});
        figures_.renderer = window.renderer();
    }

    Shown figures_;
    Time due_ = Time::min();
};

}  // namespace

App::App(Settings settings, const Clock& clock, Log log)
    : settings_(std::move(settings)), clock_(clock), log_(std::move(log)) {}

int App::run() {
    if (!read_token() || !read_preview()) return bad_settings_status;
    return settings_.png.empty() ? show_window() : draw_pictures();
}

bool App::read_token() {
    if (settings_.token_file.empty()) return true;
    const auto text = read_file(settings_.token_file, longest_token);
    if (text) token_ = without_blanks_around(*text);
    const bool good = std::ranges::all_of(token_, [](char c) { return c > ' ' && c < 0x7f; });
    if (text && good && !token_.empty()) return true;
    log_->error("--token-file: {}", text ? settings_.token_file.string() +
                                               " must hold one token of visible ASCII letters"
                                         : to_text(text.error()));
    return false;
}

bool App::read_preview() {
    if (settings_.preview.empty()) return true;
    auto desk = load_desk(settings_.preview);
    if (desk) {
        preview_ = std::move(*desk);
        return true;
    }
    for (const Problem& problem : desk.error())
        log_->error("{}", to_text(problem));
    return false;
}

int App::show_window() {
    auto place = settings_.windowed ? recall_place().window : std::nullopt;
    // A size that was asked for stands above one that was left behind.
    if (settings_.size) place.reset();
    auto opened = Window::open({.windowed = settings_.windowed,
                                .monitor = settings_.monitor,
                                .windowed_size = settings_.size.value_or(window_size),
                                .place = place,
                                .title = "Waymark",
                                .fonts = settings_.fonts});
    if (!opened) {
        log_->error("no window: {}; --png FILE draws the wall into a picture, without a display",
                    to_text(opened.error()));
        return 1;
    }
    Window& window = **opened;
    const Signals signals{[&window] { window.wake(); }};
    const auto source = open_source(window.size(), "window", [&window] { window.wake(); });
    if (settings_.windowed) return show_to_leads(window, *source, signals);
    ViewOptions options = view_options(Shows::wall);
    if (draws_by_software(window.renderer())) options.fade_step = frugal_fade_step;
    for (const MonitorHere& monitor : window.monitors())
        if (monitor.shows) options.monitor_diagonal_inches = monitor.diagonal_inches;
    BoardView view{std::move(options), window};
    recall(view);
    WallAlarm alarm{settings_.screen, settings_.player, log_};
    std::uint64_t looks = 0;
    FrameLog frames;
    WindowFigures figures;
    Pace pace;
    Watchdog watchdog;
    while (!window.closed() && !signals.arrived()) {
        const Time now = clock_.now();
        if (const Duration left = pace.left(now); left > Duration{0}) {
            window.wait(left);
            continue;
        }
        ++looks;
        if (window.take_damage()) view.invalidate();
        const BoardState& state = source->look(now);
        alarm.look(state, now);
        const Duration used = processor_time();
        const bool changed = view.update(state, now);
        keep(view);
        if (changed) {
            view.draw();
            frames.drawn(now, clock_.now() - now);
            source->frame_drawn(figures.with(shown_in(view), window, frames, now));
            pace.drawn(now, processor_time() - used);
        }
        send_pictures(*source, window);
        watchdog.alive(SteadyClock::now());
        window.wait(std::min<Duration>({std::min(view.next_deadline(), alarm.next()) - clock_.now(),
                                        longest_sleep, watchdog.longest_silence()}));
    }
    const FrameLengths lengths = frames.lengths(clock_.now());
    log_->info("ended after {} frames and {} looks; in the last minute a frame took at most {} ms",
               lengths.frames, looks, lengths.longest / std::chrono::milliseconds{1});
    return end_of(window);
}

int App::end_of(const Window& window) const {
    if (window.problem().empty()) return 0;
    log_->error("the window can't go on: {}", window.problem());
    return 1;
}

int App::draw_pictures() {
    auto picture = Offscreen::open(settings_.size.value_or(picture_size), settings_.fonts);
    if (!picture) {
        log_->error("no picture: {}", to_text(picture.error()));
        return 1;
    }
    return settings_.every.count() == 0 ? draw_one_picture(**picture)
                                        : keep_drawing_pictures(**picture);
}

int App::draw_one_picture(Offscreen& picture) {
    Bell bell;
    const Signals signals{[&bell] { bell.ring(); }};
    const auto source = open_source(picture.size(), "headless", [&bell] { bell.ring(); });
    const auto give_up = SteadyClock::now() + settings_.wait;
    Time now = clock_.now();
    const BoardState* state = &source->look(now);
    while (!is_current(*state) && !signals.arrived() && SteadyClock::now() < give_up) {
        bell.wait_until(give_up);
        now = clock_.now();
        state = &source->look(now);
    }
    BoardView view{view_options(Shows::picture), picture};
    if (view.update(*state, now)) view.draw();
    source->frame_drawn(shown_in(view));
    if (const auto written = picture.write_png(settings_.png); !written) {
        log_->error("no picture: {}", to_text(written.error()));
        return 1;
    }
    log_->info("drew {}", settings_.png.string());
    if (is_current(*state)) return 0;
    const std::string& problem = state->link().problem;
    log_->error("it shows no current board: {}",
                problem.empty() ? "the server sent none in time" : problem);
    return 1;
}

int App::keep_drawing_pictures(Offscreen& picture) {
    Bell bell;
    const Signals signals{[&bell] { bell.ring(); }};
    const auto source = open_source(picture.size(), "headless", [&bell] { bell.ring(); });
    BoardView view{view_options(Shows::picture), picture};
    recall(view);
    std::string told;
    // The first picture waits a little for the board, so that it shows one.
    auto next = SteadyClock::now() + settings_.wait;
    for (bool first = true; !signals.arrived(); bell.wait_until(next)) {
        const Time now = clock_.now();
        const BoardState& state = source->look(now);
        if (!first) send_pictures(*source, picture);
        if (SteadyClock::now() < next && !(first && is_current(state))) continue;
        first = false;
        next = SteadyClock::now() + settings_.every;
        const bool changed = view.update(state, now);
        keep(view);
        if (!changed) continue;
        view.draw();
        source->frame_drawn(shown_in(view));
        const auto written = picture.write_png(settings_.png);
        const std::string problem = written ? "" : to_text(written.error());
        if (!problem.empty() && problem != told) log_->error("no picture: {}", problem);
        told = problem;
    }
    return 0;
}

std::unique_ptr<BoardSource> App::open_source(PixelSize size, const std::string& renderer,
                                              std::function<void()> wake) {
    if (preview_) return std::make_unique<PreviewBoard>(*preview_);
    LiveBoard::Options options{.link = {.server = settings_.server,
                                        .hello = {.version = WAYMARK_VERSION,
                                                  .screen = settings_.screen,
                                                  .width = size.width,
                                                  .height = size.height,
                                                  .renderer = renderer,
                                                  .for_leads = settings_.windowed},
                                        .token = token_}};
    if (!settings_.state_dir.empty() && settings_.screen.empty() && token_.empty())
        options.link.identity = identity_file(settings_.state_dir, to_text(settings_.server));
    if (!settings_.state_dir.empty())
        options.cache =
            cache_file(settings_.state_dir, to_text(settings_.server), settings_.screen);
    return std::make_unique<LiveBoard>(std::move(options), clock_, log_, std::move(wake));
}

std::filesystem::path App::celebrated_file() const {
    if (settings_.state_dir.empty() || preview_) return {};
    return state_file(settings_.state_dir, "celebrated", to_text(settings_.server),
                      settings_.screen);
}

void App::recall(BoardView& view) const {
    const auto file = celebrated_file();
    if (file.empty()) return;
    if (auto celebrated = load_celebrated(file, log_)) view.remember(std::move(*celebrated));
}

void App::keep(BoardView& view) const {
    const auto celebrated = view.take_celebrated();
    const auto file = celebrated_file();
    if (celebrated && !file.empty()) keep_celebrated(file, *celebrated, log_);
}

ViewOptions App::view_options(Shows shows) const {
    return {.screen = settings_.screen,
            .server = to_text(settings_.server),
            .made_up = !settings_.preview.empty(),
            .for_leads = shows == Shows::window,
            .reduced_motion = shows == Shows::picture,
            .orbits = shows == Shows::wall,
            .turned = settings_.turned};
}

}  // namespace waymark::wallboard
