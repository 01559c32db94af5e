#pragma once

#include "wallboard/layout/pen.hpp"
#include "wallboard/present/scene_views.hpp"

namespace waymark::wallboard {

/// What a tile leaves out for want of room: each step one thing more, in this order. Its sign,
/// title, value, status and age always stay.
enum class Detail {
    everything,
    no_curve,
    no_trend,
    no_target,
    no_why,     ///< neither CSF nor objective
    essential,  ///< no window and no notes
};

/// What a value of that em takes, and rows of facts, in units.
float height_of_value(float size);
float height_of_rows(std::size_t rows);

/// Whether all that is left can be legible on a tile of that size, in units.
bool tile_fits(const Sheet& sheet, const TileView& tile, float width, float height, Detail detail);

/// How large titles and values of tiles side by side are set and where: alike, so that the eye
/// compares values and not letters.
struct TileType {
    float title = label_text;  ///< most of one line
    float value = 280;
    float title_height = 0;     ///< at least
    std::size_t standing = 0;   ///< rows below the value, at least
    std::size_t reasons = 0;    ///< rows below those, at least
    bool curve_beside = false;  ///< there is room beside the value for a curve that was left out
    bool operator==(const TileType&) const = default;
};
/// The largest type that does for the tile when it is set within `common`.
TileType tile_type(const Sheet& sheet, const TileView& tile, float width, float height,
                   Detail detail, const TileType& common);

Widget lay_tile(const Sheet& sheet, const TileView& tile, Rect rect, Detail detail,
                const TileType& type);

}  // namespace waymark::wallboard
