#include "wallboard/leads/leads_view.hpp"

#include <algorithm>
#include <cmath>

#include "wallboard/leads/panels.hpp"
#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

/// From where somebody reads what stands on the own desk.
constexpr double reading_distance_m = 0.65;
/// Ems of the least text, in pixels, on a screen of 96 to an inch.
constexpr double least_pixels = 15;
constexpr double reference_pixels_per_inch = 96;
/// Widths in units.
constexpr float narrowest_panel = 960;
constexpr float widest_panel = 1300;
constexpr float narrowest_wall = 1000;
constexpr float panel_share = 0.42F;
constexpr float edge = 14;

constexpr std::string_view tile = "tile ";

About about_of(const Widget& widget) {
    if (!widget.name.starts_with(tile)) return {};
    return {About::Kind::kpi, widget.name.substr(tile.size())};
}

/// All of it that can be asked about.
std::vector<Touch> touches_of(const Widget& widget) {
    std::vector<Touch> touches = widget.touches;
    if (const About about = about_of(widget); about.kind != About::Kind::nothing)
        touches.insert(touches.begin(), {widget.rect, about});
    return touches;
}

Rect in_units(const Rect& pixels, float unit) {
    return {pixels.x / unit, pixels.y / unit, pixels.w / unit, pixels.h / unit};
}

}  // namespace

LeadsView::LeadsView(ViewOptions options, Surface& surface, Place place)
    : surface_(surface),
      pane_(surface),
      wall_(std::move(options), pane_),
      navigator_(std::move(place)) {
    damage_.everything = true;
}

const BoardState& LeadsView::filtered(const BoardState& state) {
    const std::string& queue = navigator_.place().queue;
    const bool another = queue != queue_;
    if (another) wall_.forget();
    queue_ = queue;
    if (queue.empty() || !state.board()) {
        whole_.reset();
        return state;
    }
    if (another || state.version() != whole_) {
        of_queue_ = state.with(board_of_queue(*state.board(), queue));
        whole_ = state.version();
    }
    return of_queue_;
}

bool LeadsView::update(const BoardState& state, Time now) {
    const BoardState& shown = filtered(state);
    if (const auto held = navigator_.held())
        wall_.hold(held->first, held->second);
    else
        wall_.release();
    Made made;
    present(shown, now, made);
    made.ground = lay_ground(made);
    pane_.resize(made.ground.wall_size);
    const PixelSize size = made.ground.wall_size;
    wall_.see_from({std::hypot(size.width, size.height) / pixels_per_inch_, reading_distance_m});
    const bool wall_changed = wall_.update(shown, now);
    wall_.draw();
    made.theme = &find_theme(wall_.parts().theme);
    made.first_row = navigator_.first_row();
    made.pointed_at = navigator_.pointed_at();
    made.focus = navigator_.focus();
    if (wall_changed || made != made_) {
        made_ = std::move(made);
        const DrawnScene before = std::move(scene_);
        compose(shown);
        add_difference(damage_, before, scene_);
    }
    return !damage_.empty();
}

void LeadsView::present(const BoardState& state, Time now, Made& made) {
    Deadlines deadlines{now};
    next_change_ = Time::max();
    const Board* const board = state.board();
    if (!board) return;
    const bool online = is_online(state.link(), now);
    const Time server_now = state.server_time(now);
    const auto& heard = state.link().heard;
    Present context{.board = *board,
                    .format = Format{board->desk.locale},
                    .now = server_now,
                    .online = online,
                    .last_heard = online || !heard ? server_now : state.server_time(*heard),
                    .deadlines = deadlines};
    Desk desk{context, answers_, navigator_.place(), now, navigator_.chart_at()};
    const SceneId& shown = wall_.showing().scene;
    made.toolbar = present_toolbar(desk, shown);
    if (navigator_.place().subject.panel != Panel::none) {
        made.panel = present_panel(desk, shown);
        made.panel->can_go_back = navigator_.can_go_back();
    }
    next_change_ = deadlines.next();
}

Sheet LeadsView::sheet(const Theme& theme) const {
    const double em = least_pixels * pixels_per_inch_ / reference_pixels_per_inch;
    return {surface_.text(), theme, static_cast<float>(em / least_text)};
}

LeadsView::Ground LeadsView::lay_ground(const Made& made) const {
    const PixelSize size = surface_.size();
    Ground ground{.size = size, .wall_size = size};
    if (!made.toolbar) return ground;
    const Sheet with = sheet(default_theme());
    const auto width = static_cast<float>(size.width), height = static_cast<float>(size.height);
    const float top = std::min(
        std::round(toolbar_height(with, *made.toolbar, width / with.unit) * with.unit), height);
    ground.toolbar = {0, 0, width, top};
    ground.wall = {0, top};
    if (made.panel) {
        const float all = width / with.unit;
        float wide = std::clamp(all * panel_share, narrowest_panel, widest_panel);
        if (all - wide < narrowest_wall) {
            wide = all - 2 * edge;
            ground.wall_seen = false;
        }
        const float left = std::round(width - (wide + edge) * with.unit);
        ground.panel = {left, top + edge * with.unit / 2,
                        std::round(width - edge * with.unit) - left,
                        height - top - edge * with.unit * 1.5F};
        if (ground.wall_seen) ground.wall_size.width = static_cast<int>(left);
    }
    ground.wall_size.height = std::max(1, size.height - static_cast<int>(top));
    return ground;
}

void LeadsView::compose(const BoardState& state) {
    const Ground& ground = made_.ground;
    const Sheet with = sheet(*made_.theme);
    scene_ = {
        .size = ground.size, .background = made_.theme->background, .widgets = {}, .fades = {}};
    seen_ = {.touches = {},
             .panel = ground.panel,
             .scene = wall_.showing().scene,
             .page = wall_.showing().page};
    if (state.board())
        for (const Scene& each : state.board()->desk.scenes)
            seen_.scenes.push_back(each.id);
    if (ground.wall_seen) {
        for (const Widget& widget : wall_.scene().widgets)
            scene_.widgets.push_back(moved(widget, ground.wall));
        scene_.fades = wall_.scene().fades;
        for (Fade& fade : scene_.fades) {
            fade.from.x += ground.wall.x;
            fade.from.baseline += ground.wall.y;
        }
    }
    if (made_.toolbar)
        scene_.widgets.push_back(
            lay_toolbar(with, *made_.toolbar, in_units(ground.toolbar, with.unit)));
    if (made_.panel) {
        LaidPanel laid =
            lay_panel(with, *made_.panel, made_.first_row, in_units(ground.panel, with.unit));
        seen_.last_first_row = laid.last_first;
        seen_.shown_rows = laid.shown;
        scene_.widgets.push_back(std::move(laid.widget));
    }
    see();
    add_rings();
}

/// Tab takes what is newest first: the panel, the bar, the wall.
void LeadsView::see() {
    owners_.clear();
    for (std::size_t i = scene_.widgets.size(); i > 0; --i)
        for (Touch& touch : touches_of(scene_.widgets[i - 1])) {
            seen_.touches.push_back(std::move(touch));
            owners_.push_back(i - 1);
        }
    navigator_.see(seen_);
    made_.pointed_at = navigator_.pointed_at();
    made_.focus = navigator_.focus();
}

/// Around what the pointer is on, and stronger around what Tab came to.
void LeadsView::add_rings() {
    const auto add = [&](std::optional<std::size_t> which, Color color, float thickness) {
        if (!which || *which >= seen_.touches.size()) return;
        const Touch& touch = seen_.touches[*which];
        if (touch.about.kind == About::Kind::chart) return;
        Widget& widget = scene_.widgets[owners_[*which]];
        widget.items.edit().emplace_back(
            Frame{intersection(touch.rect, widget.rect), color, 8, thickness});
        widget.hash = hash_of(widget);
    };
    add(made_.pointed_at, made_.theme->soft_ink, 2);
    add(made_.focus, made_.theme->ink, 3);
}

bool LeadsView::points_at_something() const {
    const auto at = navigator_.pointed_at();
    return at && *at < seen_.touches.size() && seen_.touches[*at].about.kind != About::Kind::chart;
}

void LeadsView::draw() {
    if (damage_.empty()) return;
    surface_.draw(scene_, damage_, {});
    damage_.clear();
}

Time LeadsView::next_deadline() const {
    return std::min({wall_.next_deadline(), next_change_, answers_.next()});
}

void LeadsView::invalidate() {
    damage_.everything = true;
    damage_.rects.clear();
}

}  // namespace waymark::wallboard
