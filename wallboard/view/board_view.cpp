#include "wallboard/view/board_view.hpp"

#include "wallboard/view/layout.hpp"

namespace waymark::wallboard {

BoardView::BoardView(ViewOptions options, Surface& surface)
    : options_(std::move(options)), surface_(surface) {
    damage_.everything = true;
}

bool BoardView::update(const BoardState& state, Time now) {
    Presented next = present(state, options_, now);
    const PixelSize size = surface_.size();
    presented_.next_change = next.next_change;
    if (size == size_ && next.view == presented_.view) return !damage_.empty();
    DrawnScene scene = layout(next.view, size, surface_.text(), default_theme());
    add_difference(damage_, scene_, scene);
    presented_ = std::move(next);
    scene_ = std::move(scene);
    size_ = size;
    return !damage_.empty();
}

void BoardView::draw() {
    if (damage_.empty()) return;
    surface_.draw(scene_, damage_);
    damage_.clear();
}

void BoardView::invalidate() {
    damage_.everything = true;
    damage_.rects.clear();
}

}  // namespace waymark::wallboard
