#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wallboard/leads/answers.hpp"
#include "wallboard/leads/lay_panel.hpp"
#include "wallboard/leads/navigator.hpp"
#include "wallboard/view/board_view.hpp"

namespace waymark::wallboard {

/// A team lead's window: the wall, with a bar of buttons above and a panel beside it that says what
/// is behind what was clicked. GUI thread only.
///
///     view.take(input) for all that people did;  view.take(told, now) for all that was answered
///     if (view.update(state, now)) view.draw();
///     ask the server for view.take_questions();  sleep until view.next_deadline()
class LeadsView {
public:
    /// `surface` must outlive the view.
    LeadsView(ViewOptions options, Surface& surface, Place place);

    /// How many pixels of the surface are an inch.
    void set_pixels_per_inch(double pixels) { pixels_per_inch_ = pixels; }

    void take(const Input& input) { navigator_.take(input, seen_); }
    void take(const Told& told, Time now) { answers_.take(told, now); }
    std::vector<std::string> take_questions() { return answers_.take_questions(); }

    /// As BoardView's.
    [[nodiscard]] bool update(const BoardState& state, Time now);
    void draw();
    Time next_deadline() const;
    void invalidate();

    BoardView& wall() { return wall_; }
    const DrawnScene& scene() const { return scene_; }
    const Seen& seen() const { return seen_; }
    const Place& place() const { return navigator_.place(); }
    void keep_window(const WindowPlace& window) { navigator_.keep_window(window); }
    bool ended() const { return navigator_.ended(); }
    /// The pointer is on something that can be clicked.
    bool points_at_something() const;

private:
    /// The part of the window that the wall has, and nothing drawn: it is drawn with the rest.
    class Pane : public Surface {
    public:
        explicit Pane(Surface& whole) : whole_(whole) {}
        PixelSize size() const override { return size_; }
        const TextMeasure& text() const override { return whole_.text(); }
        void draw(const DrawnScene&, const Damage&, const Glass&) override {}
        std::vector<unsigned char> pixels() override { return {}; }
        void resize(PixelSize size) { size_ = size; }

    private:
        Surface& whole_;
        PixelSize size_;
    };
    /// Where everything lies, in pixels.
    struct Ground {
        PixelSize size;
        Spot wall;
        PixelSize wall_size;
        bool wall_seen = true;
        Rect toolbar;
        Rect panel;  ///< empty: none
        bool operator==(const Ground&) const = default;
    };
    /// What the scene was made of, besides the wall.
    struct Made {
        std::optional<ToolbarView> toolbar;  ///< none while there is no board
        std::optional<PanelView> panel;
        Ground ground;
        const Theme* theme = nullptr;
        std::size_t first_row = 0;
        std::optional<std::size_t> pointed_at;
        std::optional<std::size_t> focus;
        bool operator==(const Made&) const = default;
    };

    Sheet sheet(const Theme& theme) const;
    const BoardState& filtered(const BoardState& state);
    void present(const BoardState& state, Time now, Made& made);
    Ground lay_ground(const Made& made) const;
    void compose(const BoardState& state);
    void see();
    void add_rings();

    Surface& surface_;
    Pane pane_;
    BoardView wall_;
    Navigator navigator_;
    Answers answers_;
    double pixels_per_inch_ = 96;
    std::string queue_;  ///< that the wall was last shown of
    BoardState of_queue_;
    std::shared_ptr<const void> whole_;  ///< the version of the state that this is a part of
    Made made_;
    Seen seen_;
    std::vector<std::size_t> owners_;  ///< the widget of each touch
    DrawnScene scene_;
    Damage damage_;
    Time next_change_ = Time::max();
};

}  // namespace waymark::wallboard
