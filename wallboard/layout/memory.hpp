#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "wallboard/layout/grid.hpp"
#include "wallboard/layout/room.hpp"
#include "wallboard/present/view.hpp"

namespace waymark::wallboard {

/// Results by name, each with what it was made of: asked for again with the same, it is not made
/// again.
template <class Result, class... Inputs>
class Recall {
public:
    template <class Make>
    const Result& get(std::string_view name, const Inputs&... inputs, const Make& make) {
        auto known = entries_.find(name);
        if (known == entries_.end()) {
            if (entries_.size() >= most) entries_.clear();
            known = entries_.emplace(name, Entry{{inputs...}, make()}).first;
        } else if (known->second.inputs != std::tie(inputs...)) {
            known->second = {{inputs...}, make()};
        }
        return known->second.result;
    }

private:
    struct Entry {
        std::tuple<Inputs...> inputs;
        Result result;
    };
    static constexpr std::size_t most = 500;
    std::map<std::string, Entry, std::less<>> entries_;
};

/// Which arrangement of a wall was chosen, and how its tiles are shared out.
struct WallPlan {
    std::size_t choice = 0;
    GridPlan grid;
};

/// Plans that hold as long as everything has room in them.
template <class Plan>
class Plans {
public:
    const Plan* find(const std::vector<TileView>& tiles, const CharterView& charter, Rect rect,
                     bool may_turn) const {
        for (const Entry& entry : entries_)
            if (entry.rect == rect && entry.may_turn == may_turn && has_room(entry.tiles, tiles) &&
                has_room(entry.charter, charter))
                return &entry.plan;
        return nullptr;
    }
    /// The newest one that is too small only because something grew.
    const Plan* outgrown(const std::vector<TileView>& tiles, const CharterView& charter, Rect rect,
                         bool may_turn) const {
        for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry)
            if (entry->rect == rect && entry->may_turn == may_turn &&
                only_grew(entry->tiles, tiles) && has_room(entry->charter, charter))
                return &entry->plan;
        return nullptr;
    }
    void keep(const std::vector<TileView>& tiles, const CharterView& charter, Rect rect,
              bool may_turn, const Plan& plan) {
        if (entries_.size() >= most) entries_.erase(entries_.begin());
        entries_.push_back({tiles, charter, rect, may_turn, plan});
    }

private:
    struct Entry {
        std::vector<TileView> tiles;
        CharterView charter;
        Rect rect;
        bool may_turn;
        Plan plan;
    };
    static constexpr std::size_t most = 40;
    std::vector<Entry> entries_;
};

/// What a layout keeps from one frame to the next, for one size, theme and distance, so that what
/// did not change is not laid out again. Without it a layout comes out the same, only later.
struct LayoutMemory {
    Recall<Widget, HeaderView, Rect> headers;
    Recall<float, HeaderView, float> header_heights;
    Recall<Widget, StripView, Rect> strips;
    Recall<float, StripView, float> strip_heights;
    Recall<Widget, BottomView, std::string, Rect> bottoms;
    Recall<float, BottomView, std::string, float> bottom_heights;
    Recall<Widget, StatementView, float, Rect> statements;
    Recall<float, StatementView, float, float> statement_heights;
    Recall<Widget, StatementView, CharterView, Rect, int> objectives;
    Recall<Widget, CharterView, Rect> objective_strips;
    Recall<Widget, TileView, Rect, Detail, TileType> tiles;
    Plans<GridPlan> grids;
    Plans<WallPlan> walls;
};

}  // namespace waymark::wallboard
