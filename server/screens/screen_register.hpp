#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/hub/outbox.hpp"
#include "server/screens/command_reader.hpp"
#include "server/screens/standing_orders.hpp"
#include "shared/model/time.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::server {

/// Tells several connections of one screen apart; counts from 1 and is never used again.
using ConnectionNumber = std::uint64_t;

/// A wall that is connected, and what it said of itself.
struct ConnectedScreen {
    ScreenId screen;
    std::string address;  ///< whence it came
    Time since;
    Hello hello;
    std::optional<Report> report;
    std::optional<Time> reported;
    std::weak_ptr<Outbox> outbox;
};

/// A screen's name as it may be said again to whoever wrote it: in quotation marks, plain and cut.
std::string quoted_name(std::string name);

/// Why an order was not passed on.
struct OrderRefusal {
    enum class Kind { not_there, takes_nothing };
    Kind kind = Kind::not_there;
    std::string what;
};

/// The screens that are connected: who they are, what they show, and what they are told to do.
/// Server thread only.
class ScreenRegister {
public:
    /// A screen said hello; what stands for it is put into its outbox. Its texts are cut to sizes
    /// that people write.
    ConnectionNumber join(Hello hello, std::string address, const std::shared_ptr<Outbox>& outbox,
                          Time now);
    void leave(ConnectionNumber number);
    void report(ConnectionNumber number, Report report, Time now);

    /// Passes an order on, and remembers what holds on. The connections that were told.
    tl::expected<std::vector<ConnectionNumber>, OrderRefusal> order(const ScreenId& screen,
                                                                    const Ordered& order, Time now);
    /// Passes a command to one connection; false: it is gone or takes nothing.
    [[nodiscard]] bool tell(ConnectionNumber number, const Command& command);

    /// The newest connection of a screen, or the one of that number.
    tl::expected<ConnectionNumber, OrderRefusal> find(
        const ScreenId& screen, const std::optional<ConnectionNumber>& number) const;

    const std::map<ConnectionNumber, ConnectedScreen>& connected() const { return connected_; }
    std::set<ScreenId> present() const;
    /// What holds for a screen at `now`.
    StandingOrders standing(const ScreenId& screen, Time now) const;

    /// What held when the server ended.
    void recall(OrdersByScreen orders) { standing_ = std::move(orders); }
    /// All that holds, when that is not what it was at the last call.
    std::optional<OrdersByScreen> take_changed_orders();

private:
    OrderRefusal not_there(const ScreenId& screen,
                           const std::optional<ConnectionNumber>& number) const;

    std::map<ConnectionNumber, ConnectedScreen> connected_;
    OrdersByScreen standing_;
    bool orders_changed_ = false;
    ConnectionNumber last_ = 0;
};

}  // namespace waymark::server
