#pragma once

#include <string>
#include <vector>

#include "wallboard/layout/pen.hpp"
#include "wallboard/layout/tile.hpp"

namespace waymark::wallboard {

/// Something a tile says below its value. It keeps `room` units, whatever it says just now, so that
/// nothing moves when a minute passes or a value changes.
struct Fact {
    enum class Kind { status, target, trend, why, serves, window, age, note };
    Kind kind = Kind::status;
    std::string text;
    float room = 0;
};

/// Facts side by side: those on the left edge and those on the right.
struct FactRow {
    std::vector<Fact> left;
    std::vector<Fact> right;
};

/// The facts of a tile in rows of `width` units: how it stands now, then why it is there. None is
/// cut: what is too long for a row goes on in the next.
struct FactRows {
    std::vector<FactRow> standing;
    std::vector<FactRow> reasons;
    std::size_t count() const { return standing.size() + reasons.size(); }
};
FactRows fact_rows(const Pen& pen, const TileView& tile, float width, Detail detail);

/// Between facts side by side, in units; and before the text of one: its sign.
inline constexpr float facts_apart = 16;
float sign_room(Fact::Kind kind);
Setting setting_of(Fact::Kind kind);

}  // namespace waymark::wallboard
