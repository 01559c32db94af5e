#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

/// What came in: contacts with their first entry, or tickets when they are created.
Selector arrivals(const std::string& of, const Where& more) {
    if (of == "tickets") return on("ticket.created", more);
    return on("contact.offered", also({is("entry", 1.0)}, more));
}

Made make_channel_share(Choices& choices) {
    const auto channels = choices.texts("channels");
    const std::string of = choices.word("of");
    const Selection through{arrivals(of, {is_one_of("channel", channels)})};
    const Selection all{arrivals(of, {})};
    return {.measure = {.how = RatioMeasure{.numerator = through, .denominator = all},
                        .parts = {{either(channels), through},
                                  {"all", all},
                                  {"channel not known", {arrivals(of, {absent("channel")})}}},
                        .formula = of + " by " + either(channels) + " / all " + of},
            .unit = ValueUnit::ratio};
}

Made make_self_service_completion(Choices&) {
    const Selection done{on("self_service.completed", {})};
    const Selection all{on_any("self_service", {"completed", "left"}, {})};
    return {.measure = {.how = RatioMeasure{.numerator = done, .denominator = all},
                        .parts = {{"completed", done}, {"left", {on("self_service.left", {})}}},
                        .formula = "self-service completed / (completed + left)"},
            .unit = ValueUnit::ratio};
}

Made make_cost_per_contact(Choices& choices) {
    const std::string of = choices.word("of");
    const Selection costs{on("cost.booked", {})}, all{arrivals(of, {})};
    return {.measure = {.how = RatioMeasure{.numerator = costs,
                                            .denominator = all,
                                            .numerator_field = "amount"},
                        .parts = {{"bookings", costs}, {of, all}},
                        .formula = "sum of costs booked / " + of},
            .unit = ValueUnit::points,
            .min_n = 0};
}

Made make_qa_score(Choices&) {
    const Selection evaluated{on("quality.evaluated", {present("points"), above("max", 0)})};
    return {.measure = {.how = RatioMeasure{.numerator = evaluated,
                                            .denominator = evaluated,
                                            .numerator_field = "points",
                                            .denominator_field = "max"},
                        .parts = {{"evaluations", evaluated}},
                        .formula = "sum of points / sum of the most points there were to have"},
            .unit = ValueUnit::ratio,
            .min_n = 5};
}

Made make_training_hours(Choices&) {
    const Selection attended{on("training.attended", {})};
    return {.measure = {.how = CountMeasure{attended, {}, "hours"},
                        .parts = {{"trainings", attended}},
                        .formula = "sum of the hours of training attended"},
            .unit = ValueUnit::points};
}

}  // namespace

std::vector<NamedMeasure> other_measures() {
    const auto of = [](std::string_view fallback) {
        return Option{"of",
                      Kind::word,
                      {"contacts", "tickets"},
                      fallback,
                      "contacts with their first entry into a queue, or tickets when created"};
    };
    return {
        {"channel_share", "K33", "Channel share", "The share of what comes in by some channels.",
         "by these channels / all", ValueUnit::ratio, std::nullopt, from(Window::Kind::week),
         "RATIO", "",
         of_events({{"channels", Kind::texts, {}, "", "the channels", true}, of("contacts")}),
         make_channel_share},
        {"share_through_desk", "K33", "Share through the desk",
         "The share of what is known to have come in that came by way of the desk, and not past "
         "it.",
         "through the desk's channels / all that is known", ValueUnit::ratio, Direction::higher,
         from(Window::Kind::week), "RATIO", "",
         of_events({{"channels",
                     Kind::texts,
                     {},
                     "phone, email, portal, chat",
                     "the desk's own channels"},
                    of("tickets")}),
         make_channel_share},
        {"self_service_completion", "K34", "Self-service completion",
         "The share of those who tried to help themselves who did not need an agent.",
         "completed / (completed + left for an agent)", ValueUnit::ratio, Direction::higher,
         from(Window::Kind::month), "RATIO", "", of_events({}), make_self_service_completion},
        {"cost_per_contact", "K35", "Cost per contact", "What the desk costs, over what came in.",
         "costs booked / inbound contacts", ValueUnit::points, Direction::lower,
         from(Window::Kind::month), "RATIO", "", of_events({of("contacts")}),
         make_cost_per_contact},
        {"qa_score", "K36", "Quality score",
         "The points that evaluated contacts got, of those they could have.",
         "sum of points / sum of max points", ValueUnit::ratio, Direction::higher,
         from(Window::Kind::month), "RATIO", "at least 85 to 90 %", of_events({}), make_qa_score},
        {"training_hours", "K39", "Training hours",
         "How many hours of training agents attended; a formula divides them by the team's size.",
         "sum of hours", ValueUnit::points, Direction::higher, from(Window::Kind::year), "SUM",
         "the year's plan", of_events({}), make_training_hours},
    };
}

}  // namespace waymark
