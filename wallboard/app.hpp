#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "shared/base/clock.hpp"
#include "shared/base/log.hpp"
#include "shared/model/desk_folder.hpp"
#include "wallboard/leads/place.hpp"
#include "wallboard/live_board.hpp"
#include "wallboard/settings.hpp"
#include "wallboard/signals.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/window/offscreen.hpp"
#include "wallboard/window/window.hpp"

namespace waymark::wallboard {

/// The wallboard: a window, a wall or a picture of a board, until it is asked to end.
/// `Signals::block` must have been called.
class App {
public:
    /// `clock` must outlive the app.
    App(Settings settings, const Clock& clock, Log log);

    /// The exit status: 0 ended as asked; 1 it could not go on; 78 the token file or the desk
    /// folder is wrong. The log says why.
    int run();

private:
    bool read_token();
    bool read_preview();
    int show_window();
    int show_to_leads(Window& window, BoardSource& source, const Signals& signals);
    int end_of(const Window& window) const;
    int draw_pictures();
    int draw_one_picture(Offscreen& picture);
    int keep_drawing_pictures(Offscreen& picture);
    std::unique_ptr<BoardSource> open_source(PixelSize size, const std::string& renderer,
                                             std::function<void()> wake);
    /// A window for leads, a wall that nobody touches, or a picture that stays as it is.
    enum class Shows { window, wall, picture };
    ViewOptions view_options(Shows shows) const;
    /// What this screen celebrated in earlier runs; nothing is kept of previews.
    std::filesystem::path celebrated_file() const;
    /// What a window showed that was closed before, and where it is kept; nothing of previews.
    std::filesystem::path place_file() const;
    Place recall_place() const;
    void keep(const Place& place) const;
    void recall(BoardView& view) const;
    void keep(BoardView& view) const;

    const Settings settings_;
    const Clock& clock_;
    const Log log_;
    std::string token_;
    std::optional<DeskFolder> preview_;
};

}  // namespace waymark::wallboard
