#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "wallboard/link/mailbox.hpp"

namespace waymark::wallboard {

/// What the server told of a page.
struct Page {
    std::shared_ptr<const nlohmann::json> value;  ///< the last good one, an object; null: none yet
    std::optional<Time> told;                     ///< when that came (own clock)
    std::string problem;                          ///< why the last try failed; empty: it did not
};

/// The server's pages that a window shows, asked for again as they grow old. GUI thread only.
class Answers {
public:
    /// The page as it was told last. It is asked for, unless it was less than `every` ago. Lives
    /// until the next call of anything.
    const Page& want(const std::string& target, Duration every, Time now);
    /// What is to be asked of the server now, each once.
    std::vector<std::string> take_questions();
    void take(const Told& told, Time now);
    /// When something wanted lately is to be asked for again; Time::max(): nothing is.
    Time next() const;

private:
    struct Known {
        Page page;
        std::optional<Time> asked;
        bool waits = false;  ///< asked, and not told yet
        Time wanted;
        std::uint64_t order = 0;  ///< the later wanted, the larger
        Duration every{0};
    };
    void forget_old();

    std::map<std::string, Known> known_;
    std::vector<std::string> questions_;
    std::uint64_t wants_ = 0;
    Time now_;
};

}  // namespace waymark::wallboard
