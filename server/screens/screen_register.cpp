#include "server/screens/screen_register.hpp"

#include <algorithm>
#include <utility>

#include "shared/base/utf8.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// Of names and versions that a peer says; what people write is shorter.
constexpr std::size_t longest_name = 100;  // octets
/// Of screens that something stands for; beyond, those for which nothing does any more go.
constexpr std::size_t most_standing = 1000;

/// What a peer calls something, as people may see it: no control characters, and cut between two
/// characters of valid UTF-8.
void make_plain(std::string& text) {
    std::ranges::replace_if(
        text,
        [](char letter) { return static_cast<unsigned char>(letter) < ' ' || letter == 0x7f; },
        ' ');
    std::size_t end = 0;
    while (end < text.size()) {
        const auto octets = length_of_first_character(std::string_view{text}.substr(end));
        if (octets == 0 || end + octets > longest_name) break;
        end += octets;
    }
    text.resize(end);
}

Frame frame_of(const Command& command) {
    return std::make_shared<const std::string>(encode(ServerMessage{command}));
}

}  // namespace

std::string quoted_name(std::string name) {
    make_plain(name);
    return in_quotes(name);
}

ConnectionNumber ScreenRegister::join(Hello hello, std::string address,
                                      const std::shared_ptr<Outbox>& outbox, Time now) {
    for (std::string* text : {&hello.screen.text, &hello.version, &hello.renderer})
        make_plain(*text);
    const ConnectionNumber number = ++last_;
    if (const auto stands = standing_.find(hello.screen); stands != standing_.end())
        for (const Command& command : stands->second.commands(now))
            (void)outbox->command(frame_of(command));  // an outbox that is new has room
    const ScreenId screen = hello.screen;
    connected_[number] = {screen, std::move(address), now, std::move(hello), {}, {}, outbox};
    return number;
}

void ScreenRegister::leave(ConnectionNumber number) {
    connected_.erase(number);
}

void ScreenRegister::report(ConnectionNumber number, Report report, Time now) {
    const auto found = connected_.find(number);
    if (found == connected_.end()) return;
    make_plain(report.shown.scene.text);
    make_plain(report.shown.renderer);
    found->second.report = std::move(report);
    found->second.reported = now;
}

OrderRefusal ScreenRegister::not_there(const ScreenId& screen,
                                       const std::optional<ConnectionNumber>& number) const {
    std::string list;
    for (const auto& [one, connected] : connected_) {
        std::string name = in_quotes(connected.screen.text);
        if (number) name += " by connection " + std::to_string(one);
        if (list.find(name) != list.npos) continue;
        constexpr std::size_t most = 500;
        list += (list.empty() ? "; connected are " : ", ") + name;
        if (list.size() > most) break;
    }
    const std::string which =
        quoted_name(screen.text) + (number ? " by connection " + std::to_string(*number) : "");
    return {OrderRefusal::Kind::not_there,
            "screen " + which + " is not connected" + (list.empty() ? "; none is" : list)};
}

tl::expected<ConnectionNumber, OrderRefusal> ScreenRegister::find(
    const ScreenId& screen, const std::optional<ConnectionNumber>& number) const {
    ConnectionNumber newest = 0;
    for (const auto& [one, connected] : connected_)
        if (connected.screen == screen && (!number || *number == one)) newest = one;
    if (newest == 0) return tl::unexpected(not_there(screen, number));
    return newest;
}

tl::expected<std::vector<ConnectionNumber>, OrderRefusal> ScreenRegister::order(
    const ScreenId& screen, const Ordered& order, Time now) {
    if (const auto found = find(screen, order.connection); !found)
        return tl::unexpected(found.error());
    StandingOrders stands = standing(screen, now);
    if (stands.take(order.command, now)) {
        if (standing_.size() >= most_standing && !standing_.contains(screen))
            std::erase_if(standing_,
                          [&](const auto& one) { return one.second == StandingOrders{}; });
        if (standing_.size() < most_standing || standing_.contains(screen)) {
            StandingOrders& held = standing_[screen];
            orders_changed_ = orders_changed_ || held != stands;
            held = stands;
        }
    }
    std::vector<ConnectionNumber> told;
    for (const auto& [number, connected] : connected_)
        if (connected.screen == screen && (!order.connection || *order.connection == number) &&
            tell(number, order.command))
            told.push_back(number);
    if (told.empty())
        return tl::unexpected(
            OrderRefusal{OrderRefusal::Kind::takes_nothing,
                         "screen " + in_quotes(screen.text) + " does not read what it is sent"});
    return told;
}

bool ScreenRegister::tell(ConnectionNumber number, const Command& command) {
    const auto found = connected_.find(number);
    const auto outbox = found == connected_.end() ? nullptr : found->second.outbox.lock();
    return outbox && outbox->command(frame_of(command));
}

std::set<ScreenId> ScreenRegister::present() const {
    std::set<ScreenId> ids;
    for (const auto& [number, connected] : connected_)
        ids.insert(connected.screen);
    return ids;
}

std::optional<OrdersByScreen> ScreenRegister::take_changed_orders() {
    if (!std::exchange(orders_changed_, false)) return std::nullopt;
    return standing_;
}

StandingOrders ScreenRegister::standing(const ScreenId& screen, Time now) const {
    const auto found = standing_.find(screen);
    if (found == standing_.end()) return {};
    StandingOrders stands = found->second;
    if (stands.scene_until && *stands.scene_until <= now) {
        stands.scene = {};
        stands.scene_until.reset();
    }
    return stands;
}

}  // namespace waymark::server
