#include "wallboard/state/board_state.hpp"

namespace waymark::wallboard {

BoardState::BoardState(Board remembered, Time heard) : board_(std::move(remembered)) {
    link_.heard = heard;
}

BoardState::Next BoardState::apply(const ServerMessage& message, Time now) {
    stamp();
    if (link_.phase == LinkHealth::Phase::live) link_.heard = now;
    if (const auto* snapshot = std::get_if<SnapshotMessage>(&message)) {
        board_ = snapshot->board;
        ++snapshots_;
        skew_ = snapshot->time - now;
    } else if (const auto* tick = std::get_if<TickMessage>(&message)) {
        skew_ = tick->time - now;
    } else if (const auto* changed = std::get_if<DeltaMessage>(&message)) {
        return apply(changed->delta);
    } else if (const auto* command = std::get_if<Command>(&message)) {
        orders_.take(*command, now);
    } else if (const auto* grown = std::get_if<SeriesMessage>(&message)) {
        if (board_) append(*board_, grown->series);
    }
    return Next::carry_on;
}

BoardState::Next BoardState::apply(const Delta& delta) {
    if (!board_) return Next::ask_for_resync;
    const Position& held = board_->position;
    // What is older than the board is already in it: a number never runs backwards.
    if (delta.position.epoch == held.epoch && delta.position.sequence < held.sequence)
        return Next::carry_on;
    return waymark::apply(*board_, delta) ? Next::carry_on : Next::ask_for_resync;
}

}  // namespace waymark::wallboard
