#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/demo/stage.hpp"
#include "shared/base/result.hpp"

namespace waymark::demo {

/// What a run leaves behind for the one that follows it, so that a demo that was killed is carried
/// on: the plan tells what was told, and to what end.
struct Logbook {
    Plan plan;
    Time settled;  ///< everything up to here was acknowledged
    Time horizon;  ///< nothing after it can have been sent

    bool operator==(const Logbook&) const = default;
};

std::string write_logbook(const Logbook& logbook);
/// An Error when the text is no logbook, or one of another edition of the simulation, whose plan
/// tells other records.
Result<Logbook> read_logbook(std::string_view text);

/// How a run begins.
struct Beginning {
    Plan plan;
    Time told_until;              ///< records up to here are not to be told again
    std::vector<Told> farewells;  ///< the ends of what a predecessor that can't be carried on left
};

/// A seed of 0 means "as before, or 1".
struct Wish {
    std::uint64_t seed = 0;
    double speed = 10;
    bool story = true;
};

/// Carries the predecessor on where it stopped: after a short break as if nothing had happened,
/// after a longer one with the break told at the usual pace. One that is older than the server
/// takes events, or of another seed, is closed, and a fresh run begins.
Beginning begin(const std::optional<Logbook>& predecessor, const Wish& wish, Time now);

}  // namespace waymark::demo
