#include "wallboard/layout/tile.hpp"

#include <algorithm>

#include "wallboard/layout/card.hpp"
#include "wallboard/layout/tile_facts.hpp"

namespace waymark::wallboard {
namespace {

constexpr float pad = 17;
constexpr float row = 36;
constexpr float below = 10;  // between the last row and the border
constexpr float least_curve = 44;
constexpr float least_curve_width = 96;
constexpr float wide_curve = 160;  // beside a value when it needs no room of its own
constexpr float radius = card_radius;
constexpr float title_sign = 15;
constexpr float title_left = 2 * title_sign + 10;

Color curve_color(const Theme& theme, State state) {
    if (state == State::at_risk || state == State::off_target) return state_color(theme, state);
    return state == State::on_target || state == State::no_target ? theme.accent : theme.stale;
}

// Around the digits of a value; below them a decimal comma has room.
constexpr float above_value = 5;
float below_value(float size) {
    return std::max(7.0F, 0.18F * size - 4);
}

Color between(Color one, Color other) {
    const auto middle = [](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>((a + b) / 2);
    };
    return {middle(one.r, other.r), middle(one.g, other.g), middle(one.b, other.b), one.a};
}

/// Lines are broken as for the heavier face, so that a state that changes moves nothing.
Setting title_setting(float wished, float least) {
    return {Face::semibold, wished, least, false};
}

/// What a tile's title may look like, the best first.
struct TitleTry {
    std::size_t lines;
    float wished, least;
};
constexpr TitleTry title_tries[] = {{1, label_text, 34},         {2, label_text, 34},
                                    {1, 34, least_text},         {2, 36, least_text},
                                    {2, least_text, least_text}, {3, 36, least_text}};

float height_of_title(std::size_t lines, float size) {
    return lines == 1 ? std::max(50.0F, size + 12) : static_cast<float>(lines) * (size + 3) + 10;
}

}  // namespace

float height_of_value(float size) {
    return above_value + 0.73F * size + below_value(size);
}

float height_of_rows(std::size_t rows) {
    return static_cast<float>(rows) * row + below;
}

namespace {

/// Lays one tile from the top down; the same steps tell whether all of it fits.
class TileLayout {
public:
    TileLayout(const Sheet& sheet, const TileView& tile, Rect rect, Detail detail,
               const TileType& type)
        : pen_(sheet, "tile " + tile.kpi.text, rect),
          tile_(tile),
          type_(type),
          rect_(rect),
          left_(rect.x + pad),
          right_(rect.right() - pad),
          body_(card_color(sheet.theme, tile.state)),
          soft_(sheet.theme.soft_ink),
          curve_((detail == Detail::everything || type.curve_beside) && !tile.spark.empty()),
          facts_(fact_rows(pen_, tile, rect.w - 2 * pad, detail)),
          standing_(std::max(facts_.standing.size(), type.standing)) {
        const std::size_t reasons = std::max(facts_.reasons.size(), type.reasons);
        rows_height_ = height_of_rows(standing_ + reasons);
        choose_title();
        title_height_ = std::max(title_height_, type.title_height);
    }

    bool fits() const {
        if (width() < 120 || !title_whole_) return false;
        const float spare = rect_.h - title_height_ - rows_height_;
        if (spare < height_of_value(value_text)) return false;
        const float number = number_width(value_text);
        if (number > width()) return false;
        if (!curve_) return true;
        return tall(spare) || number + least_curve_width <= width();
    }

    TileType type() const {
        const float spare = rect_.h - title_height_ - rows_height_;
        const bool own_row = has_own_row(spare);
        const float spark = own_row ? std::clamp(spare * 0.42F, least_curve, 200.0F) : 0;
        const float size = value_size(spare - spark, curve_ && !own_row);
        return {title_size(),
                size,
                title_height_,
                standing_,
                facts_.reasons.size(),
                !tile_.spark.empty() && number_width(size) + 16 + wide_curve <= width()};
    }

    Widget lay() {
        card();
        title();
        const float spare = rect_.bottom() - y_ - rows_height_;
        const bool own_row = has_own_row(spare);
        const float spark = own_row ? std::clamp(spare * 0.42F, least_curve, 200.0F) : 0;
        value(spare - spark, curve_ && !own_row);
        const float standing_end = y_ + static_cast<float>(standing_) * row;
        put_rows(facts_.standing);
        const float reasons = static_cast<float>(facts_.reasons.size()) * row;
        y_ = rect_.bottom() - below - reasons;
        if (own_row) sparkline({left_, standing_end + 6, right_ - left_, y_ - standing_end - 14});
        put_rows(facts_.reasons);
        return pen_.finish();
    }

private:
    const Theme& theme() const { return pen_.theme(); }
    float width() const { return right_ - left_; }
    bool has_own_row(float spare) const { return curve_ && !type_.curve_beside && tall(spare); }
    static bool tall(float spare) { return spare >= least_curve + height_of_value(84); }

    void choose_title() {
        const float room = width() - title_left;
        const float budget = rect_.h - rows_height_ - height_of_value(value_text);
        for (const TitleTry& each : title_tries) {
            const float wished = std::min(each.wished, type_.title);
            const float least = std::min(each.least, type_.title);
            const Setting setting = title_setting(wished, least);
            if (each.lines == 1)
                title_ = {pen_.fit(tile_.title, setting, room)};
            else
                title_ = pen_.wrap(tile_.title, setting, room, each.lines);
            title_whole_ = all_whole(title_);
            const float size = pen_.em(title_.front());
            title_height_ = height_of_title(title_.size(), size);
            if (title_whole_ && title_height_ <= budget) return;
        }
    }

    void card() {
        pen_.box(rect_, body_, radius, radius);
        if (tile_.state == State::at_risk) pen_.frame(rect_, theme().warn, radius, 2);
        if (tile_.state == State::off_target) pen_.frame(rect_, theme().bad, radius, 3);
    }

    void title() {
        const bool off = tile_.state == State::off_target && !tile_.outlined;
        const float own = height_of_title(title_.size(), title_size());
        const float step = (own - 10) / static_cast<float>(title_.size());
        float middle = rect_.y + 5 + step / 2;
        if (off) {
            pen_.box({rect_.x, rect_.y, rect_.w, own}, theme().bad, radius, 0);
            pen_.dark_sign(tile_.state, left_, middle, title_sign);
        } else {
            pen_.sign(tile_.state, left_, middle, title_sign);
        }
        for (FittedLine& line : title_) {
            if (!off) line.style.face = Face::medium;
            pen_.put(line, left_ + title_left, middle, off ? theme().dark_ink : theme().ink,
                     off ? theme().bad : body_);
            middle += step;
        }
        y_ = rect_.y + title_height_;
    }

    /// Digits of a time are equally wide, so that one that counts does not move the rest.
    Setting number_setting(float wished, float least) const {
        return {Face::semibold, wished, least, tile_.value.find(':') != std::string::npos};
    }
    Setting unit_setting() const { return {Face::medium, 36, least_text, false}; }
    float unit_width() const {
        return tile_.unit.empty() ? 0 : pen_.width(tile_.unit, unit_setting()) + 10;
    }
    /// Of the widest number it is likely to become.
    float number_width(float size) const {
        const Setting setting = number_setting(size, size);
        return std::max(pen_.width(tile_.value_reserve, setting),
                        pen_.width(tile_.value, setting)) +
               unit_width();
    }

    float title_size() const { return pen_.em(title_.front()); }
    float value_size(float height, bool spark_beside) const {
        const float room = width() - (spark_beside ? least_curve_width : 0);
        float size = type_.value;
        while (size > value_text && (height_of_value(size) > height || number_width(size) > room))
            size = std::max(value_text, size * 0.94F);
        return size;
    }

    /// The value as large as `height` and the width allow; beside it the sparkline.
    void value(float height, bool spark_beside) {
        const bool known = is_judged(tile_.state) || tile_.state == State::no_target ||
                           tile_.state == State::too_few;
        const float size = value_size(height, spark_beside);
        const auto number =
            pen_.fit(tile_.value, number_setting(size, least_text), width() - unit_width());
        const auto unit = pen_.fit(tile_.unit, unit_setting(), width() - number.width - 10);
        const float spare = std::max(0.0F, height - height_of_value(size)) / 2;
        const float middle = y_ + above_value + spare + pen_.cap(number) / 2;
        const Color ink = !known ? soft_ : tile_.late ? between(theme().ink, soft_) : theme().ink;
        float x = pen_.put_value(number, left_ - 2, middle, ink, body_);
        // The unit stands on the number's line.
        x = pen_.put(unit, x + 10, middle + (pen_.cap(number) - pen_.cap(unit)) / 2, soft_, body_);
        const float curve_left = std::max(x, left_ + number_width(size)) + 16;
        if (spark_beside && right_ - curve_left >= least_curve_width - 20)
            sparkline({curve_left, y_ + 10, right_ - curve_left, height - 18});
        y_ += height;
    }

    void sparkline(Rect at) {
        if (at.h < 20) return;
        constexpr float dot = 9;
        if (tile_.spark_target)
            pen_.dashes(at.x, at.bottom() - *tile_.spark_target * at.h, at.w, theme().stale);
        std::vector<Spot> spots;
        spots.reserve(tile_.spark.size());
        for (const SparkPoint& point : tile_.spark)
            spots.push_back({at.x + point.x * (at.w - dot), at.bottom() - point.y * at.h});
        pen_.curve(spots, at.bottom(), curve_color(theme(), tile_.state));
        for (const SparkMark& mark : tile_.spark_marks) {
            const float x = at.x + mark.x * (at.w - dot);
            pen_.box({x - 0.75F, at.y + 12, 1.5F, at.h - 12}, theme().stale, 0, 0);
            pen_.glyph(mark.incident ? Glyph::Kind::incident : Glyph::Kind::release, x - 7,
                       at.y + 5, 7, theme().ink);
        }
    }

    Glyph::Kind trend_glyph() const {
        if (tile_.trend == Trend::steady) return Glyph::Kind::steady;
        if (tile_.trend == Trend::worse) return tile_.rising ? Glyph::Kind::up : Glyph::Kind::down;
        return tile_.rising ? Glyph::Kind::up_hollow : Glyph::Kind::down_hollow;
    }
    Color trend_color() const {
        if (tile_.trend == Trend::steady) return soft_;
        return tile_.trend == Trend::worse ? theme().bad : theme().good;
    }

    /// `x` is where the fact's sign begins; returns where it ends.
    float put_fact(const Fact& fact, float x, float middle) {
        const float sign = sign_room(fact.kind);
        if (fact.kind == Fact::Kind::target) pen_.glyph(Glyph::Kind::target, x, middle, 11, soft_);
        if (fact.kind == Fact::Kind::trend) pen_.glyph(trend_glyph(), x, middle, 10, trend_color());
        const bool strong = fact.kind == Fact::Kind::status || fact.kind == Fact::Kind::trend ||
                            (fact.kind == Fact::Kind::age && tile_.late) ||
                            (fact.kind == Fact::Kind::why && tile_.orphan);
        const auto line = pen_.fit(fact.text, setting_of(fact.kind), right_ - x - sign);
        return pen_.put(line, x + sign, middle, strong ? theme().ink : soft_, body_);
    }

    /// A dot between facts that would read as one.
    void put_dot(const Fact& fact, const Fact& next, float x, float middle) {
        using Kind = Fact::Kind;
        const bool reads_as_one = (fact.kind == Kind::why && next.kind == Kind::serves) ||
                                  (fact.kind == Kind::window && next.kind == Kind::age);
        if (!reads_as_one) return;
        const auto dot = pen_.fit("·", setting_of(fact.kind), facts_apart);
        pen_.put(dot, x + (facts_apart - dot.width) / 2, middle, soft_, body_);
    }

    void put_from_left(const std::vector<Fact>& facts, float middle) {
        float x = left_;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            x = put_fact(facts[i], x, middle);
            if (i + 1 < facts.size()) put_dot(facts[i], facts[i + 1], x, middle);
            x += facts_apart;
        }
    }

    void put_from_right(const std::vector<Fact>& facts, float middle) {
        float right = right_;
        for (std::size_t i = facts.size(); i > 0; --i) {
            const Fact& fact = facts[i - 1];
            const float own = pen_.width(fact.text, setting_of(fact.kind)) + sign_room(fact.kind);
            put_fact(fact, right - own, middle);
            right -= own + facts_apart;
            if (i > 1) put_dot(facts[i - 2], fact, right, middle);
        }
    }

    void put_rows(const std::vector<FactRow>& rows) {
        for (const FactRow& each : rows) {
            const float middle = y_ + row / 2;
            put_from_left(each.left, middle);
            // With nothing on the left, what would stand on the right begins there.
            if (each.left.empty())
                put_from_left(each.right, middle);
            else
                put_from_right(each.right, middle);
            y_ += row;
        }
    }

    Pen pen_;
    const TileView& tile_;
    TileType type_;
    Rect rect_;
    float left_;
    float right_;
    Color body_;
    Color soft_;
    bool curve_;
    FactRows facts_;
    std::size_t standing_;
    std::vector<FittedLine> title_;
    bool title_whole_ = true;
    float title_height_ = 0;
    float rows_height_ = 0;
    float y_ = 0;
};

}  // namespace

bool tile_fits(const Sheet& sheet, const TileView& tile, float width, float height, Detail detail) {
    return TileLayout{sheet, tile, {0, 0, width, height}, detail, {}}.fits();
}

TileType tile_type(const Sheet& sheet, const TileView& tile, float width, float height,
                   Detail detail, const TileType& common) {
    return TileLayout{sheet, tile, {0, 0, width, height}, detail, common}.type();
}

Widget lay_tile(const Sheet& sheet, const TileView& tile, Rect rect, Detail detail,
                const TileType& type) {
    return TileLayout{sheet, tile, rect, detail, type}.lay();
}

}  // namespace waymark::wallboard
