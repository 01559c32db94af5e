#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "wallboard/leads/place.hpp"
#include "wallboard/view/input.hpp"

namespace waymark::wallboard {

/// What is in a window, as far as people can do something with it.
struct Seen {
    std::vector<Touch> touches;  ///< in the order that Tab takes; later ones lie above earlier ones
    Rect panel;                  ///< empty: none is open
    SceneId scene;               ///< on the wall now
    int page = 0;                ///< of it
    std::vector<SceneId> scenes;     ///< all there are
    std::size_t last_first_row = 0;  ///< the first row of a panel scrolled to its end
    std::size_t shown_rows = 0;
};

/// Where a team lead goes with keys and pointer. Pure: knows nothing of pixels but what it is told
/// is seen. GUI thread only.
class Navigator {
public:
    explicit Navigator(Place place) : place_(std::move(place)) {}

    void take(const Input& input, const Seen& seen);
    void follow(const About& about, const Seen& seen);
    /// Something else is in the window: the pointer may be on something else.
    void see(const Seen& seen);

    const Place& place() const { return place_; }
    void keep_window(const WindowPlace& window) { place_.window = window; }
    /// The page that the wall is to stay on; nothing: the screen's turns go on.
    std::optional<std::pair<SceneId, int>> held() const;
    bool can_go_back() const { return !trail_.empty(); }
    std::size_t first_row() const { return first_row_; }
    /// What the pointer is on, or what Tab came to, among what was seen last.
    std::optional<std::size_t> pointed_at() const { return pointed_at_; }
    std::optional<std::size_t> focus() const { return focus_; }
    /// Where on the chart a value is read off, 0..1.
    std::optional<float> chart_at() const { return chart_at_; }
    /// They want to leave.
    bool ended() const { return ended_; }

private:
    void point(Spot at, const Seen& seen);
    void press_key(const Input& input, const Seen& seen);
    void press_letter(char32_t letter, const Seen& seen);
    void open(Subject subject, const Seen& seen);
    void go_back();
    void close();
    void scroll(long rows, const Seen& seen);
    void turn(int pages, const Seen& seen);
    void move_focus(bool backwards, const Seen& seen);
    void read_chart(float by);
    void leave_subject();
    bool has_panel() const { return place_.subject.panel != Panel::none; }

    Place place_;
    std::vector<Subject> trail_;
    SceneId opened_over_;
    int opened_page_ = 0;
    int page_ = 0;  ///< of the scene that was chosen
    std::size_t first_row_ = 0;
    std::optional<Spot> pointer_;
    std::optional<std::size_t> pointed_at_;
    std::optional<std::size_t> focus_;
    std::optional<float> chart_at_;
    bool ended_ = false;
};

}  // namespace waymark::wallboard
