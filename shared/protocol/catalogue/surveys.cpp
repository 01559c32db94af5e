#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

/// Answers to one kind of survey: the share of satisfied ones, or the mean score on one scale.
Made answers(Choices& choices) {
    const std::string kind = choices.text("kind");
    const Where of_kind{is("kind", kind.c_str())};
    const std::string answered = "survey.answered";
    if (choices.word("show") == "satisfied") {
        const Where counted = also(of_kind, {present("satisfied")});
        const Selection satisfied{on(answered, also(of_kind, {is("satisfied", true)}))};
        return {.measure = {.how = RatioMeasure{.numerator = satisfied,
                                                .denominator = {on(answered, counted)}},
                            .parts = {{"satisfied", satisfied},
                                      {"answers", {on(answered, counted)}},
                                      {"no score or no scale",
                                       {on(answered, also(of_kind, {absent("satisfied")}))},
                                       true}},
                            .formula = "answers in the two best points of their scale / answers "
                                       "of kind " +
                                       kind},
                .unit = ValueUnit::ratio};
    }
    const double scale = choices.number_if_any("scale").value_or(5);
    Condition on_scale = is("scale", scale);
    on_scale.or_absent = true;
    const Selection counted{on(answered, also(of_kind, {on_scale}))};
    const Condition other{.field = "scale", .none_of = {scale}, .present = true};
    return {
        .measure = {.how = MeanMeasure{counted, "score"},
                    .parts = {{"answers", counted},
                              {"on another scale", {on(answered, also(of_kind, {other}))}, true}},
                    .formula = "mean score of the answers of kind " + kind},
        .unit = ValueUnit::points};
}

Made make_csat(Choices& choices) {
    return answers(choices);
}

Made make_belief_pulse(Choices& choices) {
    Made made = answers(choices);
    made.min_n = 5;
    return made;
}

Made make_survey_response_rate(Choices& choices) {
    const auto kinds = choices.texts("kind");
    const Where of_kind{is_one_of("kind", kinds)};
    const Selection answered{on("survey.answered", of_kind)}, sent{on("survey.sent", of_kind)};
    return {.measure = {.how = RatioMeasure{.numerator = answered, .denominator = sent},
                        .parts = {{"answered", answered}, {"sent", sent}},
                        .formula = "surveys answered / surveys sent, of kind " + either(kinds)},
            .unit = ValueUnit::ratio};
}

Made make_nps(Choices& choices) {
    const std::string kind = choices.text("kind");
    const Where of_kind{is("kind", kind.c_str())};
    const auto scored = [&](const Where& more) {
        return Selection{on("survey.answered", also(of_kind, more))};
    };
    return {.measure = {.how = NpsMeasure{scored({}), "score"},
                        .parts = {{"promoters", scored({at_least("score", 9)})},
                                  {"detractors", scored({at_most("score", 6)})},
                                  {"answers", scored({present("score")})}},
                        .formula = "100 x (answers of 9 and 10 - answers of 0 to 6) / answers"},
            .unit = ValueUnit::points};
}

}  // namespace

std::vector<NamedMeasure> survey_measures() {
    const Option show{"show",
                      Kind::word,
                      {"satisfied", "mean"},
                      "satisfied",
                      "the share in the two best points of the scale, or the mean score"};
    const Option scale{"scale",
                       Kind::number,
                       {},
                       "5",
                       "of the mean: the scale's best point; answers on others are left out"};
    const auto kind = [](std::string_view word) {
        return Option{"kind", Kind::text, {}, word, "the survey's kind"};
    };
    return {
        {"csat", "K30", "Customer satisfaction",
         "The share of customers who say they were satisfied.", "satisfied / answers",
         ValueUnit::ratio, Direction::higher, rolling(std::chrono::days{28}), "RATIO or MEAN",
         "85 % (UT Austin service desk), from 20 to 30 answers on",
         of_events({kind("csat"), show, scale}), make_csat},
        {"survey_response_rate", "K31", "Survey response rate",
         "The share of surveys sent that were answered.", "answered / sent", ValueUnit::ratio,
         Direction::higher, from(Window::Kind::month), "RATIO", "at least 15 to 20 %",
         of_events({{"kind", Kind::texts, {}, "csat", "the surveys' kinds"}}),
         make_survey_response_rate},
        {"nps", "K32", "Net promoter score",
         "Those who would recommend the desk, less those who would not, of 100 answers.",
         "100 (promoters - detractors) / answers, -100 to 100", ValueUnit::points,
         Direction::higher, from(Window::Kind::quarter), "NPS", "at least 30",
         of_events({kind("nps")}), make_nps},
        {"belief_pulse", "K40", "Belief pulse",
         "What the team answers when asked whether it believes in the vision, or how it is.",
         "mean score, or the share of the two best points", ValueUnit::ratio, Direction::higher,
         from(Window::Kind::quarter), "RATIO or MEAN", "never shown of fewer than 5 answers",
         of_events({kind("belief"), show, scale}), make_belief_pulse},
    };
}

}  // namespace waymark
