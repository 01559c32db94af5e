#include "wallboard/layout/tile_facts.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

constexpr std::size_t most_pieces = 3;

/// Makes facts of texts and puts them into rows.
class Packer {
public:
    Packer(const Pen& pen, float width) : pen_(pen), width_(width) {}

    /// The text as one fact, or as several where it is longer than a row. `reserve` is the longest
    /// it is likely to become; never mind when that is too long.
    std::vector<Fact> facts(Fact::Kind kind, const std::string& text,
                            const std::string& reserve) const {
        if (text.empty()) return {};
        const Setting setting = setting_of(kind);
        const float sign = sign_room(kind);
        const float own = pen_.width(text, setting) + sign;
        const float reserved = reserve.empty() ? own : pen_.width(reserve, setting) + sign;
        if (own <= width_) return {{kind, text, std::min(std::max(own, reserved), width_)}};
        std::vector<Fact> pieces;
        for (const FittedLine& piece : pen_.wrap(text, setting, width_ - sign, most_pieces))
            pieces.push_back({kind, piece.text, piece.width + sign});
        return pieces;
    }

    /// Each fact into the last row, or else into one more.
    std::vector<FactRow> in_turn(const std::vector<Fact>& left,
                                 const std::vector<Fact>& right) const {
        std::vector<FactRow> rows;
        for (const Fact& fact : left)
            (has_room(rows, fact) ? rows.back() : rows.emplace_back()).left.push_back(fact);
        std::vector<FactRow> together = rows;
        bool all = !together.empty();
        for (const Fact& fact : right) {
            all = all && has_room(together, fact);
            if (all) together.back().right.push_back(fact);
        }
        if (all) return together;
        // What stands on the right belongs together.
        if (!right.empty()) rows.emplace_back();
        for (const Fact& fact : right)
            (has_room(rows, fact) ? rows.back() : rows.emplace_back()).right.push_back(fact);
        return rows;
    }

    /// One fact on the left of each row and one on the right; those on the right stand in the first
    /// rows or in the last ones, and in one of their own where there is no room. All in one row, if
    /// they fit.
    std::vector<FactRow> in_pairs(const std::vector<Fact>& left, const std::vector<Fact>& right,
                                  bool right_first) const {
        auto together = in_turn(left, right);
        if (together.size() <= 1) return together;
        std::vector<FactRow> rows;
        for (const Fact& fact : left)
            rows.push_back({{fact}, {}});
        const std::size_t first =
            right_first || rows.size() <= right.size() ? 0 : rows.size() - right.size();
        for (std::size_t i = 0; i < right.size(); ++i) {
            const std::size_t at = first + i;
            const bool fits =
                at < rows.size() && used(rows[at]) + facts_apart + right[i].room <= width_;
            (fits ? rows[at] : rows.emplace_back()).right.push_back(right[i]);
        }
        return rows.size() <= together.size() ? rows : together;
    }

private:
    static float used(const FactRow& row) {
        float width = -facts_apart;
        for (const auto* side : {&row.left, &row.right})
            for (const Fact& fact : *side)
                width += fact.room + facts_apart;
        return width;
    }

    bool has_room(const std::vector<FactRow>& rows, const Fact& fact) const {
        return !rows.empty() && used(rows.back()) + facts_apart + fact.room <= width_;
    }

    const Pen& pen_;
    const float width_;
};

void add(std::vector<Fact>& facts, std::vector<Fact> more) {
    for (Fact& fact : more)
        facts.push_back(std::move(fact));
}

}  // namespace

float sign_room(Fact::Kind kind) {
    switch (kind) {
        case Fact::Kind::target:
            return 31;
        case Fact::Kind::trend:
            return 28;
        default:
            return 0;
    }
}

Setting setting_of(Fact::Kind kind) {
    return {kind == Fact::Kind::status ? Face::semibold : Face::medium, least_text, least_text,
            false};
}

FactRows fact_rows(const Pen& pen, const TileView& tile, float width, Detail detail) {
    using Kind = Fact::Kind;
    const bool why = detail < Detail::no_why;
    const bool small_print = detail < Detail::essential;
    const Packer packer{pen, width};
    std::vector<Fact> now = packer.facts(Kind::status, tile.status, tile.status_reserve);
    if (detail < Detail::no_target) add(now, packer.facts(Kind::target, tile.target, ""));
    add(now, packer.facts(Kind::note, tile.opening, ""));
    std::vector<Fact> beside;
    if (detail < Detail::no_trend && tile.trend != Trend::none)
        beside = packer.facts(Kind::trend, tile.change, tile.change_reserve);
    std::vector<Fact> reasons, small;
    if (small_print)
        for (const Note& note : tile.notes) {
            const bool fits = pen.width(note.text, setting_of(Kind::note)) <= width;
            const bool whole = fits || note.brief.empty();
            add(reasons, packer.facts(Kind::note, whole ? note.text : note.brief, ""));
        }
    if (why) add(reasons, packer.facts(Kind::why, tile.why, ""));
    if (why) add(reasons, packer.facts(Kind::serves, tile.serves, ""));
    if (small_print) small = packer.facts(Kind::window, tile.window, "");
    add(small, packer.facts(Kind::age, tile.age, tile.age_reserve));
    // With nothing else below, the age stands beside the status.
    if (reasons.empty()) {
        add(beside, std::move(small));
        return {packer.in_turn(now, beside), {}};
    }
    return {packer.in_pairs(now, beside, true), packer.in_pairs(reasons, small, false)};
}

}  // namespace waymark::wallboard
