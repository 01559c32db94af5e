#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

Option option_pending() {
    return {"pending",
            Kind::word,
            {"included", "excluded", "only"},
            "included",
            "tickets that wait for somebody else"};
}
Option option_unassigned() {
    return {"unassigned", Kind::word, {"included", "only"}, "included", "tickets nobody has taken"};
}
Option option_awaiting() {
    return {"awaiting_first_response",
            Kind::word,
            {"included", "only"},
            "included",
            "tickets without any public response"};
}
Option option_age_in() {
    return {"age_in",
            Kind::hours,
            {},
            "",
            "ages are counted within these hours of desk.json; else by the clock"};
}
Option option_priorities() {
    return {"priorities", Kind::texts, {}, "P1", "the priorities that are major"};
}

/// The tickets that `pending`, `unassigned` and `awaiting_first_response` choose.
struct Chosen {
    Where where;
    std::string text = "open tickets";
};

Chosen chosen_tickets(Choices& choices) {
    Chosen chosen;
    const std::string pending = choices.word("pending");
    if (pending == "excluded") {
        chosen.where.push_back(is("status", "open"));
        chosen.text += " that are not pending";
    }
    if (pending == "only") {
        chosen.where.push_back(is("status", "pending"));
        chosen.text = "pending tickets";
    }
    if (choices.word("unassigned") == "only") {
        chosen.where.push_back(is("assigned", false));
        chosen.text += " that nobody has taken";
    }
    if (choices.word("awaiting_first_response") == "only") {
        chosen.where.push_back(is("responded", false));
        chosen.text += " without a first response";
    }
    return chosen;
}

std::string aged(const std::string& hours) {
    return hours.empty() ? " by the clock" : " within the hours \"" + hours + "\"";
}

Made make_tickets(Choices& choices) {
    const auto events = choices.words("event");
    return {.measure = {.how = CountMeasure{{on_any("ticket", events, {})}},
                        .formula = "number of times a ticket was " + either(events)},
            .unit = ValueUnit::count};
}

Made make_backlog(Choices& choices) {
    const Chosen chosen = chosen_tickets(choices);
    return made_level(
        {.subject = "ticket", .where = chosen.where, .over = over_named(choices.word("over"))},
        chosen.text, from(today));
}

Made make_net_flow(Choices& choices) {
    const auto done = choices.words("less");
    const Selection more{on("ticket.created", {}), on("ticket.reopened", {})};
    const Selection less{on_any("ticket", done, {})};
    return {.measure = {.how = CountMeasure{more, less},
                        .parts = {{"created", {more[0]}},
                                  {"reopened", {more[1]}},
                                  {either(done), less}},
                        .formula = "created + reopened - " + either(done)},
            .unit = ValueUnit::count};
}

AgeMeasure aged_tickets(Choices& choices, AgeMeasure::Show show, std::string& formula) {
    const Chosen chosen = chosen_tickets(choices);
    AgeMeasure age{.subject = "ticket", .where = chosen.where, .since = "began", .show = show};
    if (const auto above = choices.length_if_any("older_than")) {
        age.above = from_seconds(*above);
        formula += " older than " + length_text(*above);
    }
    if (const auto most = choices.length_if_any("up_to")) {
        age.at_most = from_seconds(*most);
        formula += " up to " + length_text(*most) + " old";
    }
    age.hours = choices.hours("age_in");
    formula = chosen.text + formula + aged(age.hours);
    return age;
}

Made make_aged_share(Choices& choices) {
    std::string formula;
    const AgeMeasure age = aged_tickets(choices, AgeMeasure::Show::share, formula);
    return {.measure = {.how = age, .formula = formula + " / all of them"},
            .unit = ValueUnit::ratio};
}

Made make_aged_tickets(Choices& choices) {
    std::string formula;
    const AgeMeasure age = aged_tickets(choices, AgeMeasure::Show::count, formula);
    return {.measure = {.how = age, .formula = "number of " + formula}, .unit = ValueUnit::count};
}

Made make_oldest_ticket(Choices& choices) {
    const Chosen chosen = chosen_tickets(choices);
    const std::string hours = choices.hours("age_in");
    return {.measure = {.how = AgeMeasure{.subject = "ticket",
                                          .where = chosen.where,
                                          .since = "began",
                                          .hours = hours},
                        .formula = "age of the oldest of " + chosen.text + aged(hours)},
            .unit = ValueUnit::duration};
}

Made make_major_incidents(Choices& choices) {
    const auto major = choices.texts("priorities");
    return made_level({.subject = "ticket",
                       .where = {is_one_of("priority", major)},
                       .over = over_named(choices.word("over"))},
                      "open tickets of priority " + either(major), from(today));
}

Made make_major_incident_minutes(Choices& choices) {
    const auto major = choices.texts("priorities");
    return made_level({.subject = "ticket",
                       .where = {is_one_of("priority", major)},
                       .over = LevelMeasure::Over::any_time},
                      "open tickets of priority " + either(major) + "; overlaps count once",
                      from(Window::Kind::month));
}

Made make_oldest_major_incident(Choices& choices) {
    const auto major = choices.texts("priorities");
    return {.measure = {.how = AgeMeasure{.subject = "ticket",
                                          .where = {is_one_of("priority", major)},
                                          .since = "began"},
                        .formula = "now - creation of the oldest open ticket of priority " +
                                   either(major)},
            .unit = ValueUnit::duration};
}

std::vector<Option> of_tickets(std::vector<Option> own) {
    for (const Option& option : {option_pending(), option_unassigned(), option_awaiting()})
        own.push_back(option);
    return of_states(std::move(own));
}

Option option_over() {
    return {"over",
            Kind::word,
            {"last", "max", "mean"},
            "last",
            "at this instant or the end of the window; the greatest in it; the mean over its time"};
}

}  // namespace

std::vector<NamedMeasure> backlog_measures() {
    const Option older{"older_than", Kind::length, {}, "5d", "older than this"};
    const Option above{"older_than", Kind::length, {}, "", "older than this"};
    const Option up_to{"up_to", Kind::length, {}, "", "and at most this old"};
    return {
        {"tickets", "K22", "Tickets",
         "How many tickets were created, resolved, reopened and so on.", "number of events",
         ValueUnit::count, std::nullopt, from(today), "SUM", "",
         of_events({{"event",
                     Kind::words,
                     {"created", "resolved", "reopened", "closed", "deleted", "merged", "assigned",
                      "responded", "escalated", "pending", "resumed", "prioritised", "promised",
                      "followed_up"},
                     "created",
                     "what is counted; of several, each"}}),
         make_tickets},
        {"backlog", "K21", "Backlog", "How many tickets are open.",
         "count of tickets created or reopened and not resolved, closed, deleted or merged",
         ValueUnit::count, Direction::lower, now(), "GAUGE (sum); over time the closing value", "",
         of_tickets({option_over()}), make_backlog},
        {"net_flow", "K22", "Net flow", "By how much the backlog grew.",
         "created + reopened - resolved", ValueUnit::count, Direction::lower, from(today), "SUM",
         "at most 0 over a week",
         of_events({{"less",
                     Kind::words,
                     {"resolved", "closed", "deleted", "merged"},
                     "resolved",
                     "what takes a ticket out of the backlog"}}),
         make_net_flow},
        {"aged_share", "K23", "Aged tickets",
         "The share of open tickets that are older than a limit.",
         "open tickets older than D / open tickets", ValueUnit::ratio, Direction::lower, now(),
         "RATIO of gauges", "at most 10 % older than 5 working days",
         of_tickets({older, up_to, option_age_in()}), make_aged_share},
        {"aged_tickets", "K23", "Aged tickets, counted",
         "How many open tickets have an age between two limits: one bucket of the backlog.",
         "count of open tickets with D1 < age <= D2", ValueUnit::count, Direction::lower, now(),
         "GAUGE (sum)", "", of_tickets({above, up_to, option_age_in()}), make_aged_tickets},
        {"oldest_ticket", "K24", "Oldest open ticket", "How old the oldest open ticket is.",
         "now - min(created)", ValueUnit::duration, Direction::lower, now(), "GAUGE (max)", "",
         of_tickets({option_age_in()}), make_oldest_ticket},
        {"major_incidents", "K41", "Major incidents open", "How many major incidents are open.",
         "count of open tickets of a major priority", ValueUnit::count, Direction::lower, now(),
         "GAUGE (sum)", "0", of_states({option_priorities(), option_over()}), make_major_incidents},
        {"oldest_major_incident", "K41", "Major incident since",
         "How long the oldest open major incident has lasted.",
         "now - min(created) of major tickets; 0 when there is none", ValueUnit::duration,
         Direction::lower, now(), "GAUGE (max)", "", of_states({option_priorities()}),
         make_oldest_major_incident},
        {"major_incident_minutes", "K41", "Major incident time",
         "For how long there was a major incident; two at once count once.",
         "length of the union of their times", ValueUnit::duration, Direction::lower,
         from(Window::Kind::month), "UNION", "0", of_states({option_priorities()}),
         make_major_incident_minutes},
    };
}

}  // namespace waymark
