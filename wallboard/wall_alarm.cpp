#include "wallboard/wall_alarm.hpp"

#include "wallboard/present/present.hpp"

namespace waymark::wallboard {

WallAlarm::WallAlarm(ScreenId screen, std::vector<std::string> player, Log log)
    : screen_(std::move(screen)), player_(std::move(player), std::move(log)) {}

void WallAlarm::look(const BoardState& state, Time now) {
    player_.look(now);
    const Board* const board = state.board();
    if (!board) return;
    const Screen* const screen = screen_of(board->desk, screen_);
    const Sound* const sound = screen && screen->sound ? &*screen->sound : nullptr;
    if (state.orders().acknowledged() > Time::min())
        sound_.acknowledge(state.orders().acknowledged());
    if (sound_.look(*board, sound, state.server_time(now), now)) player_.play(now);
}

}  // namespace waymark::wallboard
