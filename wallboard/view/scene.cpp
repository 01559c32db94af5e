#include "wallboard/view/scene.hpp"

#include <bit>
#include <concepts>
#include <string_view>

#include "shared/base/overloaded.hpp"

namespace waymark::wallboard {
namespace {

/// FNV-1a over the fields themselves, never over padding.
class Hash {
public:
    void add(std::string_view text) {
        add(text.size());
        for (const char c : text)
            step(static_cast<unsigned char>(c));
    }
    void add(std::integral auto value) { word(static_cast<std::uint64_t>(value)); }
    void add(float value) { word(std::bit_cast<std::uint32_t>(value)); }
    void add(State value) { word(static_cast<std::uint64_t>(value)); }
    void add(Glyph::Kind value) { word(static_cast<std::uint64_t>(value)); }
    void add(Color c) {
        word(std::uint64_t{c.r} | c.g << 8 | c.b << 16 | std::uint64_t{c.a} << 24);
    }
    void add(Spot spot) { add_all(spot.x, spot.y); }
    void add(const Rect& rect) { add_all(rect.x, rect.y, rect.w, rect.h); }
    void add(const TextStyle& s) {
        add_all(static_cast<int>(s.face), s.size, s.tabular, s.tracking);
    }

    void add(const TextRun& t) {
        add_all(t.x, t.baseline, t.style, t.color, std::string_view{t.text});
    }
    void add(const Box& b) { add_all(b.rect, b.fill, b.upper_radius, b.lower_radius); }
    void add(const Frame& f) { add_all(f.rect, f.color, f.radius, f.thickness); }
    void add(const Curve& c) {
        for (const Spot spot : c.spots)
            add(spot);
        add_all(c.floor, c.thickness, c.color);
    }
    void add(const Dashes& d) { add_all(d.from, d.length, d.thickness, d.color); }
    void add(const Bend& b) { add_all(b.from, b.to, b.thickness, b.dashed, b.color); }
    void add(const StateSign& s) { add_all(s.state, s.center, s.radius, s.color, s.ink); }
    void add(const Flake& f) { add_all(f.center, f.half_length, f.half_width, f.turn, f.color); }
    void add(const Glyph& g) { add_all(g.kind, g.center, g.radius, g.color); }

    std::uint64_t value() const { return hash_; }

private:
    template <class... Parts>
    void add_all(const Parts&... parts) {
        (add(parts), ...);
    }
    void step(std::uint64_t byte) { hash_ = (hash_ ^ byte) * 0x100000001b3ULL; }
    void word(std::uint64_t value) {
        step(value);
        step(value >> 32);
        hash_ ^= hash_ >> 29;
    }

    std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace

bool Rect::contains(const Rect& other) const {
    constexpr float slack = 0.51F;  // what rounding to whole pixels may add
    return other.x >= x - slack && other.y >= y - slack && other.right() <= right() + slack &&
           other.bottom() <= bottom() + slack;
}

bool Rect::overlaps(const Rect& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
}

std::uint64_t hash_of(const Widget& widget) {
    Hash hash;
    hash.add(widget.rect);
    for (const Item& item : widget.items) {
        hash.add(item.index());
        std::visit([&](const auto& part) { hash.add(part); }, item);
    }
    return hash.value();
}

void move(Item& item, Spot by) {
    const auto shift = [by](Spot& spot) {
        spot.x += by.x;
        spot.y += by.y;
    };
    const auto shift_rect = [by](Rect& rect) {
        rect.x += by.x;
        rect.y += by.y;
    };
    std::visit(Overloaded{[&](TextRun& run) {
                              run.x += by.x;
                              run.baseline += by.y;
                          },
                          [&](Box& box) { shift_rect(box.rect); },
                          [&](Frame& frame) { shift_rect(frame.rect); },
                          [&](Curve& curve) {
                              for (Spot& spot : curve.spots)
                                  shift(spot);
                              curve.floor += by.y;
                          },
                          [&](Dashes& dashes) { shift(dashes.from); },
                          [&](Bend& bend) {
                              shift(bend.from);
                              shift(bend.to);
                          },
                          [&](StateSign& sign) { shift(sign.center); },
                          [&](Glyph& glyph) { shift(glyph.center); },
                          [&](Flake& flake) { shift(flake.center); }},
               item);
}

Widget moved(Widget widget, Spot by) {
    widget.rect.x += by.x;
    widget.rect.y += by.y;
    for (Item& item : widget.items.edit())
        move(item, by);
    for (Touch& touch : widget.touches) {
        touch.rect.x += by.x;
        touch.rect.y += by.y;
    }
    widget.hash = hash_of(widget);
    return widget;
}

}  // namespace waymark::wallboard
