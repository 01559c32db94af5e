#pragma once

#include <string>
#include <utility>

#include "server/kpi/scorecard.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::test {

/// Feeds a scorecard under a manual clock.
class Player {
public:
    explicit Player(const DeskFolder& folder) : scorecard(folder) {}

    void happen(std::string type, Time time, FieldList fields) {
        scorecard.advance(time);
        accept(std::move(type), time, fields);
    }
    /// As `happen`, but the clock stands where it is.
    void accept(std::string type, Time time, FieldList fields) {
        Record made = record(std::move(type), std::to_string(++ids_), time, fields);
        scorecard.accept({"phone"}, std::move(made));
    }
    void answered(Time time, double wait) {
        happen("contact.answered", time, {{"contact", "c" + std::to_string(ids_)}, {"wait", wait}});
    }
    Reading reading(const char* kpi) { return *find_reading(scorecard.readings(), {kpi}); }

    server::Scorecard scorecard;

private:
    int ids_ = 0;
};

/// A desk with a judged service level.
inline DeskBuilder judged_desk() {
    DeskBuilder desk;
    desk.kpi("sl", ValueUnit::ratio, rolling(60), answered_in_20s())
        .target(Direction::higher, 0.8, 0.7)
        .min_n(3);
    return desk;
}

}  // namespace waymark::test
