#include "wallboard/leads/navigator.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace waymark::wallboard {
namespace {

constexpr std::size_t longest_trail = 50;
constexpr float rows_a_step = 3;

bool contains(const Rect& rect, Spot spot) {
    return spot.x >= rect.x && spot.x < rect.right() && spot.y >= rect.y && spot.y < rect.bottom();
}

std::optional<std::size_t> touch_at(const Seen& seen, Spot spot) {
    for (std::size_t i = seen.touches.size(); i > 0; --i)
        if (contains(seen.touches[i - 1].rect, spot)) return i - 1;
    return std::nullopt;
}

bool is_chart(const Touch& touch) {
    return touch.about.kind == About::Kind::chart;
}

}  // namespace

std::optional<std::pair<SceneId, int>> Navigator::held() const {
    if (!place_.scene.empty()) return std::pair{place_.scene, page_};
    if (has_panel() && !opened_over_.empty()) return std::pair{opened_over_, opened_page_};
    return std::nullopt;
}

void Navigator::take(const Input& input, const Seen& seen) {
    switch (input.kind) {
        case Input::Kind::moved:
            focus_.reset();
            return point(input.at, seen);
        case Input::Kind::gone:
            pointer_.reset();
            pointed_at_.reset();
            chart_at_.reset();
            return;
        case Input::Kind::pressed:
            focus_.reset();
            point(input.at, seen);
            // A copy: what is seen does not outlive what is opened.
            if (pointed_at_) follow(About{seen.touches[*pointed_at_].about}, seen);
            return;
        case Input::Kind::back:
            return go_back();
        case Input::Kind::scrolled: {
            const auto at = touch_at(seen, input.at);
            if (at && is_chart(seen.touches[*at]))
                place_.history = next_length(place_.history, input.steps < 0);
            else if (contains(seen.panel, input.at))
                scroll(std::lround(-input.steps * rows_a_step), seen);
            return;
        }
        case Input::Kind::key:
            return press_key(input, seen);
    }
}

void Navigator::point(Spot at, const Seen& seen) {
    pointer_ = at;
    pointed_at_ = touch_at(seen, at);
    chart_at_.reset();
    if (!pointed_at_ || !is_chart(seen.touches[*pointed_at_])) return;
    const Rect& rect = seen.touches[*pointed_at_].rect;
    chart_at_ = std::clamp((at.x - rect.x) / std::max(rect.w, 1.0F), 0.0F, 1.0F);
}

void Navigator::see(const Seen& seen) {
    pointed_at_ = pointer_ ? touch_at(seen, *pointer_) : std::nullopt;
    if (focus_ && *focus_ >= seen.touches.size()) focus_.reset();
}

void Navigator::follow(const About& about, const Seen& seen) {
    switch (about.kind) {
        case About::Kind::kpi:
            return open({Panel::kpi, about.id}, seen);
        case About::Kind::objective:
            return open({Panel::objective, about.id}, seen);
        case About::Kind::unit:
            return open({Panel::charter, about.id}, seen);
        case About::Kind::queue:
            place_.queue = about.id;
            if (place_.subject.panel == Panel::queues) go_back();
            return;
        case About::Kind::scene:
            place_.scene = SceneId{about.id};
            page_ = 0;
            if (place_.subject.panel == Panel::scenes) go_back();
            return;
        case About::Kind::panel: {
            const Panel panel = panel_named(about.id).value_or(Panel::none);
            return panel == place_.subject.panel ? close() : open({panel, ""}, seen);
        }
        case About::Kind::tab:
            place_.tab = tab_named(about.id).value_or(place_.tab);
            first_row_ = 0;
            return;
        case About::Kind::hours: {
            int hours = 0;
            const char* const last = about.id.data() + about.id.size();
            if (std::from_chars(about.id.data(), last, hours).ptr == last && hours > 0)
                place_.history = std::chrono::hours{hours};
            return;
        }
        case About::Kind::back:
            return go_back();
        case About::Kind::close:
            return close();
        case About::Kind::chart:
        case About::Kind::nothing:
            return;
    }
}

void Navigator::open(Subject subject, const Seen& seen) {
    if (subject == place_.subject || subject.panel == Panel::none) return;
    if (has_panel()) {
        if (trail_.size() == longest_trail) trail_.erase(trail_.begin());
        trail_.push_back(place_.subject);
    } else {
        opened_over_ = seen.scene;
        opened_page_ = seen.page;
    }
    place_.subject = std::move(subject);
    leave_subject();
}

void Navigator::go_back() {
    if (trail_.empty()) return close();
    place_.subject = std::move(trail_.back());
    trail_.pop_back();
    leave_subject();
}

void Navigator::close() {
    trail_.clear();
    place_.subject = {};
    leave_subject();
}

void Navigator::leave_subject() {
    first_row_ = 0;
    focus_.reset();
    chart_at_.reset();
}

void Navigator::scroll(long rows, const Seen& seen) {
    const auto last = static_cast<long>(seen.last_first_row);
    const long from = std::min(static_cast<long>(first_row_), last);
    first_row_ = static_cast<std::size_t>(std::clamp(from + rows, 0L, last));
    focus_.reset();
}

void Navigator::turn(int pages, const Seen& seen) {
    if (seen.scene.empty()) return;
    place_.scene = seen.scene;
    page_ = std::max(0, seen.page + pages);
}

void Navigator::move_focus(bool backwards, const Seen& seen) {
    const std::size_t count = seen.touches.size();
    if (count == 0) return focus_.reset();
    if (!focus_ || *focus_ >= count)
        focus_ = backwards ? count - 1 : 0;
    else
        focus_ = (*focus_ + (backwards ? count - 1 : 1)) % count;
}

void Navigator::read_chart(float by) {
    chart_at_ = std::clamp(chart_at_.value_or(1.0F) + by, 0.0F, 1.0F);
}

void Navigator::press_key(const Input& input, const Seen& seen) {
    const long page = std::max<long>(1, static_cast<long>(seen.shown_rows) - 1);
    constexpr long far = 1'000'000;
    switch (input.key) {
        case Key::letter:
            return press_letter(input.letter, seen);
        case Key::escape:
            if (has_panel()) return close();
            ended_ = true;
            return;
        case Key::enter:
            if (focus_ && *focus_ < seen.touches.size()) follow(seen.touches[*focus_].about, seen);
            return;
        case Key::tab:
            return move_focus(input.shift, seen);
        case Key::back:
            return go_back();
        case Key::left:
            return has_panel() ? read_chart(-0.01F) : turn(-1, seen);
        case Key::right:
            return has_panel() ? read_chart(0.01F) : turn(1, seen);
        case Key::up:
            return scroll(-1, seen);
        case Key::down:
            return scroll(1, seen);
        case Key::page_up:
            return has_panel() ? scroll(-page, seen) : turn(-1, seen);
        case Key::page_down:
            return has_panel() ? scroll(page, seen) : turn(1, seen);
        case Key::home:
            return scroll(-far, seen);
        case Key::end:
            return scroll(far, seen);
    }
}

void Navigator::press_letter(char32_t letter, const Seen& seen) {
    if (letter >= '1' && letter <= '9') {
        const std::size_t place = letter - '1';
        if (place < seen.scenes.size()) follow({About::Kind::scene, seen.scenes[place].text}, seen);
        return;
    }
    const auto panel = [&](Panel which) {
        follow({About::Kind::panel, std::string{name_of(which)}}, seen);
    };
    const auto tab = [&](Tab which) {
        if (place_.subject.panel == Panel::kpi)
            follow({About::Kind::tab, std::string{name_of(which)}}, seen);
    };
    switch (letter) {
        case '0':
            return follow({About::Kind::scene, ""}, seen);
        case 'q':
            ended_ = true;
            return;
        case 'o':
            return panel(Panel::charter);
        case 'h':
            return panel(Panel::health);
        case 'f':
            return panel(Panel::lints);
        case 's':
            return panel(Panel::scenes);
        case 'u':
            return panel(Panel::queues);
        case '?':
            return panel(Panel::help);
        case 'w':
            return tab(Tab::why);
        case 'd':
            return tab(Tab::definition);
        case 'y':
            return tab(Tab::history);
        case 'e':
            return tab(Tab::events);
        case '+':
            place_.history = next_length(place_.history, false);
            return;
        case '-':
            place_.history = next_length(place_.history, true);
            return;
        default:
            return;
    }
}

}  // namespace waymark::wallboard
