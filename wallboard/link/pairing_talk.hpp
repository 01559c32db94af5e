#pragma once

#include <functional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "wallboard/link/dialogue.hpp"
#include "wallboard/link/http_call.hpp"
#include "wallboard/link/link.hpp"
#include "wallboard/link/pairing.hpp"

namespace waymark::wallboard {

/// Has people say which screen this wall is: asks the server for a code, has it shown, and asks
/// again and again whether somebody has told it. Link's thread only; all must outlive the talk.
class PairingTalk {
public:
    /// `timer` waits between two questions and is cancelled, and `closer` called, after `stopping`
    /// has become true.
    PairingTalk(const LinkOptions& options, Dialogue& dialogue, boost::asio::steady_timer& timer,
                std::function<void()>& closer, const bool& stopping);

    /// What this wall is now; or why that is not known yet, after which the link tries anew.
    boost::asio::awaitable<tl::expected<Identity, Ending>> run();

private:
    boost::asio::awaitable<tl::expected<Identity, Ending>> wait_for_people(PairingOffer offer);
    boost::asio::awaitable<Result<HttpReply>> ask(std::string method, std::string target,
                                                  std::string token);

    const LinkOptions& options_;
    Dialogue& dialogue_;
    boost::asio::steady_timer& timer_;
    std::function<void()>& closer_;
    const bool& stopping_;
};

}  // namespace waymark::wallboard
