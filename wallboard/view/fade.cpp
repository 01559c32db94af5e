#include "wallboard/view/fade.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

namespace waymark::wallboard {
namespace {

std::uint64_t name_of(const Widget& widget) {
    return std::hash<std::string_view>{}(widget.name);
}

const TextRun* fading(const Item& item) {
    const auto* run = std::get_if<TextRun>(&item);
    return run && run->fades ? run : nullptr;
}

/// The n-th fading run of a widget: its index among the items, or their number.
std::size_t find_run(const Widget& widget, std::size_t nth) {
    std::size_t at = 0;
    for (; at < widget.items.size(); ++at)
        if (fading(widget.items[at]) && nth-- == 0) break;
    return at;
}

}  // namespace

void Fader::take(const DrawnScene& shown, const DrawnScene& next, Time now) {
    std::erase_if(changes_,
                  [&](const Change& each) { return now >= each.at + fade_apart || now < each.at; });
    if (shown.size != next.size) return stop();
    const std::size_t both = std::min(shown.widgets.size(), next.widgets.size());
    for (std::size_t i = 0; i < both; ++i) {
        const Widget& before = shown.widgets[i];
        const Widget& after = next.widgets[i];
        if (before.hash == after.hash || before.name != after.name || before.rect != after.rect)
            continue;
        for (std::size_t nth = 0;; ++nth) {
            const std::size_t from = find_run(before, nth), to = find_run(after, nth);
            if (from == before.items.size() || to == after.items.size()) break;
            changed({name_of(after), nth}, *fading(before.items[from]), *fading(after.items[to]),
                    now);
        }
    }
}

void Fader::changed(const Key& key, const TextRun& from, const TextRun& to, Time now) {
    if (from.text == to.text && from.behind == to.behind) return;
    std::erase_if(running_, [&](const Running& each) { return each.key == key; });
    const auto last = std::ranges::find(changes_, key, &Change::key);
    const bool moves_all_the_time = last != changes_.end();
    if (moves_all_the_time)
        last->at = now;
    else
        changes_.push_back({key, now});
    if (!moves_all_the_time && from.behind == to.behind) running_.push_back({key, from, now});
}

void Fader::advance(DrawnScene& scene, Damage& damage, Time now) {
    scene.fades.clear();
    next_ = Time::max();
    std::erase_if(running_, [&](const Running& each) {
        const auto widget = std::ranges::find(scene.widgets, each.key.widget, name_of);
        if (widget == scene.widgets.end()) return true;
        const std::size_t item = find_run(*widget, each.key.run);
        if (item == widget->items.size()) return true;
        const Duration passed = now - each.since + step_;
        const bool over = now < each.since || passed >= fade_length;
        for (const Item& part : {Item{each.from}, widget->items[item]})
            add_rect(damage, intersection(extent_of(part), widget->rect), scene.size);
        if (over) return true;
        scene.fades.push_back({static_cast<std::size_t>(widget - scene.widgets.begin()), item,
                               each.from,
                               static_cast<float>(in_seconds(passed) / in_seconds(fade_length))});
        next_ = now + step_;
        return false;
    });
}

void Fader::stop() {
    running_.clear();
    next_ = Time::max();
}

}  // namespace waymark::wallboard
