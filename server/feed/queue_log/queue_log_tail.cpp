#include "server/feed/queue_log/queue_log_tail.hpp"

namespace waymark::server {
namespace {

constexpr Duration a_day = std::chrono::hours{24};
/// Of what is older the server takes nothing anyway.
constexpr Duration oldest_told = a_day - std::chrono::minutes{10};
/// What was under way when the server ended is told again.
constexpr Duration again = std::chrono::minutes{5};

}  // namespace

QueueLogStart start_of_queue_log(std::optional<Time> heard, Time now) {
    const Time oldest = now - oldest_told;
    if (!heard || *heard < oldest) return {oldest - a_day, oldest, oldest};
    return {oldest - a_day, std::max(oldest, *heard - again), *heard};
}

QueueLogTail::QueueLogTail(std::filesystem::path path, QueueLogDecoder::Options options, Time from)
    : file_(std::move(path)), decoder_(std::move(options)), from_(from) {}

bool QueueLogTail::read(Time until, std::size_t lines, const std::function<void(Record)>& take) {
    for (std::size_t i = 0; i < lines; ++i) {
        const auto line = file_.line();
        if (!line) return true;
        const auto time = as_time(line->substr(0, line->find('|')));
        if (time && *time > until) return true;
        for (Record& record : decoder_.decode(*line))
            take(std::move(record));
        file_.drop();
    }
    return false;
}

bool QueueLogTail::holds_all_since(Time time) {
    const bool lost = file_.take_lost();
    return !lost && file_.begins_at() && *file_.begins_at() <= time;
}

}  // namespace waymark::server
