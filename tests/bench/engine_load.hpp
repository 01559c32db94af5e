#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "shared/model/desk_folder.hpp"

namespace waymark::bench {

/// A desk with every measure of the catalogue as a KPI, fed by "phone" and "tickets".
DeskFolder catalogue_desk(bool by_queue);
/// A desk with so many KPIs split by queue, which have measures of the catalogue in turn and roll
/// over 60 minutes or count today.
DeskFolder wide_desk(int kpis);

/// What happens at a desk, always the same for the same numbers.
struct Load {
    int calls = 0;
    int tickets = 0;  ///< each with eight events
    int queues = 10;
    int agents = 200;
    Duration length{};  ///< calls and tickets begin within it
};

struct FeedRecord {
    FeedId feed;
    Record record;
};

/// Records in order of time, from `begin` on. Of a call: offered, answered, ended and wrapped, and
/// its agent's states; 5 % are abandoned. `day` tells the ids of one stretch from another's.
std::vector<FeedRecord> records_of(const Load& load, Time begin, int day);

/// A record as a feed sends it.
std::string line_of(const Record& record);

}  // namespace waymark::bench
