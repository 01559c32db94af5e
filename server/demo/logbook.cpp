#include "server/demo/logbook.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/demo/busy_desk.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::demo {
namespace {

using nlohmann::json;

/// Grows when the simulation changes what a plan tells.
constexpr int edition = 1;
constexpr std::chrono::minutes short_break{1};
constexpr std::chrono::hours long_break{22};
constexpr std::chrono::days longest_run{3};

Logbook logbook_from(const json& value) {
    Logbook logbook;
    logbook.plan.seed = value.at("seed");
    logbook.plan.begin = from_epoch_ms(value.at("begin"));
    logbook.plan.calls_from = from_epoch_ms(value.at("calls_from"));
    for (const json& stretch : value.at("stretches"))
        logbook.plan.stretches.push_back(
            {from_epoch_ms(stretch.at("from")), stretch.at("speed"), stretch.at("story")});
    logbook.settled = from_epoch_ms(value.at("settled"));
    logbook.horizon = from_epoch_ms(value.at("horizon"));
    return logbook;
}

bool is_sound(const Logbook& logbook) {
    const auto& stretches = logbook.plan.stretches;
    const auto paced = [](const Stretch& one) { return one.speed >= .1 && one.speed <= 100; };
    return !stretches.empty() && std::ranges::is_sorted(stretches, {}, &Stretch::from) &&
           std::ranges::all_of(stretches, paced) && stretches.front().from <= logbook.plan.begin &&
           logbook.plan.begin <= logbook.plan.calls_from && logbook.settled <= logbook.horizon;
}

}  // namespace

std::string write_logbook(const Logbook& logbook) {
    json stretches = json::array();
    for (const Stretch& stretch : logbook.plan.stretches)
        stretches.push_back({{"from", to_epoch_ms(stretch.from)},
                             {"speed", stretch.speed},
                             {"story", stretch.story}});
    return write_json({{"edition", edition},
                       {"seed", logbook.plan.seed},
                       {"begin", to_epoch_ms(logbook.plan.begin)},
                       {"calls_from", to_epoch_ms(logbook.plan.calls_from)},
                       {"stretches", stretches},
                       {"settled", to_epoch_ms(logbook.settled)},
                       {"horizon", to_epoch_ms(logbook.horizon)}});
}

Result<Logbook> read_logbook(std::string_view text) {
    const auto value = read_json(text, {});
    if (!value) return tl::unexpected(value.error());
    try {
        if (value->at("edition") != edition)
            return failure("/edition", write_json(value->at("edition")) +
                                           " is another edition of the demo; this one is " +
                                           std::to_string(edition));
        Logbook logbook = logbook_from(*value);
        if (!is_sound(logbook)) return failure("", "its times or speeds contradict each other");
        return logbook;
    } catch (const json::exception& error) {
        return failure("", error.what());
    }
}

Beginning begin(const std::optional<Logbook>& predecessor, const Wish& wish, Time now) {
    const std::uint64_t usual_seed = predecessor ? predecessor->plan.seed : 1;
    const std::uint64_t seed = wish.seed == 0 ? usual_seed : wish.seed;
    Beginning fresh{fresh_plan(seed, now, wish.speed, wish.story), Time{}, {}};
    if (!predecessor || predecessor->horizon - now > short_break) return fresh;

    const Time stopped = predecessor->horizon;
    if (seed != predecessor->plan.seed || now - stopped > long_break ||
        now - predecessor->plan.begin > longest_run) {
        BusyDesk desk(predecessor->plan);
        desk.advance(stopped);
        fresh.farewells = desk.close(std::max(stopped, now - long_break));
        return fresh;
    }
    Plan plan = predecessor->plan;
    const Stretch wished{now, wish.speed, wish.story};
    const Stretch& last = plan.stretches.back();
    if (now - stopped > short_break) {
        plan.stretches.push_back({stopped + std::chrono::milliseconds{1}, 1, false});
        plan.stretches.push_back(wished);
    } else if (last.speed != wish.speed || last.story != wish.story) {
        plan.stretches.push_back(
            {std::max(stopped + std::chrono::milliseconds{1}, now), wish.speed, wish.story});
    }
    return {plan, predecessor->settled, {}};
}

}  // namespace waymark::demo
