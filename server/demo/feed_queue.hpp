#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "shared/base/result.hpp"
#include "shared/model/record.hpp"

namespace waymark::demo {

/// What one feed has yet to tell: records wait here until the server has acknowledged them, and go
/// out again, with the same ids, over the next connection when this one breaks before.
class FeedQueue {
public:
    /// At most `records` go into a message, at most `messages` are on their way at a time.
    FeedQueue(std::size_t records, std::size_t messages);

    void add(const Record& record);
    /// The next message, a JSON array; nothing when all was sent or too much is on its way.
    std::optional<std::string> next();
    /// A message that only says that the feed lives.
    std::string alive();
    /// The server has dealt with this connection's messages up to number `upto`, 1 the first. An
    /// Error when it was never sent.
    Result<void> settle(std::uint64_t upto);
    /// A new connection: its messages count from 1, what was not settled goes first.
    void start_over();

    /// Records not settled yet.
    std::size_t size() const { return records_.size(); }
    /// Messages sent and not settled.
    std::size_t on_the_way() const { return messages_.size(); }
    /// Of the oldest record that is not settled.
    std::optional<Time> oldest() const;

private:
    struct Waiting {
        Time time;
        std::string text;
    };
    std::size_t record_limit_;
    std::size_t message_limit_;
    std::deque<Waiting> records_;
    std::deque<std::size_t> messages_;  ///< how many records each one on its way holds
    std::size_t sent_ = 0;              ///< of `records_`, from the front
    std::uint64_t settled_messages_ = 0;
};

}  // namespace waymark::demo
