#pragma once

#include <map>
#include <optional>
#include <string>

#include "server/kpi/judge/judgement.hpp"
#include "server/kpi/life/subjects.hpp"
#include "shared/model/ids.hpp"

namespace waymark::server {

/// What a scorecard remembers beside its minutes.
struct Memory {
    struct OfKpi {
        std::string fingerprint;
        std::string meter;
        Judgement judgement;
    };
    struct OfFeed {
        std::optional<Time> heard;
        std::optional<Time> last_event;
        std::optional<Time> first_event;  ///< the earliest time any record of it told of
    };
    Time now;
    std::map<KpiId, OfKpi> kpis;
    std::map<FeedId, OfFeed> feeds;
};

/// As one JSON text; reading a damaged one gives nothing.
std::string write_memory(const Memory& memory, const Subjects& subjects);
std::optional<Memory> read_memory(const std::string& text, Subjects& subjects);

}  // namespace waymark::server
