#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

const std::vector<std::string> ends_of_waiting{"answered", "abandoned", "timed_out", "left"};

Option option_over() {
    return {"over",
            Kind::word,
            {"last", "max", "mean"},
            "last",
            "at this instant or the end of the window; the greatest in it; the mean over its time"};
}

Made make_contacts_waiting(Choices& choices) {
    return made_level({.subject = "contact",
                       .where = {is("phase", "waiting")},
                       .over = over_named(choices.word("over"))},
                      "contacts that wait", from(today));
}

Made make_longest_wait(Choices&) {
    return {.measure = {.how = AgeMeasure{.subject = "contact",
                                          .where = {is("phase", "waiting")},
                                          .since = "since"},
                        .formula = "now - the earliest offer of the contacts that wait; 0 when "
                                   "none does"},
            .unit = ValueUnit::duration};
}

Made make_speed_of_answer(Choices& choices) {
    const std::string show = choices.word("show");
    return {
        .measure = {.how = shown(show, {on("contact.answered", {})}, "wait"),
                    .parts = {{"answered", {on("contact.answered", {present("wait")})}},
                              {"wait not known", {on("contact.answered", {absent("wait")})}, true}},
                    .formula = shown_text(show) + " of the waits of answered contacts"},
        .unit = ValueUnit::duration};
}

std::vector<std::string> outcomes_of(Choices& choices) {
    const std::string of = choices.word("of");
    return of == "all" ? ends_of_waiting : std::vector{of};
}

Made make_average_wait(Choices& choices) {
    const auto outcomes = outcomes_of(choices);
    const std::string show = choices.word("show");
    return {
        .measure =
            {.how = shown(show, {on_any("contact", outcomes, {})}, "wait"),
             .parts = {{"waits", {on_any("contact", outcomes, {present("wait")})}},
                       {"wait not known", {on_any("contact", outcomes, {absent("wait")})}, true}},
             .formula = shown_text(show) + " of the waits that ended " + either(outcomes)},
        .unit = ValueUnit::duration};
}

Made make_longest_wait_ended(Choices& choices) {
    const auto outcomes = outcomes_of(choices);
    return {.measure = {.how = MaxMeasure{{on_any("contact", outcomes, {})}, "wait"},
                        .parts = {{"waits", {on_any("contact", outcomes, {present("wait")})}}},
                        .formula = "greatest of the waits that ended " + either(outcomes)},
            .unit = ValueUnit::duration};
}

Made make_callbacks_open(Choices& choices) {
    return made_level({.subject = "contact",
                       .where = {is("phase", "callback")},
                       .over = over_named(choices.word("over"))},
                      "callbacks that were asked for and not done", from(today));
}

Made make_oldest_callback(Choices&) {
    return {.measure = {.how = AgeMeasure{.subject = "contact",
                                          .where = {is("phase", "callback")},
                                          .since = "promise"},
                        .formula = "now - the earliest promise of the open callbacks; 0 when none "
                                   "is overdue"},
            .unit = ValueUnit::duration};
}

Option option_of() {
    return {"of",
            Kind::word,
            {"all", "answered", "abandoned", "timed_out", "left"},
            "all",
            "the waits that ended so"};
}
Option option_show() {
    return {"show", Kind::word, {"mean", "median", "p90"}, "mean", "of the waits"};
}

}  // namespace

std::vector<NamedMeasure> waiting_measures() {
    return {
        {"contacts_waiting", "K1", "Contacts waiting", "How many contacts wait for an answer now.",
         "count of contacts offered and not answered, lost or left", ValueUnit::count,
         Direction::lower, now(), "GAUGE (sum of queues; \"all\" is a state of its own)",
         "at most as many as agents are ready", of_states({option_over()}), make_contacts_waiting},
        {"longest_wait", "K2", "Longest wait", "How long the contact that has waited longest has.",
         "now - min(time offered); 0 when nobody waits", ValueUnit::duration, Direction::lower,
         now(), "GAUGE (max)", "at most twice the service level's threshold", of_states({}),
         make_longest_wait},
        {"speed_of_answer", "K8", "Average speed of answer",
         "How long those who were answered had waited.", "sum of waits of answered / answered",
         ValueUnit::duration, Direction::lower, rolling(std::chrono::minutes{60}), "MEAN",
         "at most 30 s (UT Austin service desk)", of_contacts({option_show()}),
         make_speed_of_answer},
        {"average_wait", "K9", "Average wait",
         "How long contacts had waited when their waiting ended, however it did; of abandoned "
         "ones: "
         "the time to abandon.",
         "sum of waits / ended waits", ValueUnit::duration, Direction::lower, from(today), "MEAN",
         "", of_contacts({option_of(), option_show()}), make_average_wait},
        {"longest_wait_ended", "K2", "Longest wait of the day",
         "The longest wait among those that ended in the window.", "max(wait)", ValueUnit::duration,
         Direction::lower, from(today), "MAX", "", of_contacts({option_of()}),
         make_longest_wait_ended},
        {"callbacks_open", "K15", "Callbacks open", "How many customers wait to be called back.",
         "count of callbacks requested and not done", ValueUnit::count, Direction::lower, now(),
         "GAUGE (sum)", "", of_states({option_over()}), make_callbacks_open},
        {"oldest_callback", "K15", "Oldest overdue callback",
         "By how much the callback that is most overdue is.",
         "now - min(promise); 0 when none is overdue", ValueUnit::duration, Direction::lower, now(),
         "GAUGE (max)", "none overdue", of_states({}), make_oldest_callback},
    };
}

}  // namespace waymark
