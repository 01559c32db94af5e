#pragma once

#include <deque>
#include <functional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "wallboard/link/link.hpp"

namespace waymark::wallboard {

/// How many questions may wait.
inline constexpr std::size_t most_questions = 16;

/// Asks the server's pages, one after the other, and puts what they say into the mailbox. Thread of
/// `io`.
class Questions {
public:
    /// All must outlive it; `token` may change.
    Questions(const LinkOptions& options, const std::string& token, Mailbox& mailbox,
              boost::asio::io_context& io);

    /// One that waits already is not asked twice; where too many wait the oldest is refused.
    void add(std::string target);
    /// Answers what is added, until it is stopped.
    boost::asio::awaitable<void> run();
    void stop();

private:
    const LinkOptions& options_;
    const std::string& token_;
    Mailbox& mailbox_;
    boost::asio::steady_timer added_;
    std::deque<std::string> waiting_;
    std::function<void()> closer_;  ///< empty: none is under way
    bool stopped_ = false;
};

}  // namespace waymark::wallboard
