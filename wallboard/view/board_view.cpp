#include "wallboard/view/board_view.hpp"

#include <algorithm>

#include "wallboard/layout/layout.hpp"

namespace waymark::wallboard {

BoardView::BoardView(ViewOptions options, Surface& surface)
    : options_(std::move(options)),
      surface_(surface),
      layouter_(surface.text()),
      fader_(options_.fade_step) {
    damage_.everything = true;
}

bool BoardView::update(const BoardState& state, Time now) {
    // A wall that was paired learns only then which screen it is.
    if (!state.link().screen.empty()) options_.screen = state.link().screen;
    const Board* const board = state.board();
    const Screen* const screen = board ? screen_of(board->desk, options_.screen) : nullptr;
    Showing showing = look(state, screen, now);
    hang(screen ? screen->turned : 0, now);
    const bool as_before = state.version() == known_ && showing == showing_ &&
                           now >= presented_at_ && now < presented_.next_change &&
                           turned_size(surface_.size(), glass_.turned) == size_;
    showing_ = std::move(showing);
    if (!as_before) take(state, screen, now);
    fader_.advance(scene_, damage_, now);
    // What changes in the dark is not seen; the light's return draws everything.
    if (glass_.light <= 0 && !damage_.everything) damage_.clear();
    return !damage_.empty();
}

/// Says and lays out anew what differs from what is shown.
void BoardView::take(const BoardState& state, const Screen* screen, Time now) {
    Presented next = presenter_.present(state, options_, showing_, now);
    known_ = state.version();
    presented_at_ = now;
    presented_.next_change = next.next_change;
    const PixelSize size = turned_size(surface_.size(), glass_.turned);
    if (size == size_ && next.view == presented_.view) return;
    Laid laid = layouter_.lay(next.view, size, find_theme(next.view.theme));
    pages_ = laid.pages;
    if (!showing_.alarm && !showing_.celebration && !held_)
        rotation_.learn(showing_.scene, laid.pages);
    if (options_.reduced_motion || (screen && screen->reduced_motion))
        fader_.stop();
    else
        fader_.take(scene_, laid.scene, now);
    add_difference(damage_, scene_, laid.scene);
    presented_ = std::move(next);
    scene_ = std::move(laid.scene);
    size_ = size;
}

Showing BoardView::look(const BoardState& state, const Screen* screen, Time now) {
    Showing showing = rotation_.look(state, screen, now);
    const Board* const board = state.board();
    if (!board) return showing;
    if (held_) showing = *held_;
    // A window on somebody's desk does not go dark.
    if (options_.for_leads) screen = nullptr;
    const Time server_now = state.server_time(now);
    const NightNow night =
        screen ? night_at(screen->night, board->desk.clock, server_now) : NightNow{};
    const Orders& orders = state.orders();
    showing.until = std::min(showing.until, orders.next_change(now));
    night_ = orders.blanked()                        ? 0
             : night.brightness == Brightness::black ? 0
             : night.brightness == Brightness::dim   ? std::min(night_light, orders.light())
                                                     : orders.light();
    if (std::exchange(skips_, orders.skips()) != orders.skips()) celebration_.skip();
    if (night.until != Time::max())
        showing.until = std::min(showing.until, now + (night.until - server_now));
    showing.long_off = lingering_.look(*board, now);
    showing.until = std::min(showing.until, lingering_.next());
    const auto& milestones = board->readings.milestones;
    const bool may_celebrate = !held_ && !showing.alarm && std::min(night_, light_) > 0;
    showing.celebration =
        celebration_.look(milestones ? &*milestones : nullptr, may_celebrate, now);
    showing.until = std::min(showing.until, celebration_.next_begin());
    return showing;
}

std::optional<Celebrated> BoardView::take_celebrated() {
    if (!celebration_.take_change()) return std::nullopt;
    return celebration_.celebrated();
}

void BoardView::hang(int turned, Time now) {
    Glass glass{.turned = options_.turned.value_or(turned), .light = std::min(light_, night_)};
    if (options_.orbits) {
        glass = orbit(glass, surface_.size(), now);
        next_orbit_ = next_orbit(now);
    }
    if (glass != glass_) invalidate();
    glass_ = glass;
}

void BoardView::draw() {
    if (damage_.empty()) return;
    surface_.draw(scene_, damage_, glass_);
    damage_.clear();
}

void BoardView::invalidate() {
    damage_.everything = true;
    damage_.rects.clear();
}

}  // namespace waymark::wallboard
