#include "wallboard/link/questions.hpp"

#include <algorithm>
#include <chrono>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"
#include "wallboard/link/http_call.hpp"
#include "wallboard/link/words.hpp"

namespace waymark::wallboard {
namespace {

namespace asio = boost::asio;

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t largest_answer = 1 << 20;
constexpr std::size_t longest_words = 200;

/// Why a page was not given, in the server's own words where it has some.
Error refusal(const HttpReply& reply) {
    if (const auto body = read_json(reply.body, {}); body && body->is_object())
        if (const auto error = body->find("error"); error != body->end() && error->is_object())
            if (const auto what = error->find("what"); what != error->end() && what->is_string())
                return {"", plain_words(what->get<std::string>(), longest_words)};
    if (reply.status == 404)
        return {"", "the server does not know this page: it may be older than this window"};
    return {"", "the server answers " + std::to_string(reply.status)};
}

Result<std::string> body_of(const Result<HttpReply>& reply) {
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status != 200) return tl::unexpected(refusal(*reply));
    return reply->body;
}

}  // namespace

Questions::Questions(const LinkOptions& options, const std::string& token, Mailbox& mailbox,
                     asio::io_context& io)
    : options_(options), token_(token), mailbox_(mailbox), added_(io) {}

void Questions::add(std::string target) {
    if (std::ranges::find(waiting_, target) != waiting_.end()) return;
    if (waiting_.size() >= most_questions) {
        mailbox_.put(Told{std::move(waiting_.front()),
                          failure("", "too much was asked at once; try again")});
        waiting_.pop_front();
    }
    waiting_.push_back(std::move(target));
    added_.cancel();
}

asio::awaitable<void> Questions::run() {
    while (!stopped_) {
        if (waiting_.empty()) {
            added_.expires_at(std::chrono::steady_clock::time_point::max());
            co_await added_.async_wait(outcome);
            continue;
        }
        std::string target = std::move(waiting_.front());
        waiting_.pop_front();
        const HttpCall call{"GET",
                            target,
                            token_,
                            "waymark-wallboard/" + options_.hello.version,
                            options_.timing.answer,
                            largest_answer};
        const auto reply = co_await call_http(options_.server, call, closer_);
        if (!stopped_) mailbox_.put(Told{std::move(target), body_of(reply)});
    }
}

void Questions::stop() {
    stopped_ = true;
    added_.cancel();
    if (closer_) closer_();
}

}  // namespace waymark::wallboard
