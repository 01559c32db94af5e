#include <algorithm>

#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

Made make_contacts(Choices& choices) {
    const auto outcomes = choices.words("outcome");
    return {.measure = {.how = CountMeasure{{on_any("contact", outcomes, {})}},
                        .formula = "number of contacts " + either(outcomes)},
            .unit = ValueUnit::count};
}

Made make_abandonment_rate(Choices& choices) {
    const std::string of = choices.word("of");
    const auto lost = choices.words("lost");
    const auto shortest = choices.length_if_any("ignore_short");
    if (shortest && of == "offered")
        choices.refuse("ignore_short",
                       "does not go with \"of\": \"offered\", as a contact is offered before it is "
                       "known how long it waits; allowed are \"answered_and_abandoned\" and "
                       "\"ended\"");
    const Where counted = shortest ? Where{at_least("wait", *shortest)} : Where{};
    RatioMeasure ratio{.numerator = {on_any("contact", lost, counted)}};
    Measure measure;
    const std::string name = either(lost);
    if (of == "offered") {
        ratio.denominator = {on("contact.offered", {})};
        measure.formula = name + " / offered";
    } else {
        std::vector<std::string> others{"answered"};
        if (of == "ended")
            for (const std::string word : {"abandoned", "timed_out", "left"})
                if (std::ranges::find(lost, word) == lost.end()) others.push_back(word);
        ratio.denominator = {on_any("contact", others, {}), on_any("contact", lost, counted)};
        measure.formula = name + " / (" + name + " or " + either(others) + ")";
    }
    measure.parts = {{name, ratio.numerator}, {"out of", ratio.denominator}};
    if (shortest) {
        measure.formula += ", without waits under " + length_text(*shortest);
        measure.parts.push_back({"lost under " + length_text(*shortest),
                                 {on_any("contact", lost, {below("wait", *shortest)})},
                                 true});
        measure.parts.push_back(
            {"wait not known", {on_any("contact", lost, {absent("wait")})}, true});
    }
    measure.how = std::move(ratio);
    return {.measure = std::move(measure), .unit = ValueUnit::ratio};
}

struct Handled {
    std::string field;
    std::string type;
    std::string text;
};

Handled handled(Choices& choices) {
    const auto parts = choices.words("parts");
    const auto has = [&](std::string_view part) {
        return std::ranges::find(parts, part) != parts.end();
    };
    if (parts.size() == 1 && has("wrap")) return {"wrap", "contact.wrapped", "wrap"};
    if (parts.size() == 1) return {parts.front(), "contact.ended", parts.front()};
    if (parts.size() == 2 && has("talk") && has("hold"))
        return {"conversation", "contact.ended", "talk and hold"};
    if (parts.size() == 2)
        choices.refuse("parts",
                       "is no handle time; allowed are one of talk, hold and wrap, talk "
                       "and hold, or all three");
    return {"handle", "contact.ended", "talk, hold and wrap"};
}

Made make_handle_time(Choices& choices) {
    const auto [field, type, text] = handled(choices);
    const std::string show = choices.word("show");
    return {.measure = {.how = shown(show, {on(type, {present(field)})}, field),
                        .parts = {{"contacts", {on(type, {present(field)})}},
                                  {field + " not known", {on(type, {absent(field)})}, true}},
                        .formula = shown_text(show) + " of the " + text + " of contacts"},
            .unit = ValueUnit::duration};
}

Made make_repeat_contact_rate(Choices& choices) {
    const auto days = choices.days("days");
    constexpr double day = 86400;
    const Condition again =
        days ? at_most("since_resolved", *days * day) : present("since_resolved");
    const std::string span = days ? " within " + length_text(*days * day) : std::string{};
    const Selection repeats{on("customer.contacted", {again})};
    const Selection all{on("customer.contacted", {})};
    return {.measure = {.how = RatioMeasure{.numerator = repeats, .denominator = all},
                        .parts = {{"came again" + span, repeats},
                                  {"contacts of known customers", all},
                                  {"customer not known",
                                   {on("contact.offered", {is("entry", 1.0), absent("customer")})},
                                   true}},
                        .provisional = std::chrono::days{days.value_or(0)},
                        .formula = "contacts of a customer" + span +
                                   " after a contact that ended or a ticket that was resolved / "
                                   "contacts of known customers"},
            .unit = ValueUnit::ratio};
}

}  // namespace

std::vector<NamedMeasure> contact_measures() {
    return {
        {"contacts", "K5", "Contacts",
         "How many contacts were offered, answered, abandoned or ended in another way.",
         "number of events of the outcome", ValueUnit::count, std::nullopt, from(today), "SUM", "",
         of_contacts(
             {{"outcome",
               Kind::words,
               {"offered", "answered", "abandoned", "timed_out", "left", "callback_requested",
                "callback_done", "transferred", "ended", "wrapped", "linked"},
               "offered",
               "what is counted; of several, each"}}),
         make_contacts},
        {"abandonment_rate", "K10", "Abandonment rate",
         "The share of contacts whose customer gave up before an answer.",
         "abandoned / (answered + abandoned), or / offered", ValueUnit::ratio, Direction::lower,
         rolling(std::chrono::minutes{60}), "RATIO",
         "at most 7 % (UT Austin service desk); 5 % is common",
         of_contacts(
             {{"of",
               Kind::word,
               {"answered_and_abandoned", "ended", "offered"},
               "answered_and_abandoned",
               "out of what: answered and lost; all whose waiting ended; all offered"},
              {"lost",
               Kind::words,
               {"abandoned", "timed_out", "left"},
               "abandoned",
               "the outcomes that are lost"},
              {"ignore_short", Kind::length, {}, "", "lost before this wait counts neither way"}}),
         make_abandonment_rate},
        {"handle_time", "K11", "Average handle time",
         "How long an agent is busy with a contact: talking, holding and the work after it.",
         "sum of (talk + hold + wrap) / ended contacts", ValueUnit::duration, Direction::band,
         from(today), "MEAN", "your own; guard it with first contact resolution and satisfaction",
         of_events({{"parts",
                     Kind::words,
                     {"talk", "hold", "wrap"},
                     "talk, hold, wrap",
                     "what counts: one of them, talk and hold, or all"},
                    {"show",
                     Kind::word,
                     {"mean", "median", "p90", "longest", "total"},
                     "mean",
                     "of the contacts' times"}}),
         make_handle_time},
        {"repeat_contact_rate", "K42", "Repeat contact rate",
         "The share of contacts whose customer had had a contact or a resolved ticket a short time "
         "before.",
         "contacts within N days after a resolved one of the same customer / contacts",
         ValueUnit::ratio, Direction::lower, from(Window::Kind::month), "RATIO", "at most 15 %",
         of_events({{"days", Kind::days, {}, "7", "how many days count as again, or \"ever\""}}),
         make_repeat_contact_rate},
    };
}

}  // namespace waymark
