#include <charconv>

#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

constexpr double day = 86400;

/// First resolutions of tickets that are not deleted: every ticket at most once.
const Where once{is("first", true), unless("deleted")};

Selector resolved(const Where& more) {
    return on("ticket.resolved", also(once, more));
}

/// What is left out of every share of resolved tickets.
std::vector<Part> with_left_out(std::vector<Part> parts) {
    parts.push_back({"deleted tickets",
                     {on("ticket.resolved", {is("first", true), is("deleted", true)})},
                     true});
    parts.push_back({"resolved again", {on("ticket.resolved", {is("first", false)})}, true});
    return parts;
}

/// Resolved tickets with something special over resolved tickets.
Made share_of_resolved(std::string part, const Where& special, const Where& of,
                       std::string formula) {
    const Selection numerator{resolved(also(of, special))}, denominator{resolved(of)};
    return {.measure = {.how = RatioMeasure{.numerator = numerator, .denominator = denominator},
                        .parts = with_left_out(
                            {{std::move(part), numerator}, {"resolved tickets", denominator}}),
                        .formula = std::move(formula)},
            .unit = ValueUnit::ratio};
}

Condition never_reopened(std::optional<int> days) {
    if (!days) return absent("reopened_after");
    Condition condition = above("reopened_after", *days * day);
    condition.or_absent = true;
    return condition;
}

Condition no_more_than(std::string field, double most) {
    Condition condition = at_most(std::move(field), most);
    condition.or_absent = true;
    return condition;
}

std::string within(std::optional<int> days) {
    return days ? " within " + length_text(*days * day) : std::string{};
}

Made make_first_contact_resolution(Choices& choices) {
    const bool stated = choices.word("definition") == "stated";
    const std::string of = choices.word("of");
    const auto days = choices.days("days");
    Where at_once{never_reopened(days)};
    if (stated)
        at_once.push_back(is("first_contact", true));
    else
        at_once = also({no_more_than("responses", 1), no_more_than("reassigned", 0)}, at_once);
    const std::string rule = (stated ? "said by the source to be resolved at first contact"
                                     : "resolved with at most one response, never reassigned") +
                             std::string{" and not reopened"} + within(days);
    Made made = share_of_resolved("resolved at first contact", at_once, {},
                                  "tickets " + rule + " / resolved tickets");
    if (of == "contacts") {
        const Selection contacts{on("contact.offered", {is("entry", 1.0)})};
        std::get<RatioMeasure>(made.measure.how).denominator = contacts;
        made.measure.parts.push_back({"contacts", contacts});
        made.measure.formula = "tickets " + rule + " / contacts";
    }
    made.measure.provisional = std::chrono::days{days.value_or(0)};
    return made;
}

/// A level is a text; one that is a number may have been sent as one.
Condition of_level(const std::vector<std::string>& levels, bool wanted) {
    std::vector<FieldValue> values{levels.begin(), levels.end()};
    for (const std::string& level : levels) {
        double number = 0;
        const auto [end, error] =
            std::from_chars(level.data(), level.data() + level.size(), number);
        if (error == std::errc{} && end == level.data() + level.size()) values.emplace_back(number);
    }
    return wanted ? Condition{.field = "level", .any_of = values}
                  : Condition{.field = "level", .none_of = values, .present = true};
}

Made make_first_level_resolution(Choices& choices) {
    const auto levels = choices.texts("first_level");
    const bool net = choices.word("of") == "level1_resolvable";
    Made made =
        share_of_resolved("resolved by the first level", {of_level(levels, true)},
                          net ? Where{is("level1_resolvable", true)} : Where{},
                          "tickets resolved by level " + either(levels) + " / resolved tickets" +
                              (net ? " that the first level can resolve" : ""));
    if (net)
        made.measure.parts.push_back({"not resolvable by the first level, or not known",
                                      {resolved({unless("level1_resolvable")})},
                                      true});
    made.measure.parts.push_back({"level not known", {resolved({absent("level")})}});
    return made;
}

Made make_level1_capable(Choices& choices) {
    const auto levels = choices.texts("first_level");
    Made made = share_of_resolved("resolvable by the first level", {is("level1_resolvable", true)},
                                  {of_level(levels, false)},
                                  "tickets that level " + either(levels) +
                                      " could have resolved / tickets resolved by other levels");
    made.measure.parts.push_back({"level not known", {resolved({absent("level")})}, true});
    return made;
}

Made make_escalation_rate(Choices& choices) {
    if (choices.word("of") == "resolved")
        return share_of_resolved("escalated", {at_least("escalations", 1)}, {},
                                 "resolved tickets that were ever escalated / resolved tickets");
    const Selection escalated{on("ticket.escalated", once)};
    const Selection created{on("ticket.created", {unless("deleted")})};
    return {.measure = {.how = RatioMeasure{.numerator = escalated, .denominator = created},
                        .parts = {{"escalated", escalated}, {"created", created}},
                        .formula = "tickets escalated for the first time / tickets created"},
            .unit = ValueUnit::ratio};
}

Made make_reopen_rate(Choices& choices) {
    if (choices.word("of") == "events") {
        const Selection reopened{on("ticket.reopened", {})}, all{on("ticket.resolved", {})};
        return {.measure = {.how = RatioMeasure{.numerator = reopened, .denominator = all},
                            .parts = {{"reopened", reopened}, {"resolved", all}},
                            .formula = "reopenings / resolutions in the same window"},
                .unit = ValueUnit::ratio};
    }
    const auto days = choices.days("days");
    const Condition reopened =
        days ? at_most("reopened_after", *days * day) : present("reopened_after");
    Made made = share_of_resolved(
        "reopened" + within(days), {reopened}, {},
        "resolved tickets that were reopened" + within(days) + " / resolved tickets");
    made.measure.provisional = std::chrono::days{days.value_or(0)};
    return made;
}

Made make_knowledge_link_rate(Choices&) {
    return share_of_resolved("with an article", {present("article")}, {},
                             "resolved tickets with a knowledge article / resolved tickets");
}

Option option_days(std::string_view meaning) {
    return {"days", Kind::days, {}, "7", meaning};
}
Option option_first_level() {
    return {"first_level", Kind::texts, {}, "1", "the names of the first level"};
}

}  // namespace

std::vector<NamedMeasure> resolution_measures() {
    return {
        {"first_contact_resolution", "K16", "First contact resolution",
         "The share of tickets that were resolved at the first contact and stayed so.",
         "tickets resolved at first contact and not reopened within N days / resolved tickets",
         ValueUnit::ratio, Direction::higher, rolling(std::chrono::days{28}), "RATIO, provisional",
         "76 %; the average is 71 % (HDI and SQM)",
         of_events(
             {{"definition",
               Kind::word,
               {"derived", "stated"},
               "derived",
               "derived: at most one response before it, never reassigned; stated: the source "
               "says `first_contact`"},
              option_days("not reopened for so many days, or \"ever\""),
              {"of",
               Kind::word,
               {"resolved", "contacts"},
               "resolved",
               "out of resolved tickets, or of all contacts; for eligible ones only say in "
               "`where` what is eligible"}}),
         make_first_contact_resolution},
        {"first_level_resolution", "K17", "First level resolution",
         "The share of tickets that the first level resolved.",
         "resolved by the first level / resolved tickets (gross) or those it can resolve (net)",
         ValueUnit::ratio, Direction::higher, from(Window::Kind::week), "RATIO", "80 to 85 % net",
         of_events({option_first_level(),
                    {"of",
                     Kind::word,
                     {"resolved", "level1_resolvable"},
                     "resolved",
                     "gross: out of all; net: out of those the first level can resolve"}}),
         make_first_level_resolution},
        {"level1_capable", "K18", "Resolved level-1 capable",
         "Of the tickets that other levels resolved, the share that the first could have.",
         "resolved elsewhere and level-1 resolvable / resolved elsewhere", ValueUnit::ratio,
         Direction::lower, from(Window::Kind::month), "RATIO", "at most 10 to 15 %",
         of_events({option_first_level()}), make_level1_capable},
        {"escalation_rate", "K19", "Escalation rate",
         "The share of tickets that were handed to another level; each once.",
         "tickets escalated / tickets resolved (or created)", ValueUnit::ratio, Direction::lower,
         from(Window::Kind::week), "RATIO", "at most 20 to 25 %",
         of_events(
             {{"of", Kind::word, {"resolved", "created"}, "resolved", "out of which tickets"}}),
         make_escalation_rate},
        {"reopen_rate", "K20", "Reopen rate",
         "The share of resolved tickets that had to be opened again.",
         "tickets reopened within N days / tickets resolved", ValueUnit::ratio, Direction::lower,
         from(Window::Kind::week), "RATIO, provisional", "at most 5 %",
         of_events({{"of",
                     Kind::word,
                     {"cohort", "events"},
                     "cohort",
                     "cohort: of the tickets resolved in the window, those reopened later; events: "
                     "reopenings over resolutions, whichever tickets they are of"},
                    option_days("reopened within so many days, or \"ever\"; of the cohort")}),
         make_reopen_rate},
        {"knowledge_link_rate", "K38", "Knowledge link rate",
         "The share of resolved tickets that name a knowledge article.",
         "resolved with an article / resolved", ValueUnit::ratio, Direction::higher,
         from(Window::Kind::week), "RATIO", "at least 60 %", of_events({}),
         make_knowledge_link_rate},
    };
}

}  // namespace waymark
