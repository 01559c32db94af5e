#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "server/access/paired_screens.hpp"
#include "server/access/pairings.hpp"
#include "server/access/tokens.hpp"
#include "server/net/http_types.hpp"
#include "server/net/page.hpp"
#include "server/screens/screen_room.hpp"
#include "shared/model/outline.hpp"

namespace waymark::server {

/// A request about screens.
struct ScreenRequest {
    Page page = Page::screens;
    std::string id;            ///< what stands for "{id}" in the path
    std::string token;         ///< that was shown
    std::string address;       ///< whence it comes
    std::string content_type;  ///< of the body
    std::string body;
    Time now;
    std::chrono::steady_clock::time_point steady_now;
};

/// Keeps what screens were ordered, and says whether it could.
using KeepOrders = std::function<void(const OrdersByScreen&, std::function<void(Result<void>)>)>;

/// Answers what people ask screens to do, and walls that want to be paired. A picture takes its
/// time, so an answer may come later; it always comes. Server thread only; all must outlive the
/// pages.
class ScreenPages {
public:
    ScreenPages(const Outline& desk, ScreenRoom& room, const Tokens& tokens, Pairings& pairings,
                PairedScreens& paired, KeepOrders keep);

    /// Whoever asks may do so. `Page` is one from screen_command to pairing.
    void answer(const ScreenRequest& request, std::function<void(Answer)> done);

    /// GET /v1/screens.
    std::string list(Time now) const;

private:
    void command(const ScreenRequest& request, std::function<void(Answer)> done);
    Answer pair(const ScreenRequest& request);
    Answer unpair(const ScreenRequest& request);
    Answer begin_pairing(const ScreenRequest& request);
    Answer tell_pairing(const ScreenRequest& request);
    void take_picture(const ScreenId& screen, const Ordered& order,
                      std::chrono::steady_clock::time_point now, std::function<void(Answer)> done);

    const Outline& desk_;
    ScreenRoom& room_;
    const Tokens& tokens_;
    Pairings& pairings_;
    PairedScreens& paired_;
    KeepOrders keep_;
};

}  // namespace waymark::server
