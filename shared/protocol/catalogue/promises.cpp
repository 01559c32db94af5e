#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

/// A share of promises: kept in time over those that were done or fell due.
Made share_kept(std::string type, const Where& of, const char* flag, std::string formula) {
    const Where counted = also(of, {unless("deleted"), present(flag)});
    const Selection kept{on(type, also(counted, {is(flag, true)}))}, all{on(type, counted)};
    return {.measure =
                {.how = RatioMeasure{.numerator = kept, .denominator = all},
                 .parts = {{"in time", kept},
                           {"all", all},
                           {"deleted tickets", {on(type, also(of, {is("deleted", true)}))}, true},
                           {"nothing was promised",
                            {on(type, also(of, {unless("deleted"), absent(flag)}))},
                            true}},
                 .formula = std::move(formula)},
            .unit = ValueUnit::ratio};
}

Made share_due(const std::string& what, const std::string& priority) {
    return share_kept("ticket." + what + "_due", {is("basis", priority.c_str())}, "met",
                      "promises of a " + what +
                          " that fell due and were met / all that fell due, "
                          "by the " +
                          priority + " priority");
}

Made make_response_sla(Choices& choices) {
    if (choices.word("basis") == "due") return share_due("response", choices.word("priority"));
    return share_kept("ticket.responded", {is("first", true)}, "in_time",
                      "first responses given in time / first responses given");
}

Made make_resolution_sla(Choices& choices) {
    if (choices.word("basis") == "due") return share_due("resolution", choices.word("priority"));
    return share_kept("ticket.resolved", {is("first", true)}, "in_time",
                      "tickets resolved in time, pauses taken off / tickets resolved");
}

struct Due {
    std::string since;
    Where where;
    std::string text;
};

Due due_of(Choices& choices) {
    if (choices.word("of") == "response")
        return {"response_due", {is("responded", false)}, "first response"};
    return {"resolution_due", {}, "resolution"};
}

Made make_sla_at_risk(Choices& choices) {
    const Due due = due_of(choices);
    const double within = choices.length("within");
    return {.measure = {.how = AgeMeasure{.subject = "ticket",
                                          .where = due.where,
                                          .since = due.since,
                                          .show = AgeMeasure::Show::count,
                                          .above = -from_seconds(within),
                                          .at_most = Duration{0}},
                        .formula = "open tickets whose " + due.text + " falls due within " +
                                   length_text(within)},
            .unit = ValueUnit::count};
}

Made make_sla_breached(Choices& choices) {
    const Due due = due_of(choices);
    return {.measure = {.how = AgeMeasure{.subject = "ticket",
                                          .where = due.where,
                                          .since = due.since,
                                          .show = AgeMeasure::Show::count,
                                          .above = Duration{0}},
                        .formula = "open tickets whose " + due.text + " is overdue"},
            .unit = ValueUnit::count};
}

Made make_promises_kept(Choices&) {
    return share_kept("ticket.promise_due", {}, "met",
                      "promised updates that fell due and were kept / all that fell due");
}

Made make_breaches_followed_up(Choices& choices) {
    const std::string of = choices.word("of");
    const Selection followed{on("ticket.followed_up", {unless("deleted")})};
    const Selection missed{
        on("ticket." + of + "_due", {is("basis", "current"), is("met", false), unless("deleted")})};
    return {.measure = {.how = RatioMeasure{.numerator = followed, .denominator = missed},
                        .parts = {{"followed up", followed}, {"breached", missed}},
                        .formula = "tickets followed up / promises of a " + of +
                                   " that fell due and were missed"},
            .unit = ValueUnit::ratio,
            .min_n = 5};
}

Option option_priority() {
    return {"priority",
            Kind::word,
            {"current", "initial"},
            "current",
            "of the basis due: the promise of the priority it has, or of its first one"};
}
Option option_of() {
    return {"of", Kind::word, {"response", "resolution"}, "resolution", "which promise"};
}

}  // namespace

std::vector<NamedMeasure> promise_measures() {
    return {
        {"response_sla", "K25", "First response in time",
         "The share of first responses that came within what is promised for the priority.",
         "responded in time / fell due in the window", ValueUnit::ratio, Direction::higher,
         from(today), "RATIO", "at least 90 to 95 %",
         of_events({{"basis",
                     Kind::word,
                     {"due", "responded"},
                     "due",
                     "due: what fell due in the window, unanswered ones missed; responded: what "
                     "was responded to, which hides what never was"},
                    option_priority()}),
         make_response_sla},
        {"resolution_sla", "K26", "Resolved in time",
         "The share of tickets that were resolved within what is promised for the priority.",
         "resolved in time / fell due in the window, overdue open ones missed", ValueUnit::ratio,
         Direction::higher, from(Window::Kind::week), "RATIO", "at least 90 to 95 %",
         of_events({{"basis",
                     Kind::word,
                     {"due", "resolved"},
                     "due",
                     "due: what fell due in the window; resolved: what was resolved in it"},
                    option_priority()}),
         make_resolution_sla},
        {"sla_at_risk", "K27", "Due soon", "How many open tickets fall due soon.",
         "count of open tickets with now <= due < now + R", ValueUnit::count, Direction::lower,
         now(), "GAUGE (sum)", "",
         of_states({option_of(), {"within", Kind::length, {}, "30min", "how soon"}}),
         make_sla_at_risk},
        {"sla_breached", "K27", "Overdue", "How many open tickets are overdue.",
         "count of open tickets with due < now", ValueUnit::count, Direction::lower, now(),
         "GAUGE (sum)", "0", of_states({option_of()}), make_sla_breached},
        {"promises_kept", "K37", "Promised updates kept",
         "The share of updates promised to customers that came in time.",
         "promises kept in time / promises due", ValueUnit::ratio, Direction::higher, from(today),
         "RATIO", "at least 95 %", of_events({}), make_promises_kept},
        {"breaches_followed_up", "F-53", "Breaches followed up",
         "How many of the broken promises somebody got back to the customer about.",
         "tickets followed up / promises broken", ValueUnit::ratio, Direction::higher,
         from(Window::Kind::month), "RATIO", "", of_events({option_of()}),
         make_breaches_followed_up},
    };
}

}  // namespace waymark
