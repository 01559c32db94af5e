#include "wallboard/view/board_view.hpp"

#include "wallboard/view/layout.hpp"

namespace waymark::wallboard {
namespace {

const Screen* screen_of(const BoardState& state, const ScreenId& id) {
    if (!state.board()) return nullptr;
    const auto& screens = state.board()->desk.screens;
    const auto found = std::ranges::find(screens, id, &Screen::id);
    if (found != screens.end()) return &*found;
    return screens.empty() ? nullptr : &screens.front();
}

}  // namespace

BoardView::BoardView(ViewOptions options, Surface& surface)
    : options_(std::move(options)), surface_(surface) {
    damage_.everything = true;
}

bool BoardView::update(const BoardState& state, Time now) {
    Presented next = present(state, options_, now);
    const Screen* const screen = screen_of(state, options_.screen);
    hang(screen ? screen->turned : 0, now);
    const PixelSize size = turned_size(surface_.size(), glass_.turned);
    presented_.next_change = next.next_change;
    if (size != size_ || next.view != presented_.view) {
        DrawnScene scene = layout(next.view, size, surface_.text(), default_theme());
        if (options_.reduced_motion || (screen && screen->reduced_motion))
            fader_.stop();
        else
            fader_.take(scene_, scene, now);
        add_difference(damage_, scene_, scene);
        presented_ = std::move(next);
        scene_ = std::move(scene);
        size_ = size;
    }
    fader_.advance(scene_, damage_, now);
    return !damage_.empty();
}

void BoardView::hang(int turned, Time now) {
    Glass glass{.turned = options_.turned.value_or(turned), .light = light_};
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
