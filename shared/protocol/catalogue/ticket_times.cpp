#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

struct Clock {
    std::string field;
    std::string text;
};

Clock clock_of(const std::string& word) {
    if (word == "net") return {"net", "time by the clock, pauses taken off"};
    if (word == "work") return {"work", "time within the desk's work hours"};
    if (word == "work_net")
        return {"work_net", "time within the desk's work hours, pauses taken off"};
    return {"elapsed", "time by the clock"};
}

Made time_to(Choices& choices, const std::string& type, const std::string& end) {
    const std::string show = choices.word("show");
    const Clock clock = clock_of(choices.word("time"));
    const Where once{is("first", true), unless("deleted")};
    return {.measure = {.how = shown(show, {on(type, once)}, clock.field),
                        .parts = {{"tickets", {on(type, also(once, {present(clock.field)}))}},
                                  {"deleted tickets",
                                   {on(type, {is("first", true), is("deleted", true)})},
                                   true},
                                  {"beginning not known",
                                   {on(type, also(once, {absent(clock.field)}))},
                                   true}},
                        .formula = shown_text(show) + " of the " + clock.text +
                                   " from creation to the first " + end},
            .unit = ValueUnit::duration};
}

Made make_time_to_resolve(Choices& choices) {
    return time_to(choices, "ticket.resolved", "resolution");
}

Made make_time_to_first_response(Choices& choices) {
    return time_to(choices, "ticket.responded", "public response");
}

std::vector<Option> options() {
    return of_events(
        {{"show",
          Kind::word,
          {"mean", "median", "p90"},
          "mean",
          "of the tickets' times; show the median or p90 besides the mean"},
         {"time",
          Kind::word,
          {"work", "work_net", "clock", "net"},
          "work",
          "work: within the desk's `work_hours`; clock: all of it; `net`: pending stretches taken "
          "off"}});
}

}  // namespace

std::vector<NamedMeasure> ticket_time_measures() {
    return {
        {"time_to_resolve", "K28", "Time to resolve",
         "How long it took from a ticket's creation to its first resolution.",
         "sum of (resolved - created) / tickets resolved first in the window; or their median, p90",
         ValueUnit::duration, Direction::lower, from(Window::Kind::week), "MEAN; SKETCH",
         "by priority", options(), make_time_to_resolve},
        {"time_to_first_response", "K29", "Time to first response",
         "How long it took from a ticket's creation to its first public response.",
         "sum of (responded - created) / tickets first responded to in the window; or their "
         "median, p90",
         ValueUnit::duration, Direction::lower, from(today), "MEAN; SKETCH", "by priority",
         options(), make_time_to_first_response},
    };
}

}  // namespace waymark
