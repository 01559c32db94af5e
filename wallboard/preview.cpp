#include "wallboard/preview.hpp"

#include "shared/protocol/zone.hpp"
#include "wallboard/present/sample.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::chrono::seconds made_anew_every{30};

}  // namespace

PreviewBoard::PreviewBoard(DeskFolder folder) : folder_(std::move(folder)) {}

void PreviewBoard::ask(const std::string& target) {
    answers_.push_back({target, failure("", "made-up values: there is no server to ask")});
}

const BoardState& PreviewBoard::look(Time now) {
    state_.set_link({.phase = LinkHealth::Phase::live, .heard = now});
    if (made_ && now >= *made_ && now - *made_ < made_anew_every) return state_;
    made_ = now;
    Outline desk = folder_.outline;
    desk.clock = local_clock(folder_.zone, now);
    // A snapshot never loses track.
    (void)state_.apply(SnapshotMessage{sample_board(std::move(desk), now), now}, now);
    return state_;
}

}  // namespace waymark::wallboard
