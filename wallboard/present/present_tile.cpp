#include <algorithm>
#include <cmath>

#include "shared/model/freshness.hpp"
#include "wallboard/present/context.hpp"
#include "wallboard/present/memory.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::string_view nothing = "–";

/// What the feeds of a KPI say about its age.
struct FeedLife {
    bool provable = false;  ///< at least one feed proves its life
    bool stale = false;
    bool late = false;
    std::optional<Time> heard;       ///< the oldest proof, when every feed gave one
    std::optional<Time> last_event;  ///< the newest event of the feeds that may be quiet
};

FeedLife life_of(Present& present, const Kpi& kpi) {
    FeedLife life;
    bool all_heard = true;
    for (const FeedId& id : kpi.feeds) {
        const auto& feeds = present.board.desk.feeds;
        const auto feed = std::ranges::find(feeds, id, &Feed::id);
        const FeedReading* reading = find_feed(present.board.readings, id);
        if (feed == feeds.end()) continue;
        if (feed->quiet_ok) {
            if (reading && reading->last_event)
                life.last_event = life.last_event ? std::max(*life.last_event, *reading->last_event)
                                                  : reading->last_event;
            continue;
        }
        life.provable = true;
        const std::optional<Time> heard = reading ? reading->heard : std::nullopt;
        const Freshness freshness = freshness_of(*feed, heard, present.now);
        life.stale |= freshness == Freshness::stale || freshness == Freshness::never;
        life.late |= freshness != Freshness::live;
        if (!heard) {
            all_heard = false;
            continue;
        }
        present.deadlines.in(*heard + late_after(*feed) - present.now);
        present.deadlines.in(*heard + stale_after(*feed) - present.now);
        life.heard = life.heard ? std::min(*life.heard, *heard) : heard;
    }
    if (!all_heard) life.heard.reset();
    return life;
}

/// Closed and without data outrank stale.
bool can_go_stale(State state) {
    return state != State::closed && state != State::no_data;
}

State state_with(const Present& present, const Reading* reading, const FeedLife& life) {
    if (!reading) return State::no_data;
    if (can_go_stale(reading->state) && (life.stale || !present.online)) return State::stale;
    return reading->state;
}

std::string age_text(Present& present, const FeedLife& life) {
    const Words& words = present.format.words();
    if (life.provable) {
        if (!life.heard) return std::string{words.not_heard_yet};
        const Duration age = std::max(present.now - *life.heard, Duration{0});
        present.deadlines.in(until_age_changes(age));
        return present.format.age(age);
    }
    if (!life.last_event) return std::string{words.no_event_yet};
    return fill(words.last_event,
                {present.format.moment(*life.last_event, present.now, present.board.desk.clock)});
}

ValueText value_text(Present& present, const Kpi& kpi, const Reading& reading,
                     const FeedLife& life) {
    const Words& words = present.format.words();
    if (reading.state == State::too_few && kpi.unit == ValueUnit::ratio && reading.numerator)
        return {fill(words.part_of,
                     {std::to_string(std::llround(*reading.numerator)), std::to_string(reading.n)}),
                ""};
    if (reading.since) {
        // What nobody vouches for any more does not go on growing.
        const bool vouched = present.online && !life.stale;
        const Time until = vouched          ? present.now
                           : present.online ? life.heard.value_or(present.last_heard)
                                            : present.last_heard;
        const Duration grown = std::max(until - *reading.since, Duration{0});
        if (vouched) present.deadlines.in(until_duration_changes(grown));
        return present.format.value(kpi, in_seconds(duration_step(grown)));
    }
    if (!reading.value) return {std::string{nothing}, ""};
    return present.format.value(kpi, *reading.value);
}

/// "opens 08:00"; once that has passed it is the server's to say what is now.
std::string opening_text(Present& present, const Reading& reading) {
    if (reading.state != State::closed || !reading.opens || *reading.opens <= present.now)
        return {};
    present.deadlines.in(*reading.opens - present.now);
    return fill(present.format.words().opens,
                {present.format.upcoming(*reading.opens, present.now, present.board.desk.clock)});
}

std::vector<Note> notes_of(Present& present, const Reading& reading) {
    const Words& words = present.format.words();
    const auto on = [&](Time time) {
        return present.format.time_or_date(time, present.now, present.board.desk.clock);
    };
    std::vector<Note> notes;
    if (!reading.value) return notes;
    if (reading.begun) notes.push_back({fill(words.since, {on(*reading.begun)}), ""});
    if (reading.provisional_until && *reading.provisional_until > present.now) {
        present.deadlines.in(*reading.provisional_until - present.now);
        notes.push_back({fill(words.provisional_until, {on(*reading.provisional_until)}),
                         std::string{words.provisional}});
    }
    return notes;
}

/// The text with all digits the widest one.
std::string widest(std::string text) {
    for (char& c : text)
        if (c >= '0' && c <= '9') c = '8';
    return text;
}

void reserve_room(const Present& present, const Kpi& kpi, const FeedLife& life, TileView& tile) {
    const Words& words = present.format.words();
    tile.value_reserve = widest(tile.value);
    tile.change_reserve = widest(tile.change);
    constexpr std::string_view share = "88.8";
    if (kpi.unit == ValueUnit::ratio && tile.value_reserve.size() < share.size())
        tile.value_reserve = share;
    if (is_judged(tile.state))
        for (const State state : {State::on_target, State::at_risk, State::off_target})
            if (words.of(state).size() > tile.status_reserve.size())
                tile.status_reserve = words.of(state);
    if (present.online && life.provable)
        tile.age_reserve = present.format.age(std::chrono::minutes{58});
    else
        tile.age_reserve = widest(tile.age);
}

void present_why(const Present& present, const Kpi& kpi, TileView& tile) {
    for (const Unit& unit : present.board.desk.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs)
                if (std::ranges::find(kpi.supports, csf.id) != kpi.supports.end()) {
                    tile.why = csf.label.empty() ? csf.title : csf.label;
                    tile.serves = objective.label.empty() ? objective.title : objective.label;
                    return;
                }
    tile.why = present.format.words().supports_nothing;
    tile.orphan = true;
}

}  // namespace

State shown_state(Present& present, const Kpi& kpi) {
    if (present.memory) return present.memory->tile(present, kpi).state;
    return state_with(present, find_reading(present.board.readings, kpi.id), life_of(present, kpi));
}

ShownValue shown_value(Present& present, const Kpi& kpi, const Reading* reading) {
    const FeedLife life = life_of(present, kpi);
    return {state_with(present, reading, life), reading ? value_text(present, kpi, *reading, life)
                                                        : ValueText{std::string{nothing}, ""}};
}

TileView present_tile(Present& present, const Kpi& kpi) {
    const Reading* reading = find_reading(present.board.readings, kpi.id);
    const FeedLife life = life_of(present, kpi);
    const Words& words = present.format.words();
    TileView tile;
    tile.kpi = kpi.id;
    tile.title = kpi.title;
    tile.state = state_with(present, reading, life);
    tile.status = words.of(tile.state);
    tile.target = present.format.target(kpi);
    tile.window = present.format.window(kpi.window);
    const ValueText value =
        reading ? value_text(present, kpi, *reading, life) : ValueText{std::string{nothing}, ""};
    tile.value = value.number;
    tile.unit = value.unit;
    if (reading) {
        tile.opening = opening_text(present, *reading);
        tile.notes = notes_of(present, *reading);
    }
    if (present.online) {
        tile.age = age_text(present, life);
        tile.late = life.late;
    } else if (tile.state == State::stale) {
        const Time known = std::min(life.heard.value_or(present.last_heard), present.last_heard);
        tile.last_known = true;
        tile.status = fill(words.last_known,
                           {present.format.moment(known, present.now, present.board.desk.clock)});
    }
    if (reading && reading->change && present.online && is_judged(tile.state)) {
        tile.trend = reading->trend;
        tile.rising = *reading->change > 0;
        tile.change = present.format.change(kpi, *reading->change);
    }
    reserve_room(present, kpi, life, tile);
    present_why(present, kpi, tile);
    const auto series = std::ranges::find(present.board.series, kpi.id, &Series::kpi);
    if (series == present.board.series.end()) return tile;
    present_spark(*series, kpi, tile);
    if (const auto& annotations = present.board.readings.annotations)
        present_marks(*series, *annotations, tile);
    return tile;
}

std::vector<TileView> present_tiles(Present& present, const std::vector<KpiId>& kpis) {
    std::vector<TileView> tiles;
    tiles.reserve(kpis.size());
    KpiFinder known{present.board.desk};
    for (const KpiId& id : kpis) {
        const Kpi* const found = known.find(id);
        if (!found) continue;
        tiles.push_back(present.memory ? present.memory->tile(present, *found)
                                       : present_tile(present, *found));
        tiles.back().outlined = tiles.back().state == State::off_target && present.long_off &&
                                std::ranges::find(*present.long_off, id) != present.long_off->end();
    }
    return tiles;
}

}  // namespace waymark::wallboard
