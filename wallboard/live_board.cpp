#include "wallboard/live_board.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace waymark::wallboard {

LiveBoard::LiveBoard(Options options, const Clock& clock, Log log, std::function<void()> wake)
    : clock_(clock), screen_(options.link.hello.screen), mailbox_({}, std::move(wake)) {
    if (!options.cache.empty()) {
        keeper_.emplace(options.cache, options.keep_every, log);
        if (auto remembered = load_board(options.cache, log)) {
            kept_ = options.link.hello.position = remembered->board.position;
            state_ = BoardState{std::move(remembered->board), remembered->heard};
        }
    }
    link_.emplace(std::move(options.link), clock, mailbox_, std::move(log));
}

LiveBoard::~LiveBoard() {
    // After the link has ended, nothing more comes: what it said last is kept as well.
    link_.reset();
    const Time now = clock_.now();
    look(now);
    keep(now);
}

const BoardState& LiveBoard::look(Time now) {
    Mail mail = mailbox_.take();
    std::ranges::move(mail.answers, std::back_inserter(answers_));
    if (mail.health) state_.set_link(std::move(*mail.health));
    for (const Received& received : mail.messages)
        if (state_.apply(received.message, received.at) == BoardState::Next::ask_for_resync &&
            link_)
            link_->ask_for_resync();
    if (std::exchange(reloads_, state_.orders().reloads()) != state_.orders().reloads() && link_)
        link_->ask_for_resync();
    if (keeper_ && keeper_->due(now)) keep(now);
    return state_;
}

void LiveBoard::keep(Time now) {
    const Board* const board = state_.board();
    const LinkHealth& link = state_.link();
    if (!keeper_ || board == nullptr || !link.heard || board->position == kept_) return;
    kept_ = board->position;
    const bool live = link.phase == LinkHealth::Phase::live;
    keeper_->keep({*board, live ? now : *link.heard}, now);
}

void LiveBoard::frame_drawn(const Shown& shown) {
    ++frames_;
    const Board* const board = state_.board();
    if (board == nullptr) return;
    Report report{board->position, frames_, shown};
    if (report.shown.scene.empty()) report.shown.scene = scene_of(board->desk, screen_);
    if (const auto page = std::pair{report.shown.scene, report.shown.page}; page != page_) {
        page_ = page;
        page_since_ = state_.server_time(clock_.now());
    }
    if (!report.shown.since) report.shown.since = page_since_;
    link_->report(std::move(report));
}

void LiveBoard::send_picture(std::uint64_t id, Result<std::string> png) {
    link_->picture(id, std::move(png));
}

SceneId scene_of(const Outline& desk, const ScreenId& screen) {
    auto found = std::ranges::find(desk.screens, screen, &Screen::id);
    if (found == desk.screens.end()) found = desk.screens.begin();
    if (found == desk.screens.end() || found->turns.empty()) return {};
    return found->turns.front().scene;
}

}  // namespace waymark::wallboard
