#pragma once

#include <memory>
#include <stdexcept>

#include "server/desk.hpp"

namespace waymark::test {

using server::Desk;
using server::Frame;
using server::Outbox;

/// A screen that applies what it is sent, as a wallboard does.
class Viewer {
public:
    explicit Viewer(Desk& desk) : desk_(desk), outbox_(std::make_shared<Outbox>(1 << 20, [] {})) {
        desk.join(outbox_);
    }
    void catch_up() {
        while (auto frame = outbox_->next([&] { return desk_.snapshot(); }))
            take(*frame);
    }
    const Board& board() const { return board_; }
    int snapshots() const { return snapshots_; }
    int deltas() const { return deltas_; }

private:
    void take(const Frame& frame) {
        const auto message = decode_server_message(*frame);
        if (!message) throw std::runtime_error{to_text(message.error())};
        if (const auto* snapshot = std::get_if<SnapshotMessage>(&*message)) {
            board_ = snapshot->board;
            ++snapshots_;
        } else if (const auto* delta = std::get_if<DeltaMessage>(&*message)) {
            if (apply(board_, delta->delta)) ++deltas_;
        } else if (const auto* series = std::get_if<SeriesMessage>(&*message)) {
            append(board_, series->series);
        }
    }
    Desk& desk_;
    std::shared_ptr<Outbox> outbox_;
    Board board_;
    int snapshots_ = 0;
    int deltas_ = 0;
};

}  // namespace waymark::test
