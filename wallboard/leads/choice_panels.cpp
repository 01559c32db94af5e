#include <algorithm>

#include "wallboard/leads/panels.hpp"

namespace waymark::wallboard {
namespace {

/// The first nine can be chosen by their number.
std::string key_of(std::size_t place) {
    return place < 9 ? std::to_string(place + 1) : "";
}

}  // namespace

PanelView scenes_panel(Desk& desk, const SceneId& shown) {
    PanelView view;
    view.head.title = "Scene";
    const auto& scenes = desk.present.board.desk.scenes;
    view.rows.push_back({.kind = Row::Kind::item,
                         .text = "As the screen turns",
                         .value = "0",
                         .note = "each scene in its turn, alarms first",
                         .strong = desk.place.scene.empty(),
                         .about = {About::Kind::scene, ""}});
    for (std::size_t i = 0; i < scenes.size(); ++i)
        view.rows.push_back({.kind = Row::Kind::item,
                             .text = title_of(scenes[i], desk.present.format.words()),
                             .value = key_of(i),
                             .note = std::string{name_of(scenes[i].kind)} +
                                     (scenes[i].id == shown ? ", shown now" : ""),
                             .strong = scenes[i].id == desk.place.scene,
                             .about = {About::Kind::scene, scenes[i].id.text}});
    if (scenes.empty()) view.nothing = "The desk has no scenes: write screens.json.";
    return view;
}

PanelView queues_panel(Desk& desk) {
    PanelView view;
    view.head.title = "Queue";
    view.rows.push_back({.kind = Row::Kind::item,
                         .text = "All queues",
                         .strong = desk.place.queue.empty(),
                         .about = {About::Kind::queue, ""}});
    const Board& board = desk.present.board;
    for (const std::string& queue : queues_of(board)) {
        const auto off =
            std::ranges::count_if(board.readings.queues, [&](const QueueReading& each) {
                return each.queue == queue && each.reading.state == State::off_target;
            });
        view.rows.push_back({.kind = Row::Kind::item,
                             .text = queue,
                             .value = off > 0 ? std::to_string(off) + " off target" : "",
                             .strong = queue == desk.place.queue,
                             .about = {About::Kind::queue, queue}});
    }
    if (view.rows.size() == 1)
        view.nothing =
            "No queue is told of: add \"by\": [\"queue\"] to KPIs in kpis.json, and a scene of "
            "kind \"queues\" with them to screens.json.";
    return view;
}

PanelView help_panel() {
    PanelView view;
    view.head.title = "Help";
    const auto key = [&](const char* keys, const char* what) {
        view.rows.push_back({.kind = Row::Kind::fact, .text = keys, .value = what});
    };
    view.rows.push_back({.kind = Row::Kind::text,
                         .text = "Click a number for why it is what it is, an objective for what "
                                 "stands below it. While a panel is open the wall stays."});
    view.rows.push_back({.kind = Row::Kind::heading, .text = "Keys"});
    key("Tab, Enter", "go through all that can be opened, and open it");
    key("Esc", "close the panel; without one, the window");
    key("Backspace", "back to what was open before");
    key("Up, Down, Page", "through the rows");
    key("Left, Right", "without a panel: through the scene's pages");
    key("1 to 9, 0", "a scene of its own; back to the screen's turns");
    key("w d y e", "why this number, definition, history, events");
    key("+ -", "a shorter or a longer history (also the wheel, on the chart)");
    key("Left, Right", "read the chart, point by point");
    key("o h f s u", "objectives, data health, findings, scenes, queues");
    key("?", "this");
    key("q", "ends the window");
    return view;
}

}  // namespace waymark::wallboard
