#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

const std::vector<std::string_view> states{"ready", "ringing", "on_contact", "wrap", "away"};

Made make_agents(Choices& choices) {
    const auto wanted = choices.words("state");
    return made_level({.subject = "agent",
                       .where = {is_one_of("state", wanted)},
                       .over = over_named(choices.word("over"))},
                      "agents " + either(wanted) + ", each once", from(today));
}

Made make_agent_time(Choices& choices) {
    const auto wanted = choices.words("state");
    return made_level({.subject = "agent",
                       .where = {is_one_of("state", wanted)},
                       .over = LevelMeasure::Over::sum_time},
                      "agents " + either(wanted), from(today));
}

Made make_occupancy(Choices& choices) {
    const auto busy = choices.words("busy");
    const bool available = choices.word("of") == "available";
    ShareMeasure share{
        .subject = "agent", .numerator = {is_one_of("state", busy)}, .of_time = true};
    if (available) share.denominator = {is_none_of("state", {"away"})};
    return {.measure = {.how = std::move(share),
                        .formula = "agent seconds " + either(busy) +
                                   (available ? " / agent seconds not away"
                                              : " / agent seconds logged in, away included")},
            .unit = ValueUnit::ratio};
}

Made make_schedule_adherence(Choices& choices) {
    const std::string adherent = choices.text("adherent"), scheduled = choices.text("scheduled");
    const auto sample = [](const std::string& metric) {
        return Selection{on("sample", {is("metric", metric.c_str())})};
    };
    return {.measure = {.how = RatioMeasure{.numerator = sample(adherent),
                                            .denominator = sample(scheduled),
                                            .numerator_field = "added",
                                            .denominator_field = "added"},
                        .formula = "sum of " + adherent + " / sum of " + scheduled},
            .unit = ValueUnit::ratio,
            .min_n = 0};
}

Option option_busy() {
    return {"busy", Kind::words, states, "on_contact, wrap", "the states that are work"};
}
Option option_of(std::string_view fallback) {
    return {"of",
            Kind::word,
            {"available", "staffed"},
            fallback,
            "out of what: all time not away; all time logged in"};
}

}  // namespace

std::vector<NamedMeasure> agent_measures() {
    return {
        {"agents", "K3, K4", "Agents", "How many agents are in a state now, each counted once.",
         "count of distinct agents in the state", ValueUnit::count, std::nullopt, now(),
         "DISTINCT (never the sum of queues: agents are in several)", "at least 1 or 2 ready",
         of_states({{"state", Kind::words, states, "ready", "in any of these"},
                    {"over",
                     Kind::word,
                     {"last", "max", "mean", "any_time"},
                     "last",
                     "at this instant or the end of the window; the greatest in it; the mean over "
                     "its time; seconds with at least one"}}),
         make_agents},
        {"agent_time", "K12, K13", "Agent time", "How long agents were in a state, summed.",
         "sum over agents of the seconds in the state", ValueUnit::duration, std::nullopt,
         from(today), "SUM", "",
         of_states({{"state", Kind::words, states, "ready, ringing, on_contact, wrap, away",
                     "in any of these; all of them is the time logged in"}}),
         make_agent_time},
        {"occupancy", "K12", "Occupancy",
         "The share of the time agents were available in which they worked on contacts.",
         "agent seconds on contact or in wrap / agent seconds logged in and not away",
         ValueUnit::ratio, Direction::band, rolling(std::chrono::minutes{60}),
         "RATIO (agent seconds)", "75 to 85 %, never more than 85 to 90 % for long",
         of_states({option_busy(), option_of("available")}), make_occupancy},
        {"utilisation", "K13", "Utilisation",
         "The share of all time logged in, breaks and training included, in which agents worked on "
         "contacts.",
         "agent seconds on contact or in wrap / agent seconds logged in", ValueUnit::ratio,
         Direction::band, from(Window::Kind::week), "RATIO (agent seconds)", "50 to 60 %",
         of_states({option_busy(), option_of("staffed")}), make_occupancy},
        {"schedule_adherence", "K14", "Schedule adherence",
         "The share of scheduled time in which agents did what was scheduled, as the workforce "
         "tool "
         "counts it in samples of kind delta.",
         "adherent time / scheduled time", ValueUnit::ratio, Direction::higher, from(today),
         "RATIO", "at least 90 %",
         of_events(
             {{"adherent", Kind::text, {}, "adherent_time", "the metric of the numerator"},
              {"scheduled", Kind::text, {}, "scheduled_time", "the metric of the denominator"}}),
         make_schedule_adherence},
    };
}

}  // namespace waymark
