#include "wallboard/state/rotation.hpp"

#include <algorithm>

#include "wallboard/state/time_of_day.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_alarms = 5;

/// Whether the turn may be had at a local time. A time of day beyond midnight belongs to the day it
/// began on.
bool is_due(const Turn& turn, LocalTime now) {
    const auto on_day = [&](LocalTime time) {
        const auto day = std::chrono::floor<std::chrono::days>(time);
        return turn.days.at(std::chrono::weekday{day}.iso_encoding() - 1);
    };
    if (!turn.time_of_day) return on_day(now);
    const auto begun = begin_of(*turn.time_of_day, now);
    return begun && on_day(*begun);
}

}  // namespace

int Rotation::pages_of(const SceneId& scene) const {
    const auto known = pages_.find(scene);
    return known == pages_.end() ? 1 : known->second;
}

void Rotation::watch_critical(const Board& board, bool online, Time now) {
    if (!online) return;
    for (const KpiId& kpi : critical_.look(board))
        if (alarms_.size() < most_alarms && std::ranges::find(alarms_, kpi) == alarms_.end())
            alarms_.push_back(kpi);
    // What is over needs no attention any more.
    std::erase_if(alarms_, [&](const KpiId& kpi) { return !critical_.is_off(kpi); });
    if (alarms_.empty()) alarm_since_.reset();
    if (alarm_since_ && now - *alarm_since_ >= alarm_length) {
        alarms_.pop_front();
        alarm_since_.reset();
    }
    if (!alarms_.empty() && !alarm_since_) alarm_since_ = now;
}

void Rotation::step(const Screen& screen, const LocalClock& clock, Time server_now, Time now) {
    const LocalTime local = local_time(clock, server_now);
    const auto due = [&](std::size_t turn) { return is_due(screen.turns[turn], local); };
    if (turn_ >= screen.turns.size()) turn_ = 0;
    const Turn& turn = screen.turns[turn_];
    const bool over = now - *since_ >= turn.duration;
    if (due(turn_) && !over) return;
    if (due(turn_) && page_ + 1 < pages_of(turn.scene)) {
        ++page_;
        since_ = now;
        return;
    }
    std::size_t next = turn_;
    for (std::size_t i = 1; i <= screen.turns.size(); ++i) {
        next = (turn_ + i) % screen.turns.size();
        if (due(next)) break;
        if (i == screen.turns.size()) next = 0;  // none is: the first rather than nothing
    }
    if (next == turn_ && !over) return;
    turn_ = next;
    page_ = 0;
    since_ = now;
}

Showing Rotation::show_ordered(const SceneId& scene, Time now) {
    constexpr std::chrono::seconds each_page{30};
    if (scene != ordered_ || now < ordered_since_) {
        ordered_ = scene;
        ordered_since_ = now;
    }
    const auto past = (now - ordered_since_) / each_page;
    return {scene, static_cast<int>(past % pages_of(scene)),
            {},    {},
            {},    pages_of(scene) == 1 ? Time::max() : ordered_since_ + (past + 1) * each_page};
}

Showing Rotation::look(const BoardState& state, const Screen* screen, Time now) {
    const Board* board = state.board();
    if (!board) return {};
    const bool online = state.link().phase == LinkHealth::Phase::live;
    watch_critical(*board, online, now);
    if (!since_) since_ = last_look_ = now;
    // An interruption takes nothing of the turn it interrupts.
    if (interrupted_) *since_ += now - last_look_;
    last_look_ = now;
    const Orders& orders = state.orders();
    const SceneId ordered = orders.scene(now);
    const bool known =
        std::ranges::find(board->desk.scenes, ordered, &Scene::id) != board->desk.scenes.end();
    interrupted_ = alarm_since_ || orders.paused() || known;
    if (!screen || screen->turns.empty())
        return {board->desk.scenes.empty() ? SceneId{} : board->desk.scenes.front().id, 0, {}};
    if (!interrupted_) step(*screen, board->desk.clock, state.server_time(now), now);
    if (turn_ >= screen->turns.size()) turn_ = 0;
    const Turn& turn = screen->turns[turn_];
    if (alarm_since_)
        return {turn.scene, page_, alarms_.front(), {}, {}, *alarm_since_ + alarm_length};
    if (known) return show_ordered(ordered, now);
    if (orders.paused()) return {turn.scene, page_, {}, {}, {}, Time::max()};
    const bool alone = screen->turns.size() == 1 && pages_of(turn.scene) == 1;
    return {turn.scene, page_, {}, {}, {}, alone ? Time::max() : *since_ + turn.duration};
}

}  // namespace waymark::wallboard
