#include "wallboard/view/glyph_atlas.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

constexpr int solid = 4;    // pixels of full coverage in the corner
constexpr int padding = 1;  // between glyphs, so that they don't bleed
constexpr int first_side = 1024;
constexpr int longest_side = 4096;  // what every OpenGL 3.3 driver takes

}  // namespace

int shifts_of(int size) {
    return size < 48 ? 4 : size < 96 ? 2 : 1;
}

GlyphAtlas::GlyphAtlas(const Fonts& fonts) : fonts_(fonts) {
    clear(first_side, first_side);
}

void GlyphAtlas::clear(int width, int height) {
    width_ = width;
    height_ = height;
    entries_.clear();
    coverage_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    for (int y = 0; y < solid; ++y)
        std::fill_n(coverage_.begin() + static_cast<std::ptrdiff_t>(y) * width, solid, 255);
    shelf_x_ = solid + padding;
    shelf_y_ = 0;
    shelf_height_ = solid;
    changed_first_ = 0;
    changed_last_ = height;
    ++generation_;
}

bool GlyphAtlas::place(int w, int h, Entry& entry) {
    if (shelf_x_ + w + padding > width_) {
        shelf_x_ = 0;
        shelf_y_ += shelf_height_ + padding;
        shelf_height_ = 0;
    }
    if (shelf_y_ + h + padding > height_) return false;
    entry.x = shelf_x_;
    entry.y = shelf_y_;
    shelf_x_ += w + padding;
    shelf_height_ = std::max(shelf_height_, h);
    return true;
}

const GlyphAtlas::Entry& GlyphAtlas::find(std::uint32_t font, std::uint32_t glyph, int size,
                                          int shift) {
    const std::uint64_t key = std::uint64_t{font} << 60 | std::uint64_t{glyph} << 24 |
                              static_cast<std::uint64_t>(size) << 4 |
                              static_cast<std::uint64_t>(shift);
    const auto known = entries_.find(key);
    if (known != entries_.end()) return known->second;
    const GlyphBitmap bitmap = fonts_.rasterise(font, glyph, size, static_cast<float>(shift) / 4);
    Entry entry{0, 0, bitmap.width, bitmap.height, bitmap.left, bitmap.top};
    if (bitmap.width > width_ || !place(bitmap.width, bitmap.height, entry)) {
        // Full: start again, larger while that is possible. The next frame draws it all anew.
        clear(std::min(width_ * 2, longest_side), std::min(height_ * 2, longest_side));
        if (bitmap.width > width_ || !place(bitmap.width, bitmap.height, entry))
            entry.w = entry.h = 0;
    }
    for (int row = 0; row < entry.h; ++row)
        std::copy_n(
            bitmap.coverage.begin() + static_cast<std::ptrdiff_t>(row) * bitmap.width, bitmap.width,
            coverage_.begin() + static_cast<std::ptrdiff_t>(entry.y + row) * width_ + entry.x);
    if (entry.h > 0) {
        changed_first_ = std::min(changed_first_, entry.y);
        changed_last_ = std::max(changed_last_, entry.y + entry.h);
    }
    return entries_.emplace(key, entry).first->second;
}

std::pair<int, int> GlyphAtlas::take_changed_rows() {
    const std::pair changed{changed_first_, std::max(changed_first_, changed_last_)};
    changed_first_ = height_;
    changed_last_ = 0;
    return changed;
}

}  // namespace waymark::wallboard
