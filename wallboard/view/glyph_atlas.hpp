#pragma once

#include <cstdint>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "wallboard/view/fonts.hpp"

namespace waymark::wallboard {

/// The glyphs in use, as coverage in one image that grows as they come; its first pixels are
/// solid, for shapes without a texture. One thread.
class GlyphAtlas {
public:
    explicit GlyphAtlas(const Fonts& fonts);

    /// Where a glyph is: in the image, and from the pen to its upper left corner.
    struct Entry {
        int x = 0, y = 0, w = 0, h = 0;
        int left = 0, top = 0;
    };
    /// The glyph at `size` pixels with its pen `shift` quarters of a pixel after a whole one. May
    /// move all others: then `generation` changes, and earlier entries are void.
    const Entry& find(std::uint32_t font, std::uint32_t glyph, int size, int shift);

    int generation() const { return generation_; }
    int width() const { return width_; }
    int height() const { return height_; }
    const std::vector<std::uint8_t>& coverage() const { return coverage_; }
    /// The rows that changed since the last call, [first, last); empty: none.
    std::pair<int, int> take_changed_rows();

private:
    void clear(int width, int height);
    bool place(int w, int h, Entry& entry);

    const Fonts& fonts_;
    boost::unordered_flat_map<std::uint64_t, Entry> entries_;
    std::vector<std::uint8_t> coverage_;
    int width_ = 0;
    int height_ = 0;
    int generation_ = 0;
    int shelf_x_ = 0;
    int shelf_y_ = 0;
    int shelf_height_ = 0;
    int changed_first_ = 0;
    int changed_last_ = 0;
};

/// How finely glyphs of a size are placed between whole pixels: quarters are `4`, `1` is not at
/// all. Large ones need less, and take more room.
int shifts_of(int size);

}  // namespace waymark::wallboard
