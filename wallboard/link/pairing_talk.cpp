#include "wallboard/link/pairing_talk.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "wallboard/link/words.hpp"

namespace waymark::wallboard {
namespace {

namespace asio = boost::asio;
using Outcome = tl::expected<Identity, Ending>;

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t longest_words = 200;

tl::unexpected<Ending> not_understood(const Error& error) {
    return tl::unexpected(Ending{"what the server says about pairing is not understood: " +
                                     plain_words(to_text(error), longest_words),
                                 true});
}

}  // namespace

PairingTalk::PairingTalk(const LinkOptions& options, Dialogue& dialogue, asio::steady_timer& timer,
                         std::function<void()>& closer, const bool& stopping)
    : options_(options), dialogue_(dialogue), timer_(timer), closer_(closer), stopping_(stopping) {}

asio::awaitable<Outcome> PairingTalk::run() {
    const auto reply = co_await ask("POST", "/v1/pairings", "");
    if (!reply) co_return tl::unexpected(Ending{reply.error().what});
    if (reply->status != 200) {
        const Refusal refusal = refusal_of({.status = reply->status, .body = reply->body});
        co_return tl::unexpected(Ending{refusal.problem, true});
    }
    const auto offer = read_offer(reply->body);
    if (!offer) co_return not_understood(offer.error());
    dialogue_.show_pairing(offer->code, offer->life);
    auto paired = co_await wait_for_people(*offer);
    dialogue_.show_pairing(std::nullopt, {});
    co_return paired;
}

asio::awaitable<Outcome> PairingTalk::wait_for_people(PairingOffer offer) {
    const SteadyTime until = std::chrono::steady_clock::now() + offer.life;
    while (!stopping_ && std::chrono::steady_clock::now() < until) {
        timer_.expires_after(options_.timing.pairing_poll);
        co_await timer_.async_wait(outcome);
        if (stopping_) break;
        const auto reply = co_await ask("GET", "/v1/pairings/" + offer.code, offer.secret);
        // A server that restarts has forgotten the code; one that is away may come back with it.
        if (reply && reply->status == 404)
            co_return tl::unexpected(Ending{"the server does not know the pairing code any more"});
        if (!reply || reply->status != 200) continue;
        const auto given = read_given(reply->body);
        if (!given) co_return not_understood(given.error());
        if (*given) co_return **given;
    }
    co_return tl::unexpected(Ending{"nobody told the server the pairing code in time"});
}

asio::awaitable<Result<HttpReply>> PairingTalk::ask(std::string method, std::string target,
                                                    std::string token) {
    const HttpCall call{std::move(method), std::move(target), std::move(token),
                        "waymark-wallboard/" + options_.hello.version,
                        options_.timing.pairing_answer};
    co_return co_await call_http(options_.server, call, closer_);
}

}  // namespace waymark::wallboard
