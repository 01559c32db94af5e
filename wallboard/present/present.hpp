#pragma once

#include <memory>

#include "wallboard/present/view.hpp"
#include "wallboard/state/board_state.hpp"
#include "wallboard/state/rotation.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::wallboard {

/// What to show at `now` (own clock), when the rotation says `showing`. Pure. Whatever the server
/// says, a value older than four cadences of a feed (at least 30 s) is shown as stale, and all of
/// it as last known once the server was not heard for `offline_after`.
Presented present(const BoardState& state, const ViewOptions& options, const Showing& showing,
                  Time now);

class PresentMemory;

/// The same, frame after frame: what did not change since the last one is not made again.
class Presenter {
public:
    Presenter();
    ~Presenter();
    Presented present(const BoardState& state, const ViewOptions& options, const Showing& showing,
                      Time now);
    /// Nothing of earlier frames is true any more.
    void forget();

private:
    std::unique_ptr<PresentMemory> memory_;
};

/// The screen of that name, or the desk's first; null when it has none.
const Screen* screen_of(const Outline& desk, const ScreenId& id);

}  // namespace waymark::wallboard
