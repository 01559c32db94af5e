#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/board.hpp"
#include "shared/protocol/command.hpp"
#include "shared/protocol/report.hpp"

namespace waymark {

/// The subprotocols name the version; a peer that asks for another is told in words.
inline constexpr std::string_view screen_subprotocol = "waymark.v1";
inline constexpr std::string_view feed_subprotocol = "waymark.feed.v1";

/// How long a screen waits for a frame before it shows the offline band.
inline constexpr std::chrono::seconds offline_after{5};
/// The server says something at least this often.
inline constexpr std::chrono::seconds tick_every{2};

// What a screen says.

/// First message of every screen, within 10 s.
struct Hello {
    std::string version;
    ScreenId screen;
    std::optional<Position> position;  ///< of the board it still holds
    int width = 0;                     ///< pixels
    int height = 0;
    std::string renderer;    ///< "llvmpipe", "headless", ...; for people
    bool for_leads = false;  ///< a window on a desk: no screen that is listed or told what to do
    bool operator==(const Hello&) const = default;
};

/// The screen lost track: it wants a snapshot.
struct Resync {
    bool operator==(const Resync&) const = default;
};

using ScreenMessage = std::variant<Hello, Resync, Report, PicturePart>;

// What the server says.

struct SnapshotMessage {
    Board board;
    Time time;  ///< of the server
    bool operator==(const SnapshotMessage&) const = default;
};

struct DeltaMessage {
    Delta delta;
    bool operator==(const DeltaMessage&) const = default;
};

struct SeriesMessage {
    Series series;
    bool operator==(const SeriesMessage&) const = default;
};

/// The server lives; sent when nothing else went out for `tick_every`.
struct TickMessage {
    Time time;
    bool operator==(const TickMessage&) const = default;
};

/// The last message of a session.
struct Bye {
    std::string why;
    bool come_back = true;
    bool operator==(const Bye&) const = default;
};

using ServerMessage =
    std::variant<SnapshotMessage, DeltaMessage, SeriesMessage, TickMessage, Command, Bye>;

// What the server answers to a feed.

/// One record that was refused: where in the body, and why.
struct Rejection {
    std::string at;  ///< JSON pointer within the message
    std::string why;
    bool operator==(const Rejection&) const = default;
};

/// Everything up to message `upto` (1 is the connection's first) is stored or rejected.
struct Ack {
    std::uint64_t upto = 0;
    std::uint64_t accepted = 0;
    std::vector<Rejection> rejected;
    bool operator==(const Ack&) const = default;
};

// The codec. Encoding never fails: invalid UTF-8 is replaced. Decoding refuses what is not one
// JSON object of a known `type` with the fields it needs; unknown fields are ignored.

std::string encode(const ScreenMessage& message);
std::string encode(const ServerMessage& message);
std::string encode(const Ack& ack);
/// {"accepted":n,"rejected":[{"at":...,"why":...}]}: the HTTP answer to records.
std::string encode_answer(std::uint64_t accepted, const std::vector<Rejection>& rejected);

Result<ScreenMessage> decode_screen_message(std::string_view text);
Result<ServerMessage> decode_server_message(std::string_view text);
Result<Ack> decode_ack(std::string_view text);

/// The board as a screen keeps it on disk and as `GET /v1/desk` shows it: a snapshot's text.
std::string encode_board(const Board& board);
Result<Board> decode_board(std::string_view text);

/// One KPI with its reading, its series and its feeds, as `GET /v1/kpis/{id}` shows it; nothing
/// when the board has no such KPI.
std::optional<std::string> encode_kpi(const Board& board, const KpiId& kpi);

}  // namespace waymark
