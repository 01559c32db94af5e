#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/clock.hpp"
#include "shared/base/log.hpp"
#include "shared/protocol/message.hpp"
#include "wallboard/link/mailbox.hpp"
#include "wallboard/link/timing.hpp"

namespace waymark::wallboard {

using SteadyTime = std::chrono::steady_clock::time_point;
inline constexpr SteadyTime never = SteadyTime::max();

/// How a connection ended.
struct Ending {
    std::string problem;
    bool needs_people = false;  ///< coming back soon would not help
    bool wants_token = false;   ///< none was shown, or it is not known any more
};

/// What a link says, hears and knows, without its sockets: it is told what came and that time has
/// passed, keeps the mailbox informed, and says what to send and until when to wait. Link's thread
/// only.
class Dialogue {
public:
    /// `server` is its name for people; `hello` as in LinkOptions. Clock and mailbox outlive it.
    Dialogue(Hello hello, std::string server, LinkTiming timing, const Clock& clock,
             Mailbox& mailbox, Log log);

    /// A connection is open; its first words.
    std::string begin(SteadyTime now);
    /// A whole message came. An ending: nothing more is wanted from this connection.
    std::optional<Ending> receive(std::string_view text, SteadyTime now);
    /// From the next connection on this wall is that screen.
    void become(ScreenId screen);
    /// People are to tell the server this code within `life`; nothing: there is none any more.
    void show_pairing(const std::optional<std::string>& code, Duration life);

    /// The connection is over, or did not come about; the next try is after `wait`.
    void end(const Ending& ending, Duration wait);

    /// True when a snapshot is now to be asked for: none is on its way.
    [[nodiscard]] bool want_snapshot(SteadyTime now);
    /// What the wall shows. The newest is told: soon when something else is seen, else now and
    /// then.
    void report(Report report) { report_ = std::move(report); }
    /// The picture that a command asked for, as a PNG file, or why there is none. It goes out piece
    /// by piece, unless the connection ends.
    void picture(std::uint64_t id, Result<std::string> png);
    /// Whether something is to be sent at once.
    bool has_words() const { return resync_wanted_ || !pictures_.empty(); }
    /// What to send now; empty: nothing.
    std::string next_words(SteadyTime now);
    /// When there will be something to send; `never` unless asked to.
    SteadyTime speaks_at() const;

    /// Until when nothing needs to be done.
    SteadyTime deadline() const;
    /// Time has passed. A text: why the connection is to be dropped.
    std::optional<std::string> pass(SteadyTime now);

    /// Whether the connection brought a board and held long enough to trust the next one.
    bool held_well(SteadyTime now) const;

private:
    void note_sign_of_life(SteadyTime now);
    void tell(LinkHealth health);
    PicturePart next_part();

    Hello hello_;
    const std::string server_;
    const LinkTiming timing_;
    const Clock& clock_;
    Mailbox& mailbox_;
    const Log log_;

    LinkHealth health_;
    std::optional<Time> heard_;
    std::optional<Position> position_;  ///< of the board that the GUI thread holds, when it does
    SteadyTime band_at_ = never;        ///< then the wall is offline

    // Of the present connection.
    bool open_ = false;
    SteadyTime board_since_ = never;  ///< its first board came
    SteadyTime board_by_ = never;     ///< a board was asked for
    SteadyTime message_by_ = never;
    bool resync_wanted_ = false;

    struct Outgoing {
        std::uint64_t id = 0;
        Result<std::string> png;
        std::size_t sent = 0;  ///< octets
    };
    std::deque<Outgoing> pictures_;

    std::optional<Report> report_;       ///< yet to be told
    std::optional<Report> told_report_;  ///< the last one, of any connection
    SteadyTime reported_ = SteadyTime::min();
};

}  // namespace waymark::wallboard
