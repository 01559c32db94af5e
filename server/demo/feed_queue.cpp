#include "server/demo/feed_queue.hpp"

#include <algorithm>

#include "shared/protocol/record_codec.hpp"

namespace waymark::demo {

FeedQueue::FeedQueue(std::size_t records, std::size_t messages)
    : record_limit_(records), message_limit_(messages) {}

void FeedQueue::add(const Record& record) {
    records_.push_back({record.time, write_record(record)});
}

std::optional<std::string> FeedQueue::next() {
    const std::size_t count = std::min(record_limit_, records_.size() - sent_);
    if (count == 0 || messages_.size() >= message_limit_) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "[" : ",") + records_[sent_ + i].text;
    sent_ += count;
    messages_.push_back(count);
    return text + "]";
}

std::string FeedQueue::alive() {
    messages_.push_back(0);
    return R"({"type":"feed.alive"})";
}

Result<void> FeedQueue::settle(std::uint64_t upto) {
    if (upto > settled_messages_ + messages_.size())
        return failure("/upto", std::to_string(upto) + " was never sent; the last message was " +
                                    std::to_string(settled_messages_ + messages_.size()));
    for (; settled_messages_ < upto; ++settled_messages_) {
        const std::size_t count = messages_.front();
        messages_.pop_front();
        records_.erase(records_.begin(), records_.begin() + static_cast<std::ptrdiff_t>(count));
        sent_ -= count;
    }
    return {};
}

void FeedQueue::start_over() {
    messages_.clear();
    sent_ = 0;
    settled_messages_ = 0;
}

std::optional<Time> FeedQueue::oldest() const {
    return records_.empty() ? std::nullopt : std::optional{records_.front().time};
}

}  // namespace waymark::demo
