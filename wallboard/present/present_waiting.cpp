#include "wallboard/present/context.hpp"
#include "wallboard/present/first_steps.hpp"

namespace waymark::wallboard {

WaitingView present_pairing(const PairingCode& pairing, const ViewOptions& options, Time now,
                            Deadlines& deadlines) {
    const Words& words = words_for("en");
    WaitingView view{.headline = pairing.code, .large = true};
    view.steps = first_steps({.answered = true}, options.server, pairing.code, "", words);
    const Duration left = pairing.until - now;
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(left);
    if (left > Duration{0}) {
        deadlines.in(left - (minutes - std::chrono::minutes{1}));
        view.lines.push_back(fill(words.new_code, {std::to_string(minutes.count())}));
    }
    if (!options.server.empty()) view.lines.push_back(fill(words.waiting_where, {options.server}));
    return view;
}

WaitingView present_identity(const Screen* screen, const ViewOptions& options) {
    WaitingView view{.headline = screen ? screen->id.text : options.screen.text, .large = true};
    if (screen && !screen->place.empty()) view.lines.push_back(screen->place);
    return view;
}

WaitingView present_waiting(const BoardState& state, const ViewOptions& options, Time now,
                            Deadlines& deadlines) {
    const Board* const board = state.board();
    const LinkHealth& link = state.link();
    const Words& words = words_for(board ? board->desk.locale : "en");
    WaitingView waiting;
    waiting.headline = board ? board->desk.name : std::string{words.waiting_for_desk};
    waiting.steps = first_steps(arrival_of(link, board), options.server, "", link.problem, words);
    if (link.phase == LinkHealth::Phase::offline)
        waiting.lines.push_back(retry_text(link, now, words, deadlines));
    return waiting;
}

}  // namespace waymark::wallboard
