#include <algorithm>

#include <spdlog/logger.h>

#include "shared/base/file.hpp"
#include "wallboard/app.hpp"
#include "wallboard/leads/leads_view.hpp"
#include "wallboard/link/board_cache.hpp"
#include "wallboard/pace.hpp"
#include "wallboard/self_report.hpp"
#include "wallboard/signals.hpp"
#include "wallboard/watchdog.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::uint64_t largest_file = 64 << 10;

}  // namespace

int App::show_to_leads(Window& window, BoardSource& source, const Signals& signals) {
    ViewOptions options = view_options(Shows::window);
    if (draws_by_software(window.renderer())) options.fade_step = frugal_fade_step;
    LeadsView view{std::move(options), window, recall_place()};
    Pace pace;
    Watchdog watchdog;
    while (!window.closed() && !signals.arrived() && !view.ended()) {
        const Time now = clock_.now();
        const std::vector<Input> inputs = window.take_input();
        // Nobody who does something waits for a storm of changes.
        if (const Duration left = pace.left(now); left > Duration{0} && inputs.empty()) {
            window.wait(left);
            continue;
        }
        if (window.take_damage()) view.invalidate();
        view.set_pixels_per_inch(window.pixels_per_inch());
        const BoardState& state = source.look(now);
        for (const Told& told : source.take_answers())
            view.take(told, now);
        const Duration used = processor_time();
        bool changed = view.update(state, now);
        for (const Input& input : inputs) {
            view.take(input);
            // What they do next is meant for what this led to.
            changed = view.update(state, now);
        }
        for (const std::string& question : view.take_questions())
            source.ask(question);
        window.point(view.points_at_something());
        if (changed) {
            view.draw();
            pace.drawn(now, processor_time() - used);
        }
        watchdog.alive(std::chrono::steady_clock::now());
        window.wait(std::min<Duration>(
            {view.next_deadline() - clock_.now(), longest_sleep, watchdog.longest_silence()}));
    }
    Place place = view.place();
    place.window = window.place();
    keep(place);
    return end_of(window);
}

std::filesystem::path App::place_file() const {
    if (settings_.state_dir.empty() || preview_) return {};
    return state_file(settings_.state_dir, "window", to_text(settings_.server), settings_.screen);
}

Place App::recall_place() const {
    const auto file = place_file();
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) return {};
    auto place = read_file(file, largest_file).and_then(from_place_text);
    if (place) return std::move(*place);
    log_->warn("what the window showed last, kept in {}, is ignored: {}", file.string(),
               to_text(place.error()));
    return {};
}

void App::keep(const Place& place) const {
    const auto file = place_file();
    if (file.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (const auto written = replace_file(file, to_place_text(place)); !written)
        log_->warn("what the window shows is not kept: {}", to_text(written.error()));
}

}  // namespace waymark::wallboard
