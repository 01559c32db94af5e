#pragma once

#include <rapidcheck.h>

#include "shared/model/board.hpp"

namespace waymark::test {

/// Arbitrary boards of one epoch with few ids, so that what changes often meets what is there.

inline rc::Gen<std::optional<double>> any_number() {
    return rc::gen::oneOf(rc::gen::just(std::optional<double>{}),
                          rc::gen::map(rc::gen::inRange(-1000, 1000), [](int tenths) {
                              return std::optional<double>{tenths / 10.0};
                          }));
}

inline rc::Gen<std::optional<Time>> any_time() {
    return rc::gen::oneOf(
        rc::gen::just(std::optional<Time>{}),
        rc::gen::map(rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000),
                     [](std::int64_t ms) { return std::optional<Time>{from_epoch_ms(ms)}; }));
}

inline rc::Gen<std::optional<int>> any_days() {
    return rc::gen::oneOf(
        rc::gen::just(std::optional<int>{}),
        rc::gen::map(rc::gen::inRange(0, 400), [](int days) { return std::optional<int>{days}; }));
}

inline rc::Gen<std::optional<std::chrono::local_days>> any_day() {
    return rc::gen::map(any_days(), [](std::optional<int> days) {
        return days ? std::optional{std::chrono::local_days{std::chrono::days{20'000 + *days}}}
                    : std::nullopt;
    });
}

inline rc::Gen<Reading> any_reading() {
    return rc::gen::build<Reading>(
        rc::gen::set(&Reading::kpi, rc::gen::element(KpiId{"a"}, KpiId{"b"}, KpiId{"c"})),
        rc::gen::set(&Reading::state,
                     rc::gen::element(State::on_target, State::at_risk, State::stale)),
        rc::gen::set(&Reading::value, any_number()),
        rc::gen::set(&Reading::n, rc::gen::inRange<std::int64_t>(0, 50)),
        rc::gen::set(&Reading::trend, rc::gen::element(Trend::none, Trend::better)),
        rc::gen::set(&Reading::opens, any_time()),
        rc::gen::set(&Reading::provisional_until, any_time()),
        rc::gen::set(&Reading::begun, any_time()));
}

inline rc::Gen<NodeReading> any_node() {
    return rc::gen::build<NodeReading>(
        rc::gen::set(&NodeReading::kind,
                     rc::gen::element(NodeReading::Kind::csf, NodeReading::Kind::objective)),
        rc::gen::set(&NodeReading::id, rc::gen::element<std::string>("a", "b")),
        rc::gen::set(&NodeReading::state, rc::gen::element(State::on_target, State::unknown)),
        rc::gen::set(&NodeReading::achieved, rc::gen::inRange(0, 4)),
        rc::gen::set(&NodeReading::held, any_days()),
        rc::gen::set(&NodeReading::needed, any_days()),
        rc::gen::set(&NodeReading::forecast, any_day()),
        rc::gen::set(&NodeReading::pace,
                     rc::gen::element(std::optional<Pace>{}, std::optional{Pace::late})));
}

inline rc::Gen<FeedReading> any_feed() {
    return rc::gen::build<FeedReading>(
        rc::gen::set(&FeedReading::feed, rc::gen::element(FeedId{"acd"}, FeedId{"tickets"})),
        rc::gen::set(&FeedReading::freshness, rc::gen::element(Freshness::live, Freshness::late)));
}

inline rc::Gen<QueueReading> any_queue() {
    return rc::gen::build<QueueReading>(
        rc::gen::set(&QueueReading::queue, rc::gen::element<std::string>("north", "south", "vip")),
        rc::gen::set(&QueueReading::reading, any_reading()));
}

inline rc::Gen<std::vector<std::string>> any_names() {
    return rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("north", "south", "vip"));
}

inline rc::Gen<Annotation> any_annotation() {
    return rc::gen::build<Annotation>(
        rc::gen::set(&Annotation::id, rc::gen::element<std::string>("a", "b")),
        rc::gen::set(&Annotation::kind,
                     rc::gen::element(Annotation::Kind::incident, Annotation::Kind::note)),
        rc::gen::set(&Annotation::until, any_time()),
        rc::gen::set(&Annotation::queue, rc::gen::element<std::string>("", "vip")));
}

inline rc::Gen<Milestone> any_milestone() {
    return rc::gen::build<Milestone>(
        rc::gen::set(&Milestone::kind,
                     rc::gen::element(Milestone::Kind::objective, Milestone::Kind::vision)),
        rc::gen::set(&Milestone::state,
                     rc::gen::element(Milestone::State::celebrating, Milestone::State::reimagine)),
        rc::gen::set(&Milestone::began, any_time()),
        rc::gen::set(&Milestone::before, any_number()));
}

template <class List>
std::optional<List> list_of(const rc::Maybe<List>& list) {
    return list ? std::optional{*list} : std::nullopt;
}

/// At most one reading of each KPI, node and feed, as the server sends them.
inline rc::Gen<Readings> any_readings() {
    return rc::gen::map(
        rc::gen::tuple(
            rc::gen::container<std::vector<Reading>>(any_reading()),
            rc::gen::container<std::vector<NodeReading>>(any_node()),
            rc::gen::container<std::vector<FeedReading>>(any_feed()),
            rc::gen::maybe(rc::gen::container<std::vector<std::string>>(
                rc::gen::element<std::string>("p", "q"))),
            rc::gen::container<std::vector<QueueReading>>(any_queue()),
            rc::gen::maybe(rc::gen::container<std::vector<Annotation>>(any_annotation())),
            rc::gen::maybe(rc::gen::container<std::vector<Milestone>>(any_milestone()))),
        [](auto parts) {
            Board board;
            for (const Reading& reading : std::get<0>(parts))
                RC_ASSERT(apply(board, {.readings = {.kpis = {reading}}}));
            for (const NodeReading& node : std::get<1>(parts))
                RC_ASSERT(apply(board, {.readings = {.nodes = {node}}}));
            for (const FeedReading& feed : std::get<2>(parts))
                RC_ASSERT(apply(board, {.readings = {.feeds = {feed}}}));
            if (const auto& problems = std::get<3>(parts)) board.readings.problems = *problems;
            for (const QueueReading& queue : std::get<4>(parts))
                RC_ASSERT(apply(board, {.readings = {.queues = {queue}}}));
            board.readings.annotations = list_of(std::get<5>(parts));
            board.readings.milestones = list_of(std::get<6>(parts));
            return board.readings;
        });
}

inline rc::Gen<Delta> any_delta() {
    return rc::gen::build<Delta>(
        rc::gen::set(&Delta::position, rc::gen::just(Position{"epoch", 7})),
        rc::gen::set(&Delta::readings,
                     rc::gen::map(rc::gen::pair(any_readings(), any_names()), [](auto parts) {
                         parts.first.gone_queues = parts.second;
                         return parts.first;
                     })));
}

inline rc::Gen<Board> any_board() {
    return rc::gen::map(any_readings(), [](Readings readings) {
        if (!readings.problems) readings.problems.emplace();
        if (!readings.annotations) readings.annotations.emplace();
        if (!readings.milestones) readings.milestones.emplace();
        return Board{.position = {"epoch", 7}, .readings = std::move(readings)};
    });
}

}  // namespace waymark::test
