#include "wallboard/present/memory.hpp"

#include <algorithm>

namespace waymark::wallboard {
namespace {

const Series* series_of(const Board& board, const KpiId& kpi) {
    const auto found = std::ranges::find(board.series, kpi, &Series::kpi);
    return found == board.series.end() || found->points.empty() ? nullptr : &*found;
}

std::size_t annotations_in(const Board& board) {
    return board.readings.annotations ? board.readings.annotations->size() : 0;
}

}  // namespace

void PresentMemory::begin(const BoardState& state, Time now) {
    constexpr std::chrono::milliseconds jump{500};
    const Duration skew = state.server_time(now) - now;
    if (state.snapshots() != desk_ || std::chrono::abs(skew - skew_) > jump || now < now_) {
        known_.clear();
        below_.reset();
        desk_ = state.snapshots();
        skew_ = skew;
    }
    now_ = now;
    ++frame_;
}

bool PresentMemory::holds(const Known& known, const Present& present, const Kpi& kpi) const {
    if (now_ >= known.until || known.online != present.online ||
        (!present.online && known.last_heard != present.last_heard) ||
        known.annotations != annotations_in(present.board))
        return false;
    const Readings& readings = present.board.readings;
    const Reading* reading = find_reading(readings, kpi.id);
    if (!(known.reading == (reading ? *reading : Reading{}))) return false;
    const Series* series = series_of(present.board, kpi.id);
    if (known.points != (series ? series->points.size() : 0)) return false;
    if (series && !(known.newest == series->points.back())) return false;
    for (std::size_t i = 0; i < kpi.feeds.size(); ++i) {
        const FeedReading* feed = find_feed(readings, kpi.feeds[i]);
        if (!(known.feeds.at(i) == (feed ? *feed : FeedReading{}))) return false;
    }
    return true;
}

void PresentMemory::make(Known& known, Present& present, const Kpi& kpi) const {
    const Readings& readings = present.board.readings;
    const Reading* reading = find_reading(readings, kpi.id);
    known.reading = reading ? *reading : Reading{};
    known.feeds.clear();
    for (const FeedId& id : kpi.feeds) {
        const FeedReading* feed = find_feed(readings, id);
        known.feeds.push_back(feed ? *feed : FeedReading{});
    }
    const Series* series = series_of(present.board, kpi.id);
    known.points = series ? series->points.size() : 0;
    if (series) known.newest = series->points.back();
    known.online = present.online;
    known.last_heard = present.last_heard;
    known.annotations = annotations_in(present.board);
    Deadlines deadlines{now_};
    Present alone{present.board,  present.format,     present.now,
                  present.online, present.last_heard, deadlines};
    known.tile = present_tile(alone, kpi);
    known.until = deadlines.next();
}

const TileView& PresentMemory::tile(Present& present, const Kpi& kpi) {
    const std::vector<Kpi>& kpis = present.board.desk.kpis;
    known_.resize(kpis.size());
    Known& known = known_.at(static_cast<std::size_t>(&kpi - kpis.data()));
    if (known.frame != frame_) {
        if (known.frame == 0 || !holds(known, present, kpi)) make(known, present, kpi);
        known.frame = frame_;
    }
    if (known.until != Time::max()) present.deadlines.in(known.until - now_);
    return known.tile;
}

const SharedList<ObjectiveView>& PresentMemory::objectives(Present& present, const Unit& unit) {
    std::vector<State> kpis;
    for (const Kpi& kpi : present.board.desk.kpis)
        kpis.push_back(tile(present, kpi).state);
    const bool same = below_ && below_->online == present.online && below_->kpis == kpis &&
                      below_->nodes == present.board.readings.nodes;
    if (!same) {
        objectives_ = SharedList<ObjectiveView>(present_objectives(present, unit));
        below_ = Below{present.board.readings.nodes, std::move(kpis), present.online};
    }
    return objectives_;
}

}  // namespace waymark::wallboard
