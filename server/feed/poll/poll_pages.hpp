#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "server/feed/poll/poll_setup.hpp"
#include "server/fetch/fetch.hpp"

namespace waymark::server {

/// The pages of one round, in their order.
class PollPages {
public:
    /// What one round asks for.
    struct Round {
        const std::vector<std::pair<std::string, std::string>>& query;  ///< must outlive the pages
        std::string cursor;  ///< stands for {cursor} on all of them
        int most = 1;        ///< pages
    };

    PollPages(const PollSetup& setup, Round round);

    /// The address of the page to ask for.
    const std::string& url() const { return url_; }

    /// Goes on to the page behind the one that was answered; `body` is null when it is no JSON, and
    /// `items` how many it held. False: that was the last one. An Error: where the next one is
    /// can't be made out.
    Result<bool> go_on(const FetchAnswer& answer, const nlohmann::json* body, std::size_t items);

    /// There are more pages, but a round may have no more.
    bool cut_short() const { return cut_short_; }

private:
    Result<std::optional<std::string>> next(const FetchAnswer& answer, const nlohmann::json* body,
                                            std::size_t items);
    std::string address() const;

    const PollSetup& setup_;
    const Round round_;
    std::int64_t number_;  ///< of the page, or the offset of its first item
    std::string url_;
    int pages_ = 1;
    bool cut_short_ = false;
};

/// The address that a Link header names with rel=next; empty: none.
std::string next_link(std::string_view header);

}  // namespace waymark::server
