#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/feed/poll/change_cursor.hpp"
#include "server/feed/poll/poll_pages.hpp"

namespace waymark::server {

/// What a page's answer comes to.
struct PollStep {
    FeedBatch batch;                   ///< empty when there are details
    std::vector<std::string> details;  ///< addresses whose answers are to be read with `detail`
    std::uint64_t without_time = 0;    ///< items whose time of change can't be read
    std::uint64_t without_id = 0;      ///< items that can't be asked for
};

/// What is asked for, and what is made of the answers, round by round, without sockets: a round is
/// `begin`, then `take` and `kept` for each page, until `kept` says that there are no more. Where
/// the setup says how to ask for what is open, the first round is that: the cursor knows only what
/// changed lately.
class PollCourse {
public:
    /// What comes after a page.
    enum class Next {
        page,   ///< ask for `url`
        round,  ///< begin the next round at once: there is more, or something to find out
        wait,   ///< begin the next round when it is time
    };

    /// `setup` must outlive it; `memory` is that of an earlier one, or empty.
    PollCourse(const PollSetup& setup, const std::string& memory, Time now);

    /// What the next one goes on with, once all that came before this round is stored; empty: it
    /// begins anew each time.
    std::string memory() const { return cursor_ ? cursor_->memory() : std::string{}; }

    void begin();
    const std::string& url() const { return pages_->url(); }
    /// What is to be sent besides: the marks of the answer that is known already.
    FetchHeaders headers() const;

    /// A page's answer; its status says that it is good, or not modified. An Error: it can't be
    /// read, and the round is over.
    Result<PollStep> take(const FetchAnswer& answer, Time now);
    /// The answer of a detail.
    Result<FeedBatch> detail(const FetchAnswer& answer, Time now) const;

    /// What came of the page is stored. An Error: the next page can't be asked for.
    Result<Next> kept();

    /// The cursor's zone was found to be wrong in the round that ended last.
    bool found_wrong_zone() const { return finding_ == ChangeCursor::Finding::zone_is_wrong; }
    /// The round ended before all was seen.
    bool cut_short() const { return pages_->cut_short(); }

private:
    Result<std::size_t> look_at(const FetchAnswer& answer, Time now, PollStep& step);
    void note_detail(const nlohmann::json& item, PollStep& step);

    const PollSetup& setup_;
    std::optional<ChangeCursor> cursor_;
    bool backlog_;  ///< what is open is still to be asked for, or this round does
    std::optional<PollPages> pages_;
    Result<bool> more_ = false;  ///< whether there is another page
    /// Of the answer known, while there is but one page without details.
    std::string known_url_;
    FetchHeaders known_marks_;
    FetchHeaders marks_;          ///< of the answer that is not yet kept
    bool unmodified_ = false;     ///< that answer says so
    std::set<std::string> seen_;  ///< items as they were in the last round: not asked for again
    std::set<std::string> seeing_;
    ChangeCursor::Finding finding_ = ChangeCursor::Finding::nothing;
};

}  // namespace waymark::server
