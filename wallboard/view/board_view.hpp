#pragma once

#include <algorithm>
#include <memory>

#include "shared/model/time.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/state/board_state.hpp"
#include "wallboard/state/lingering.hpp"
#include "wallboard/state/night.hpp"
#include "wallboard/view/damage.hpp"
#include "wallboard/view/fade.hpp"
#include "wallboard/view/options.hpp"
#include "wallboard/view/scene.hpp"
#include "wallboard/view/surface.hpp"

namespace waymark::wallboard {

/// The whole way from a board to pixels: present -> layout -> difference -> draw. GUI thread only.
///
///     while (!window.closed()) {
///         if (window.take_damage()) view.invalidate();
///         if (view.update(state, clock.now())) view.draw();
///         window.wait(view.next_deadline() - clock.now());
///     }
class BoardView {
public:
    /// `surface` must outlive the view.
    BoardView(ViewOptions options, Surface& surface);

    /// Looks at the state as of `now` (own clock); true when `draw` has something to do. Without a
    /// visible change it costs no layout, and unless something came or is due, nothing.
    [[nodiscard]] bool update(const BoardState& state, Time now);

    /// Draws what changed since the last draw.
    void draw();

    /// When the picture would change by itself (own clock): the minute of the clock, an age, a
    /// value gone stale, a value that grows, a retry, the next picture of a fade, a
    /// step of the orbit. Later than the
    /// `now` of the last update.
    Time next_deadline() const {
        return std::min({presented_.next_change, fader_.next(), next_orbit_});
    }

    /// How bright the picture is from the next update on: 1 as it is made, 0 nothing is lit.
    void set_light(float light) { light_ = light; }

    /// Shows this page of this scene from the next update on, whoever's turn it is.
    void hold(SceneId scene, int page) { held_ = Showing{.scene = std::move(scene), .page = page}; }
    /// The screen's turns go on.
    void release() { held_.reset(); }
    /// From how far away and how large the picture is seen, from the next update on.
    void see_from(const Sight& sight) {
        if (options_.sight != sight) known_.reset();
        options_.sight = sight;
    }
    /// The board is another one from the next update on, though it has the same position.
    void forget() {
        presenter_.forget();
        known_.reset();
    }

    /// What an earlier run had celebrated; to be called before the first update, else it is not
    /// known.
    void remember(Celebrated celebrated) { celebration_ = Celebration{std::move(celebrated)}; }
    /// What is to be remembered of celebrations; once after each change.
    std::optional<Celebrated> take_celebrated();
    /// People have seen enough of a celebration.
    void skip_celebration() { celebration_.skip(); }

    /// The surface lost its picture: everything is to be drawn again.
    void invalidate();

    const DrawnScene& scene() const { return scene_; }
    /// The parts that the scene was laid out from.
    const View& parts() const { return presented_.view; }
    /// Whose turn it was at the last update, and how many pages its scene has.
    const Showing& showing() const { return showing_; }
    int pages() const { return pages_; }
    const Damage& damage() const { return damage_; }
    const Glass& glass() const { return glass_; }
    /// Nothing is lit: ordered so, or by the screen's night.
    bool dark() const { return glass_.light <= 0; }

private:
    void take(const BoardState& state, const Screen* screen, Time now);
    void hang(int turned, Time now);
    Showing look(const BoardState& state, const Screen* screen, Time now);

    ViewOptions options_;
    Surface& surface_;
    Rotation rotation_;
    Presenter presenter_;
    Layouter layouter_;
    Celebration celebration_{std::nullopt};
    Showing showing_;
    std::optional<Showing> held_;
    int pages_ = 1;
    PixelSize size_{0, 0};
    Presented presented_;
    std::shared_ptr<const void> known_;  ///< the version of the state that was presented, and when
    Time presented_at_;
    DrawnScene scene_;
    Damage damage_;
    Fader fader_;
    Glass glass_;
    Lingering lingering_;
    float light_ = 1;
    std::uint64_t skips_ = 0;  ///< ordered so far
    float night_ = 1;          ///< how bright the screen's night lets it be
    Time next_orbit_ = Time::max();
};

}  // namespace waymark::wallboard
