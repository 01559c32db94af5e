#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "shared/base/clock.hpp"
#include "shared/base/log.hpp"
#include "shared/protocol/message.hpp"
#include "wallboard/link/address.hpp"
#include "wallboard/link/mailbox.hpp"
#include "wallboard/link/timing.hpp"

namespace waymark::wallboard {

struct LinkOptions {
    Address server;
    Hello hello;        ///< its position: that of a remembered board
    std::string token;  ///< empty: none
    /// Keeps what pairing makes of this wall, when it has neither token nor screen of its own.
    /// Empty: it is not paired.
    std::filesystem::path identity;
    LinkTiming timing;
};

/// The connection to the server, on a thread of its own for as long as it lives: connects, says
/// hello, puts what the server says and how the link is into the mailbox, and connects anew, with
/// jitter, whenever the connection ends. Nothing a server sends can stop it.
class Link {
public:
    /// `clock` and `mailbox` must outlive the link and be safe to use from its thread.
    Link(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log);
    /// Says goodbye and ends the thread; takes at most `farewell`, and as long as a host name that
    /// is being looked up takes.
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Any thread. The server is asked for a snapshot, unless one is on its way.
    void ask_for_resync();
    /// Any thread. Asks the server for `target` ("/v1/health"); what it `Told` comes into the
    /// mailbox. One question after the other; one that waits already is not asked twice, and where
    /// too many wait the oldest is answered with a refusal.
    void ask(std::string target);
    /// Any thread. What the screen shows now; the newest is sent, at most one per `report_every`,
    /// or per `report_news_every` where something else is seen.
    void report(Report report);
    /// Any thread. The picture that a command asked for, as a PNG file, or why there is none.
    void picture(std::uint64_t id, Result<std::string> png);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::wallboard
