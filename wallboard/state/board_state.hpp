#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "shared/model/board.hpp"
#include "shared/protocol/message.hpp"
#include "wallboard/state/orders.hpp"

namespace waymark::wallboard {

/// A code that people tell the server, so that this wall becomes one of its screens.
struct PairingCode {
    std::string code;  ///< "K7M-4QP"
    Time until;        ///< own clock: then there will be another one
    bool operator==(const PairingCode&) const = default;
};

/// How the connection to the server is, as the link last told it.
struct LinkHealth {
    enum class Phase {
        connecting,  ///< the first try since the start is under way
        live,        ///< the server was heard within `offline_after`
        offline,     ///< it was not, or it refused
    };
    Phase phase = Phase::connecting;
    std::optional<Time> heard;           ///< own clock: the last frame from the server, ever
    std::optional<Time> next_try;        ///< own clock: when the link tries again
    std::string problem;                 ///< what went wrong last, in words; empty: nothing
    std::optional<PairingCode> pairing;  ///< to be shown: the server does not know this wall yet
    bool refused = false;  ///< the server answered, but wants people to act: see `problem`
    ScreenId screen;       ///< what pairing made of this wall; empty: the settings say which it is

    bool operator==(const LinkHealth&) const = default;
};

/// All that a wall draws from: the last board, how the link is, and how far the server's clock is
/// from ours. GUI thread only.
class BoardState {
public:
    BoardState() = default;
    /// Starts from a board remembered on disk, last heard at `heard` (own clock).
    BoardState(Board remembered, Time heard);

    /// What to do after a message: a board can lose track only by an epoch it does not know.
    enum class Next { carry_on, ask_for_resync };
    /// `now` is when the message came (own clock): while the link is live, the server was heard
    /// then. A snapshot replaces everything; a delta older
    /// than the board changes nothing; `bye` is not the board's business.
    [[nodiscard]] Next apply(const ServerMessage& message, Time now);

    /// A link that has heard nothing yet leaves the time a remembered board was last heard.
    void set_link(LinkHealth link) {
        if (!link.heard) link.heard = link_.heard;
        link_ = std::move(link);
        stamp();
    }

    /// Nothing until the first snapshot, from disk or from the server.
    const Board* board() const { return board_ ? &*board_ : nullptr; }
    const LinkHealth& link() const { return link_; }
    /// How many snapshots were taken: the desk changes with them only.
    std::uint64_t snapshots() const { return snapshots_; }

    /// What people told this wall to do.
    const Orders& orders() const { return orders_; }
    Orders& orders() { return orders_; }

    /// The same with another board: what somebody sees who looks at a part of it.
    BoardState with(Board board) const {
        BoardState other = *this;
        other.board_ = std::move(board);
        other.stamp();
        return other;
    }

    /// Another one after everything this state was told; copies have the same. Never null.
    const std::shared_ptr<const void>& version() const { return version_; }

    /// The server's time when ours is `now`.
    Time server_time(Time now) const { return now + skew_; }

private:
    Next apply(const Delta& delta);
    void stamp() { version_ = std::make_shared<char>(); }

    std::optional<Board> board_;
    std::uint64_t snapshots_ = 0;
    LinkHealth link_;
    Orders orders_;
    Duration skew_{0};
    std::shared_ptr<const void> version_ = std::make_shared<char>();
};

}  // namespace waymark::wallboard
