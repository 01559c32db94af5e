#pragma once

#include "server/feed/asterisk/asterisk_text.hpp"
#include "server/feed/feed_port.hpp"

namespace waymark::server {

/// Passes on what could not be used, each time it was counted.
class SkipReport {
public:
    explicit SkipReport(FeedPort& port) : port_(port) {}

    /// `counts` only ever grow between two calls.
    void tell(const SkipCounts& counts) {
        for (const auto& [reason, count] : counts) {
            std::uint64_t& told = told_[reason];
            if (count > told) port_.count(reason, count - told);
            told = count;
        }
    }

private:
    FeedPort& port_;
    SkipCounts told_;
};

}  // namespace waymark::server
