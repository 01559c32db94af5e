#include "wallboard/view/present.hpp"

#include <algorithm>

#include "shared/protocol/message.hpp"
#include "wallboard/view/present_tile.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

bool is_online(const LinkHealth& link, Time now) {
    return link.phase == LinkHealth::Phase::live && link.heard && now - *link.heard < offline_after;
}

/// "Trying again in 8 s."; counts down, once a second.
std::string retry_text(const LinkHealth& link, Time now, const Words& words, Deadlines& deadlines) {
    if (!link.next_try || *link.next_try <= now) return std::string{words.trying_now};
    const Duration left = *link.next_try - now;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    deadlines.in(left - (seconds - 1s));
    return fill(words.trying_in, {std::to_string(seconds.count())});
}

WaitingView present_waiting(const BoardState& state, const ViewOptions& options, Time now,
                            Deadlines& deadlines) {
    const Words& words = words_for("en");
    WaitingView waiting;
    waiting.headline = words.waiting_for_desk;
    if (!options.server.empty())
        waiting.lines.push_back(fill(words.waiting_where, {options.server}));
    if (!state.link().problem.empty()) waiting.lines.push_back(state.link().problem);
    if (state.link().phase != LinkHealth::Phase::live) {
        waiting.lines.push_back(retry_text(state.link(), now, words, deadlines));
        waiting.lines.emplace_back(words.waiting_next);
    }
    return waiting;
}

const Screen* screen_of(const Outline& desk, const ScreenId& id) {
    const auto found = std::ranges::find(desk.screens, id, &Screen::id);
    if (found != desk.screens.end()) return &*found;
    return desk.screens.empty() ? nullptr : &desk.screens.front();
}

/// The KPIs of the screen's scene; all, when the desk has no scenes.
std::vector<const Kpi*> kpis_of(const Outline& desk, const Screen* screen) {
    std::vector<const Kpi*> kpis;
    auto scene = desk.scenes.begin();
    if (screen && !screen->turns.empty())
        scene = std::ranges::find(desk.scenes, screen->turns.front().scene, &Scene::id);
    if (scene == desk.scenes.end()) scene = desk.scenes.begin();
    if (scene == desk.scenes.end()) {
        for (const Kpi& kpi : desk.kpis)
            kpis.push_back(&kpi);
        return kpis;
    }
    for (const KpiId& id : scene->kpis) {
        const auto found = std::ranges::find(desk.kpis, id, &Kpi::id);
        if (found != desk.kpis.end()) kpis.push_back(&*found);
    }
    return kpis;
}

HeaderView present_header(Present& present, const LinkHealth& link, const ViewOptions& options,
                          const std::vector<TileView>& tiles) {
    const Outline& desk = present.board.desk;
    const Words& words = present.format.words();
    HeaderView header;
    header.name = desk.name;
    header.place = desk.place;
    for (const State state :
         {State::on_target, State::at_risk, State::off_target, State::stale, State::no_data}) {
        const auto count = std::ranges::count(tiles, state, &TileView::state);
        if (count > 0) header.counts.push_back({state, std::to_string(count)});
    }
    header.online = present.online;
    header.made_up = options.made_up;
    if (options.made_up)
        header.link = words.sample;
    else if (present.online)
        header.link = words.live;
    else if (link.heard)
        header.link = fill(words.offline_since,
                           {present.format.moment(present.last_heard, present.now, desk.clock)});
    else
        header.link =
            link.phase == LinkHealth::Phase::connecting ? words.connecting : words.offline;
    header.weekday = present.format.weekday(present.now, desk.clock);
    header.date = present.format.date(present.now, desk.clock);
    header.clock = Format::time_of_day(present.now, desk.clock);
    const Duration into_minute = present.now.time_since_epoch() % 1min;
    present.deadlines.in(Duration{1min} - into_minute);
    if (desk.clock.next_change != Time::max())
        present.deadlines.in(desk.clock.next_change - present.now);
    return header;
}

State shown_node_state(const Present& present, const NodeReading* node) {
    if (!present.online) return State::stale;
    return node ? node->state : State::unknown;
}

/// Days beyond those needed are not counted on.
std::string hold_text(const Present& present, const NodeReading* csf) {
    if (!csf || !csf->held || !csf->needed) return {};
    return fill(present.format.words().held_days,
                {std::to_string(std::min(*csf->held, *csf->needed)), std::to_string(*csf->needed)});
}

CsfView present_csf(Present& present, const Csf& csf) {
    const auto* node = find_node(present.board.readings, NodeReading::Kind::csf, csf.id.text);
    CsfView view{
        csf.title, shown_node_state(present, node), {}, csf.label, hold_text(present, node)};
    for (const Kpi& kpi : present.board.desk.kpis)
        if (std::ranges::find(kpi.supports, csf.id) != kpi.supports.end())
            view.kpis.push_back(shown_state(present, kpi));
    return view;
}

std::string achieved_text(const Present& present, const NodeReading* node) {
    if (!node || node->children == 0) return {};
    return fill(present.format.words().achieved,
                {std::to_string(node->achieved), std::to_string(node->children)});
}

ObjectiveView present_objective(Present& present, const Objective& objective) {
    const auto* node =
        find_node(present.board.readings, NodeReading::Kind::objective, objective.id.text);
    ObjectiveView view;
    view.title = objective.title;
    view.label = objective.label;
    view.state = shown_node_state(present, node);
    view.percent = "–";
    if (node && node->attainment) {
        view.attainment = static_cast<float>(std::clamp(*node->attainment, 0.0, 1.0));
        view.percent = present.format.percent(*view.attainment);
    }
    view.achieved = achieved_text(present, node);
    for (const Csf& csf : objective.csfs)
        view.csfs.push_back(present_csf(present, csf));
    if (view.csfs.size() == 1 && !view.csfs[0].hold.empty()) view.achieved = view.csfs[0].hold;
    return view;
}

void present_charter(Present& present, View& view) {
    const Words& words = present.format.words();
    view.vision_label = words.vision;
    view.mission_label = words.mission;
    view.objectives_label = words.objectives;
    const auto& units = present.board.desk.units;
    const auto unit = std::ranges::find(units, UnitKind::desk, &Unit::kind);
    if (unit == units.end()) return;
    view.vision = unit->vision.text;
    view.vision_headline = unit->vision.headline;
    view.purpose = unit->mission.purpose;
    view.objectives_achieved = achieved_text(
        present, find_node(present.board.readings, NodeReading::Kind::vision, unit->id.text));
    for (const Objective& objective : unit->mission.objectives)
        view.objectives.push_back(present_objective(present, objective));
}

BottomView present_bottom(Present& present, const LinkHealth& link, const ViewOptions& options,
                          Time own_now) {
    const Words& words = present.format.words();
    if (!present.online) {
        std::string text = link.heard ? fill(words.no_connection,
                                             {present.format.moment(present.last_heard, present.now,
                                                                    present.board.desk.clock)})
                                      : std::string{words.never_connected};
        text += " " + retry_text(link, own_now, words, present.deadlines);
        return {BottomView::Kind::offline, text};
    }
    const auto& problems = present.board.readings.problems;
    if (options.for_leads && problems && !problems->empty())
        return {BottomView::Kind::problems,
                fill(problems->size() == 1 ? words.problem : words.problems,
                     {std::to_string(problems->size()), problems->front()})};
    return {BottomView::Kind::legend,
            std::string{options.made_up ? words.sample_legend : words.legend}};
}

}  // namespace

Presented present(const BoardState& state, const ViewOptions& options, Time now) {
    Deadlines deadlines{now};
    View view;
    const Board* board = state.board();
    if (!board) {
        view.waiting = present_waiting(state, options, now, deadlines);
        return {view, deadlines.next()};
    }
    const LinkHealth& link = state.link();
    const bool online = options.made_up || is_online(link, now);
    const Time server_now = state.server_time(now);
    Present context{*board,
                    Format{board->desk.locale},
                    server_now,
                    online,
                    online || !link.heard ? server_now : state.server_time(*link.heard),
                    deadlines};
    if (online && !options.made_up) deadlines.in(*link.heard + offline_after - now);
    const Screen* screen = screen_of(board->desk, options.screen);
    if (screen) {
        if (screen->diagonal_inches > 0) view.diagonal_inches = screen->diagonal_inches;
        view.distance_m = screen->distance_m;
    }
    for (const Kpi* kpi : kpis_of(board->desk, screen))
        view.tiles.push_back(present_tile(context, *kpi));
    if (view.tiles.empty()) view.nothing = context.format.words().no_kpis;
    view.more = context.format.words().more;
    view.header = present_header(context, link, options, view.tiles);
    present_charter(context, view);
    view.bottom = present_bottom(context, link, options, now);
    return {view, deadlines.next()};
}

}  // namespace waymark::wallboard
