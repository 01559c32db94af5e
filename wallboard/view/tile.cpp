#include <algorithm>
#include <array>

#include "wallboard/view/panels.hpp"

namespace waymark::wallboard {
namespace {

constexpr float pad = 17;
constexpr float row = 39;
constexpr float title_row = 50;
constexpr float below = 10;  // between the last row and the border
constexpr float least_curve = 44;
constexpr float radius = 14;
constexpr float apart = 16;        // between texts on one row
constexpr float target_sign = 31;  // its sign and the space after it
constexpr float trend_room = 28;   // the arrow and the space after it
constexpr Setting word{Face::medium, {least_text}};

Color body_of(const Theme& theme, State state) {
    if (state == State::off_target) return theme.off_card;
    return state == State::at_risk ? theme.risk_card : theme.card;
}

Color curve_color(const Theme& theme, State state) {
    return is_judged(state) || state == State::no_target
               ? state == State::on_target || state == State::no_target ? theme.accent
                                                                        : state_color(theme, state)
               : theme.stale;
}

// Around the digits of a value; below them a decimal comma has room.
constexpr float above_value = 5;
float below_value(float size) {
    return std::max(7.0F, 0.18F * size - 6);
}
float height_of_value(float size) {
    return above_value + 0.73F * size + below_value(size);
}

/// What stands to the right of the value.
enum class Beside { age, curve };

/// Lays one tile from the top down.
class TileLayout {
public:
    TileLayout(const Sheet& sheet, const TileView& tile, Rect rect)
        : pen_(sheet, "tile " + tile.kpi.text, rect),
          tile_(tile),
          rect_(rect),
          left_(rect.x + pad),
          right_(rect.right() - pad),
          body_(body_of(sheet.theme, tile.state)),
          soft_(sheet.theme.soft_ink) {}

    Widget lay() {
        share_out_opening();
        card();
        title();
        if (rect_.h < full_tile_height) return lay_brief();
        const bool one_row = status_needs() <= width();
        // A tall tile has the curve in a row of its own, and more room for the why line.
        bool tall = true;
        auto why = why_lines(one_row ? 3 : 2);
        float spare = spare_with(why, one_row);
        if (spare < least_curve + height_of_value(84)) {
            tall = false;
            age_below_ = one_row;
            why = why_lines(one_row ? 2 : 1);
            spare = spare_with(why, one_row);
        }
        const float spark = tall ? std::clamp(spare * 0.42F, least_curve, 200.0F) : 0;
        value(spare - spark, tall ? Beside::age : Beside::curve);
        status(one_row);
        if (tall) {
            sparkline({left_, y_ + 6, right_ - left_, spark - 14});
            y_ += spark;
        }
        if (!one_row) target_row(!tall);
        why_rows(why);
        return pen_.finish();
    }

private:
    /// What is left for value and curve.
    float spare_with(const std::vector<FittedLine>& why, bool one_row) const {
        const float rows = static_cast<float>(why.size()) + (one_row ? 1 : 2);
        return rect_.bottom() - y_ - rows * row - below;
    }

    /// Without curve and why line; where the target does not fit beside the status, without that.
    Widget lay_brief() {
        value(rect_.bottom() - y_ - row - below, Beside::age);
        status(status_needs() <= width());
        return pen_.finish();
    }

    const Theme& theme() const { return pen_.theme(); }
    float width() const { return right_ - left_; }

    void card() {
        pen_.box(rect_, body_, radius, radius);
        if (tile_.state == State::at_risk) pen_.frame(rect_, theme().warn, radius, 2);
        if (tile_.state == State::off_target) pen_.frame(rect_, theme().bad, radius, 3);
    }

    void title() {
        const bool off = tile_.state == State::off_target;
        const float middle = rect_.y + title_row / 2;
        constexpr float sign = 15;
        const float text = left_ + 2 * sign + 10;
        if (off) {
            pen_.box({rect_.x, rect_.y, rect_.w, title_row}, theme().bad, radius, 0);
            pen_.dark_sign(tile_.state, left_, middle, sign);
        } else {
            pen_.sign(tile_.state, left_, middle, sign);
        }
        const auto line = pen_.fit(tile_.title, {off ? Face::semibold : Face::medium, {36, 34, 32}},
                                   right_ - text);
        pen_.put(line, text, middle, off ? theme().dark_ink : theme().ink,
                 off ? theme().bad : body_);
        y_ = rect_.y + title_row;
    }

    /// The value as large as `height` and the width allow; beside it the sparkline.
    void value(float height, Beside beside) {
        const bool spark_beside = beside == Beside::curve;
        static constexpr std::array<float, 11> sizes{280, 240, 200, 168, 140, 116,
                                                     96,  84,  76,  68,  60};
        const bool known = is_judged(tile_.state) || tile_.state == State::no_target ||
                           tile_.state == State::too_few;
        const float taken = spark_beside ? (tile_.spark.empty() ? 0 : 118) : age_needs() + apart;
        const float room = width() - taken;
        const auto unit = pen_.fit(tile_.unit, {Face::medium, {36, 32}}, width() / 2);
        const float unit_room = unit.text.empty() ? 0 : unit.width + 10;
        // Digits of a time are equally wide, so that one that counts does not move the rest.
        const bool counting = tile_.value.find(':') != std::string::npos;
        FittedLine number;
        for (const float size : sizes) {
            if (height_of_value(size) > height && size > sizes.back()) continue;
            number = pen_.fit(tile_.value, {Face::semibold, {size}, counting}, room - unit_room);
            if (number.text == tile_.value) break;
        }
        if (number.text != tile_.value)
            number = pen_.fit(tile_.value, {Face::semibold, {60, 48, 40, 32}}, room - unit_room);
        const float size = pen_.cap(number) / 0.73F;
        const float spare = std::max(0.0F, height - height_of_value(size)) / 2;
        const float middle = y_ + above_value + spare + pen_.cap(number) / 2;
        float x = pen_.put(number, left_ - 2, middle, known ? theme().ink : soft_, body_);
        // The unit stands on the number's line.
        x = pen_.put(unit, x + 10, middle + (pen_.cap(number) - pen_.cap(unit)) / 2, soft_, body_);
        if (!spark_beside) age(x + apart, middle + (pen_.cap(number) - pen_.cap(unit)) / 2);
        if (spark_beside && right_ - x - 22 >= 80)
            sparkline({x + 22, y_ + 10, right_ - x - 22, height - 18});
        y_ += height;
    }

    void sparkline(Rect at) {
        if (tile_.spark.empty() || at.h < 20) return;
        const Color color = curve_color(theme(), tile_.state);
        constexpr float dot = 9;
        const auto spot = [&](const SparkPoint& point) {
            return Spot{at.x + point.x * (at.w - dot), at.bottom() - point.y * at.h};
        };
        if (tile_.spark_target)
            pen_.dashes(at.x, at.bottom() - *tile_.spark_target * at.h, at.w, theme().stale);
        std::vector<Spot> spots;
        spots.reserve(tile_.spark.size());
        for (const SparkPoint& point : tile_.spark)
            spots.push_back(spot(point));
        pen_.curve(spots, at.bottom(), color);
    }

    FittedLine status_line() const { return pen_.fit(status_, {Face::semibold, {32}}, width()); }
    float status_room() const {
        const float trend = trend_needs();
        return width() - (trend > 0 ? trend + apart : 0);
    }
    FittedLine target_line() const { return pen_.fit(tile_.target, word, width()); }
    FittedLine change_line() const { return pen_.fit(tile_.change, word, width() / 2); }
    float trend_needs() const {
        return tile_.trend == Trend::none ? 0 : change_line().width + trend_room;
    }
    /// What status, target and trend take side by side.
    float status_needs() const {
        const float target = tile_.target.empty() ? 0 : apart + target_sign + target_line().width;
        const float trend = trend_needs();
        return status_line().width + target + trend + (trend > 0 ? apart : 0);
    }

    void status(bool with_target) {
        const float middle = y_ + row / 2;
        if (tile_.trend != Trend::none) {
            const auto change = change_line();
            pen_.put_right(change, right_, middle, theme().ink, body_);
            pen_.glyph(trend_glyph(), right_ - change.width - trend_room, middle, 10,
                       trend_color());
        }
        const auto line = pen_.fit(status_, {Face::semibold, {32}}, status_room());
        const float end = pen_.put(line, left_, middle, theme().ink, body_);
        if (with_target) target(end + apart, middle);
        y_ += row;
    }

    /// Returns where it ends.
    float target(float x, float middle) {
        if (tile_.target.empty()) return x;
        pen_.glyph(Glyph::Kind::target, x, middle, 11, soft_);
        return pen_.put(pen_.fit(tile_.target, word, right_ - x - target_sign), x + target_sign,
                        middle, soft_, body_);
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

    void target_row(bool with_age) {
        const float end = target(left_, y_ + row / 2);
        if (with_age) age(end + apart, y_ + row / 2);
        y_ += row;
    }

    float age_needs() const {
        return pen_.fit(tile_.age, word, width()).width + (tile_.late ? 32 : 0);
    }

    /// Right-aligned, not before `left`.
    void age(float left, float middle) {
        const auto line = pen_.fit(tile_.age, word, right_ - left);
        pen_.put_right(line, right_, middle, tile_.late ? theme().ink : soft_, body_);
        if (tile_.late && right_ - line.width - 32 > left)
            pen_.sign(State::at_risk, right_ - line.width - 32, middle, 11);
    }

    /// The opening stands beside the status, or else among the notes.
    void share_out_opening() {
        status_ = tile_.status;
        notes_ = tile_.notes;
        if (tile_.opening.empty()) return;
        const std::string both = tile_.status + " · " + tile_.opening;
        if (pen_.fit(both, {Face::semibold, {32}}, status_room()).text == both)
            status_ = both;
        else
            notes_.insert(notes_.begin(), Note{tile_.opening, ""});
    }

    /// The notes, and less and less of them.
    std::vector<std::string> note_texts() const {
        if (notes_.empty()) return {};
        std::string all;
        for (const Note& note : notes_)
            all += (all.empty() ? "" : " · ") + note.text;
        return {all, notes_.front().text,
                notes_.front().brief.empty() ? notes_.front().text : notes_.front().brief};
    }
    /// The same after what the value speaks of; that alone where there are no notes.
    std::vector<std::string> small_prints() const {
        auto texts = note_texts();
        if (texts.empty()) return {tile_.window};
        if (!tile_.window.empty()) texts.insert(texts.begin(), tile_.window + " · " + texts[0]);
        return texts;
    }

    /// Which of the lines has room for how much of that; the first thing to give way.
    std::pair<FittedLine, std::size_t> small_print(const std::vector<FittedLine>& lines,
                                                   const std::vector<std::string>& texts) const {
        const std::size_t free = lines.size() - (age_below_ ? 1 : 0);
        for (const std::string& text : texts) {
            const auto small = pen_.fit(text, word, width());
            for (std::size_t i = 0; i < free && small.text == text; ++i)
                if (small.width <= why_room() - lines[i].width - apart) return {small, i};
        }
        return {{}, lines.size()};
    }

    float why_room() const { return tile_.orphan ? width() - 32 : width(); }

    /// The CSF and its objective, on as many of `most` lines as it takes.
    std::vector<FittedLine> why_lines(std::size_t most) const {
        const float last =
            why_room() - (age_below_ && !tile_.age.empty() ? age_needs() + apart : 0);
        const std::string together =
            tile_.serves.empty() ? tile_.why : tile_.why + " · " + tile_.serves;
        const auto whole = pen_.fit(together, word, most == 1 ? why_room() : last);
        if (whole.text == together || most == 1 || tile_.serves.empty()) return {whole};
        auto lines = pen_.wrap(tile_.why, word, why_room(), most - 1);
        lines.push_back(pen_.fit(tile_.serves, word, last));
        return lines;
    }

    /// Makes room for the notes, where they have none: how a value came about matters more than
    /// what its CSF is for. Returns whether they stand in the last line now.
    bool yield_to_notes(std::vector<FittedLine>& lines) const {
        if (notes_.empty() || small_print(lines, note_texts()).second < lines.size()) return false;
        if (lines.size() == 1) {
            lines[0] = pen_.fit(tile_.why, word, why_room());
            return false;
        }
        const float room = why_room() - (age_below_ ? age_needs() + apart : 0);
        for (const std::string& text : note_texts()) {
            const auto note = pen_.fit(text, word, room);
            if (note.text != text) continue;
            lines.back() = note;
            return true;
        }
        return false;
    }

    void why_rows(std::vector<FittedLine> lines) {
        float left = left_;
        if (tile_.orphan) {
            pen_.sign(State::at_risk, left, y_ + row / 2, 11);
            left += 32;
        }
        const bool noted = yield_to_notes(lines);
        const auto [small, beside] =
            small_print(lines, noted ? std::vector{tile_.window} : small_prints());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const float end =
                pen_.put(lines[i], left, y_ + row / 2, tile_.orphan ? theme().ink : soft_, body_);
            if (age_below_ && i + 1 == lines.size()) age(end + apart, y_ + row / 2);
            if (i == beside && !small.text.empty())
                pen_.put_right(small, right_, y_ + row / 2, soft_, body_);
            y_ += row;
        }
    }

    Pen pen_;
    const TileView& tile_;
    Rect rect_;
    float left_;
    float right_;
    Color body_;
    Color soft_;
    float y_ = 0;
    std::string status_;
    std::vector<Note> notes_;
    bool age_below_ = false;  ///< in the last row; else beside the value or the target
};

}  // namespace

Widget lay_tile(const Sheet& sheet, const TileView& tile, Rect rect) {
    return TileLayout{sheet, tile, rect}.lay();
}

}  // namespace waymark::wallboard
