#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/sample_board.hpp"
#include "tests/support/scene_faults.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/fonts.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr PixelSize hd{1920, 1080};

const Fonts& fonts() {
    static const auto loaded = Fonts::load({});
    if (!loaded) throw std::runtime_error(to_text(loaded.error()));
    return **loaded;
}

/// Something that happens to a board within some seconds.
void happen(BoardState& state, Time now) {
    const Board& board = *state.board();
    Delta delta{.position = {board.position.epoch, board.position.sequence + 1}, .readings = {}};
    for (const Reading& each : board.readings.kpis) {
        if (!*rc::gen::weightedOneOf<bool>({{1, rc::gen::just(true)}, {4, rc::gen::just(false)}}))
            continue;
        Reading reading = each;
        reading.value = *rc::gen::inRange(0, 2000) / 100.0;
        reading.state = *rc::gen::elementOf(
            std::vector<State>{State::on_target, State::off_target, State::closed, State::too_few});
        delta.readings.kpis.push_back(reading);
    }
    for (const FeedReading& each : board.readings.feeds)
        if (*rc::gen::arbitrary<bool>()) {
            FeedReading feed = each;
            feed.heard = now;
            delta.readings.feeds.push_back(feed);
        }
    (void)state.apply(DeltaMessage{delta}, now);
}

RC_GTEST_PROP(Frames, SayOneAfterTheOtherWhatTheyWouldSayAlone, ()) {
    BoardState state = sample_state(test::sample_outline(6), test::sample_now);
    Presenter presenter;
    Layouter layouter{fonts()};
    const Showing showing{{"main"}, 0, {}};
    Time now = test::sample_now;
    for (int frame = 0; frame < 12; ++frame) {
        now += std::chrono::milliseconds{*rc::gen::inRange(0, 40'000)};
        if (*rc::gen::arbitrary<bool>()) happen(state, now);
        if (*rc::gen::arbitrary<bool>())
            state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
        const Presented told = presenter.present(state, {}, showing, now);
        const Presented alone = present(state, {}, showing, now);
        RC_ASSERT(told.view == alone.view);
        RC_ASSERT(told.next_change <= alone.next_change);
        const DrawnScene scene = layouter.lay(told.view, hd, default_theme()).scene;
        RC_ASSERT(test::faults(scene).empty());
        RC_ASSERT(scene.widgets.size() ==
                  layout(told.view, hd, fonts(), default_theme()).scene.widgets.size());
    }
}

}  // namespace
}  // namespace waymark::wallboard
