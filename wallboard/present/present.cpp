#include "wallboard/present/present.hpp"

#include <algorithm>

#include "shared/protocol/message.hpp"
#include "wallboard/present/context.hpp"
#include "wallboard/present/memory.hpp"
#include "wallboard/state/time_of_day.hpp"

namespace waymark::wallboard {

bool is_online(const LinkHealth& link, Time now) {
    return link.phase == LinkHealth::Phase::live && link.heard && now - *link.heard < offline_after;
}

namespace {

/// Every other day of the desk, from early in the morning on, left and right change places: nothing
/// stays where it is for months and burns in.
bool is_mirrored(const LocalClock& clock, Time now) {
    constexpr std::chrono::hours nobody_looks{4};
    const auto day = std::chrono::floor<std::chrono::days>(local_time(clock, now) - nobody_looks);
    return day.time_since_epoch().count() % 2 == 0;
}

/// The KPIs that the scene shows; all, when the desk has no scenes.
std::vector<KpiId> kpis_of(const Outline& desk, const Scene* scene) {
    if (scene) return scene->kpis;
    std::vector<KpiId> kpis;
    for (const Kpi& kpi : desk.kpis)
        kpis.push_back(kpi.id);
    return kpis;
}

const Scene* scene_of(const Outline& desk, const SceneId& id) {
    const auto found = std::ranges::find(desk.scenes, id, &Scene::id);
    if (found != desk.scenes.end()) return &*found;
    return desk.scenes.empty() ? nullptr : &desk.scenes.front();
}

Body present_body(Present& present, const Scene* scene, const Showing& showing,
                  bool reduced_motion) {
    if (showing.alarm)
        return NumberView{present_tiles(present, {*showing.alarm}),
                          std::string{present.format.words().now_off_target}};
    if (showing.celebration)
        if (auto view = present_celebration(present, *showing.celebration, reduced_motion))
            return std::move(*view);
    if (scene) return present_scene(present, *scene);
    return NumbersView{present_tiles(present, kpis_of(present.board.desk, nullptr)),
                       std::string{present.format.words().no_kpis}};
}

/// What the marks of the scene mean; empty: it has none that need it.
std::string_view legend_of(const Body& body, const Words& words) {
    if (std::holds_alternative<WallView>(body) || std::holds_alternative<NumbersView>(body))
        return words.legend;
    if (std::holds_alternative<CascadeView>(body)) return words.cascade_legend;
    const auto* objective = std::get_if<ObjectiveSceneView>(&body);
    return objective && !objective->course.marks.empty() ? words.marks_legend : std::string_view{};
}

}  // namespace

const Screen* screen_of(const Outline& desk, const ScreenId& id) {
    const auto found = std::ranges::find(desk.screens, id, &Screen::id);
    if (found != desk.screens.end()) return &*found;
    return desk.screens.empty() ? nullptr : &desk.screens.front();
}

namespace {

Presented presented(const BoardState& state, const ViewOptions& options, const Showing& showing,
                    Time now, PresentMemory* memory) {
    Deadlines deadlines{now};
    View view;
    const Board* board = state.board();
    const LinkHealth& link = state.link();
    if (link.pairing) {
        view.body = present_pairing(*link.pairing, options, now, deadlines);
        return {std::move(view), deadlines.next()};
    }
    // With nothing to count there is nothing to hang.
    if (!board || (board->desk.kpis.empty() && board->desk.scenes.empty())) {
        view.body = present_waiting(state, options, now, deadlines);
        return {std::move(view), deadlines.next()};
    }
    const Orders& orders = state.orders();
    deadlines.in(orders.next_change(now) - now);
    const bool online = options.made_up || is_online(link, now);
    const Time server_now = state.server_time(now);
    Present context{*board,
                    Format{board->desk.locale},
                    server_now,
                    online,
                    online || !link.heard ? server_now : state.server_time(*link.heard),
                    deadlines,
                    &showing.long_off,
                    options.orbits && is_mirrored(board->desk.clock, server_now),
                    memory};
    if (online && !options.made_up) deadlines.in(*link.heard + offline_after - now);
    if (showing.until != Time::max()) deadlines.in(showing.until - now);
    if (showing.celebration) deadlines.in(showing.celebration->until - now);
    const Screen* screen = screen_of(board->desk, options.screen);
    if (screen) {
        if (screen->diagonal_inches > 0)
            view.sight.diagonal_inches = screen->diagonal_inches;
        else if (options.monitor_diagonal_inches > 0)
            view.sight.diagonal_inches = options.monitor_diagonal_inches;
        view.sight.distance_m = screen->distance_m;
        view.theme = screen->theme;
    }
    if (options.sight) view.sight = *options.sight;
    if (orders.identifying(now)) {
        view.body = present_identity(screen, options);
        return {std::move(view), deadlines.next()};
    }
    const Scene* scene = scene_of(board->desk, showing.scene);
    view.body = present_body(context, scene, showing,
                             options.reduced_motion || (screen && screen->reduced_motion));
    view.page = showing.alarm ? 0 : showing.page;
    view.page_text = context.format.words().page;
    view.header = present_header(context, link, options, kpis_of(board->desk, scene));
    // With KPIs pinned, the vision stands beside them, as in any other scene.
    if (auto* wall = std::get_if<WallView>(&view.body); wall && screen && !screen->pinned.empty())
        wall->charter.vision.text.clear();
    view.strip = present_strip(context, screen, view.body);
    view.bottom =
        present_bottom(context, link, options, legend_of(view.body, context.format.words()), now);
    // What people say now stands above what is always so; a lost server above all.
    if (online && !orders.message(now).empty())
        view.bottom = {BottomView::Kind::notice, orders.message(now)};
    else if (online && orders.paused())
        view.bottom = {BottomView::Kind::legend, std::string{context.format.words().paused}};
    return {std::move(view), deadlines.next()};
}

}  // namespace

Presented present(const BoardState& state, const ViewOptions& options, const Showing& showing,
                  Time now) {
    return presented(state, options, showing, now, nullptr);
}

Presenter::Presenter() : memory_(std::make_unique<PresentMemory>()) {}
Presenter::~Presenter() = default;

void Presenter::forget() {
    memory_ = std::make_unique<PresentMemory>();
}

Presented Presenter::present(const BoardState& state, const ViewOptions& options,
                             const Showing& showing, Time now) {
    memory_->begin(state, now);
    return presented(state, options, showing, now, memory_.get());
}

}  // namespace waymark::wallboard
