#include "server/access/pairings.hpp"

#include <algorithm>

#include "server/access/hmac.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

/// No two of them look alike from across a room: no 0 O, 1 I L.
constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t code_letters = 6;
constexpr std::size_t secret_octets = 32;

/// All codes are equally likely.
std::string make_code(const RandomOctets& random) {
    constexpr std::size_t fair = 256 / letters.size() * letters.size();
    std::string code;
    while (code.size() < code_letters) {
        const auto octet = static_cast<unsigned char>(random(1).front());
        if (octet < fair) code += letters[octet % letters.size()];
    }
    return code;
}

}  // namespace

std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char letter : typed.substr(0, 100)) {
        if (letter == '-' || letter == ' ') continue;
        code += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return code;
}

Pairings::Pairings(RandomOctets random) : random_(std::move(random)) {}

std::optional<Pairings::Opened> Pairings::open(const std::string& address, SteadyTime now) {
    forget_old(now);
    const auto of_address = std::ranges::count_if(
        waiting_, [&](const auto& one) { return one.second.address == address; });
    if (waiting_.size() >= most || of_address >= static_cast<std::ptrdiff_t>(most_of_an_address))
        return std::nullopt;
    std::string code = make_code(random_);
    while (waiting_.contains(code))
        code = make_code(random_);
    const std::string secret = to_hex(random_(secret_octets));
    waiting_[code] = {address, secret, now + life, {}, {}};
    return Opened{code.substr(0, 3) + "-" + code.substr(3), secret};
}

std::optional<Pairings::Given> Pairings::ask(std::string_view code, std::string_view secret,
                                             SteadyTime now) {
    forget_old(now);
    const auto found = waiting_.find(plain_code(code));
    if (found == waiting_.end() || !is_same_secret(found->second.secret, secret))
        return std::nullopt;
    Given given{found->second.screen, found->second.token};
    if (!given.token.empty()) waiting_.erase(found);
    return given;
}

Pairings::Paired Pairings::pair(std::string_view code, const ScreenId& screen,
                                const std::string& token, SteadyTime now) {
    forget_old(now);
    if (wrong_.size() >= most_wrong) return Paired::too_many;
    const auto found = waiting_.find(plain_code(code));
    if (found == waiting_.end() || !found->second.token.empty()) {
        wrong_.push_back(now);
        return Paired::unknown;
    }
    found->second.screen = screen;
    found->second.token = token;
    return Paired::done;
}

void Pairings::forget_old(SteadyTime now) {
    std::erase_if(waiting_, [now](const auto& one) { return one.second.until <= now; });
    std::erase_if(wrong_, [now](SteadyTime then) { return then + life <= now; });
}

}  // namespace waymark::server
