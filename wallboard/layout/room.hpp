#pragma once

#include "wallboard/present/scene_views.hpp"

namespace waymark::wallboard {

// Whether what was planned for `one` does for `other`: where it does, values, states and curves may
// differ and nothing moves.

bool has_room(const TileView& one, const TileView& other);
bool has_room(const std::vector<TileView>& one, const std::vector<TileView>& other);
bool has_room(const CharterView& one, const CharterView& other);
/// Whether all that changed is that some of what `other` says is longer.
bool only_grew(const std::vector<TileView>& one, const std::vector<TileView>& other);

}  // namespace waymark::wallboard
