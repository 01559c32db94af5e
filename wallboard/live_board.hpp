#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "shared/base/clock.hpp"
#include "shared/base/log.hpp"
#include "wallboard/link/board_cache.hpp"
#include "wallboard/link/link.hpp"
#include "wallboard/link/mailbox.hpp"
#include "wallboard/state/board_state.hpp"

namespace waymark::wallboard {

/// Where the wall takes its board from. GUI thread only.
class BoardSource {
public:
    virtual ~BoardSource() = default;
    /// Takes what came since the last look. The state lives as long as the source.
    virtual const BoardState& look(Time now) = 0;
    /// A frame was drawn from the state: what is on the wall now.
    virtual void frame_drawn(const Shown& shown) = 0;
    /// Asks the server for a page ("/v1/health").
    virtual void ask(const std::string& target) = 0;
    /// What it told since the last call.
    virtual std::vector<Told> take_answers() = 0;
    /// The pictures of the wall that were asked for since the last call, by their ids.
    virtual std::vector<std::uint64_t> take_pictures() = 0;
    /// Such a picture, as a PNG file, or why there is none.
    virtual void send_picture(std::uint64_t id, Result<std::string> png) = 0;
};

/// The server's board over a link, with the last one of an earlier run until it comes.
class LiveBoard : public BoardSource {
public:
    struct Options {
        LinkOptions link;
        std::filesystem::path cache;  ///< the file that keeps the board; empty: none does
        Duration keep_every = std::chrono::seconds{30};
    };

    /// Connects at once. `wake` is called from another thread when a look is worth while. `clock`
    /// must outlive the board.
    LiveBoard(Options options, const Clock& clock, Log log, std::function<void()> wake);
    /// Ends the link, then keeps the last board.
    ~LiveBoard() override;

    const BoardState& look(Time now) override;
    void frame_drawn(const Shown& shown) override;
    void ask(const std::string& target) override { link_->ask(target); }
    std::vector<Told> take_answers() override { return std::exchange(answers_, {}); }
    std::vector<std::uint64_t> take_pictures() override { return state_.orders().take_pictures(); }
    void send_picture(std::uint64_t id, Result<std::string> png) override;

private:
    void keep(Time now);

    const Clock& clock_;
    const ScreenId screen_;
    Mailbox mailbox_;
    std::optional<BoardKeeper> keeper_;
    BoardState state_;
    std::vector<Told> answers_;
    std::optional<Position> kept_;  ///< of the board that is on disk, or on its way there
    std::uint64_t frames_ = 0;
    std::pair<SceneId, int> page_;  ///< that was drawn last
    Time page_since_;               ///< by the server's clock
    std::uint64_t reloads_ = 0;     ///< orders to reload that were followed
    std::optional<Link> link_;      ///< last: it fills the mailbox
};

/// The scene a screen shows; that of the first screen where the desk does not know it.
SceneId scene_of(const Outline& desk, const ScreenId& screen);

}  // namespace waymark::wallboard
