#include <algorithm>

#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

using namespace recipe;
using Kind = Option::Kind;

/// The counts a service level is made of, and how it is put together from them.
struct Composer {
    double within = 0;
    double shortest = 0;
    std::string abandoned;
    std::vector<std::string> lost;

    Selector answered(Where where) const { return on("contact.answered", std::move(where)); }
    Selector lost_ones(Where where) const { return on_any("contact", lost, std::move(where)); }
    std::string in_time() const { return "within " + length_text(within); }

    RatioMeasure ratio() const {
        RatioMeasure of{.numerator = {answered({at_most("wait", within)})},
                        .denominator = {answered({present("wait")})}};
        if (abandoned == "success_before_threshold")
            of.numerator.push_back(lost_ones({at_most("wait", within)}));
        if (abandoned == "success_short")
            of.numerator.push_back(lost_ones({below("wait", shortest)}));
        if (abandoned == "ignore_before_threshold")
            of.denominator.push_back(lost_ones({above("wait", within)}));
        else if (abandoned == "ignore_short")
            of.denominator.push_back(lost_ones({at_least("wait", shortest)}));
        else if (abandoned != "excluded")
            of.denominator.push_back(lost_ones({present("wait")}));
        return of;
    }

    std::string formula() const {
        const std::string answered_in_time = "answered " + in_time();
        const std::string under_short = "lost under " + length_text(shortest);
        if (abandoned == "success_before_threshold")
            return "(" + answered_in_time + " + lost " + in_time() + ") / (answered + lost)";
        if (abandoned == "success_short")
            return "(" + answered_in_time + " + " + under_short + ") / (answered + lost)";
        if (abandoned == "ignore_before_threshold")
            return answered_in_time + " / (answered + lost after more than " + length_text(within) +
                   ")";
        if (abandoned == "ignore_short")
            return answered_in_time + " / (answered + lost - " + under_short + ")";
        if (abandoned == "excluded") return answered_in_time + " / answered";
        return answered_in_time + " / (answered + lost)";
    }

    std::vector<Part> parts() const {
        std::vector<std::string> outcomes = lost;
        outcomes.emplace_back("answered");
        std::vector<Part> all{
            {"answered", {answered({present("wait")})}},
            {"answered " + in_time(), {answered({at_most("wait", within)})}},
            {"lost", {lost_ones({present("wait")})}, abandoned == "excluded"},
            {"lost " + in_time(),
             {lost_ones({at_most("wait", within)})},
             abandoned == "ignore_before_threshold"},
            {"lost under " + length_text(shortest),
             {lost_ones({below("wait", shortest)})},
             abandoned == "ignore_short"},
            {"wait not known", {on_any("contact", outcomes, {absent("wait")})}, true}};
        for (const std::string word : {"abandoned", "timed_out"})
            if (std::ranges::find(lost, word) == lost.end())
                all.push_back(
                    {word + ", which is not lost here", {on("contact." + word, {})}, true});
        return all;
    }
};

Made service_level(Choices& choices, double within) {
    Composer composer;
    composer.within = within;
    composer.abandoned = choices.word("abandoned");
    composer.shortest = choices.length("short");
    composer.lost = choices.words("lost");
    RatioMeasure ratio = composer.ratio();
    Measure measure{.parts = composer.parts(), .formula = composer.formula()};
    const bool left_counts = choices.word("flow_out") == "against";
    const Selector left = on("contact.left", {});
    if (left_counts) {
        ratio.denominator.push_back(left);
        measure.formula += ", and whoever left against it";
    }
    measure.parts.push_back({"left the queue unanswered", {left}, !left_counts});
    const bool callbacks_count = choices.word("callbacks") == "success";
    const Selector callbacks = on("contact.callback_requested", {});
    if (callbacks_count) {
        ratio.numerator.push_back(callbacks);
        ratio.denominator.push_back(callbacks);
        measure.formula += ", and whoever asked for a callback for it";
    }
    measure.parts.push_back({"asked for a callback", {callbacks}, !callbacks_count});
    measure.formula += "; lost = " + either(composer.lost);
    measure.how = std::move(ratio);
    return {.measure = std::move(measure), .unit = ValueUnit::ratio};
}

Made make_service_level(Choices& choices) {
    return service_level(choices, choices.length("within"));
}

Made make_live_service_level(Choices& choices) {
    const double within = choices.length("within");
    Made made = service_level(choices, within);
    auto& ratio = std::get<RatioMeasure>(made.measure.how);
    ratio.waiting_beyond = from_seconds(within);
    ratio.waiting_where = {is("phase", "waiting")};
    made.measure.formula += "; who still waits and has for more than " + length_text(within) +
                            " is added to the denominator";
    return made;
}

std::vector<Option> service_level_options() {
    return of_contacts({
        {"within", Kind::length, {}, "20s", "the threshold T: answered after at most this wait"},
        {"abandoned",
         Kind::word,
         {"ignore_before_threshold", "excluded", "against", "success_before_threshold",
          "ignore_short", "success_short"},
         "ignore_before_threshold",
         "what becomes of lost contacts: those up to T ignored; all left out; all against it; "
         "those up to T as good as answered; short ones ignored; short ones as good as answered"},
        {"short", Kind::length, {}, "5s", "lost before this wait is short"},
        {"lost",
         Kind::words,
         {"abandoned", "timed_out", "left"},
         "abandoned, timed_out",
         "the outcomes that are lost"},
        {"flow_out",
         Kind::word,
         {"excluded", "against"},
         "excluded",
         "contacts that left the queue by key, overflow, voicemail or transfer"},
        {"callbacks",
         Kind::word,
         {"neutral", "success"},
         "neutral",
         "contacts that asked to be called back: neither counted, or as good as answered"},
    });
}

}  // namespace

std::vector<NamedMeasure> service_level_measures() {
    constexpr std::string_view target =
        "80 % within 20 s is the field's habit, desks often 80 % within 30 s; a number for yours "
        "is a choice";
    return {
        {"service_level", "K6", "Service level",
         "The share of contacts that were answered within a threshold.",
         "answered within T / (answered + lost after T), or one of five other forms",
         ValueUnit::ratio, Direction::higher, rolling(std::chrono::minutes{60}), "RATIO", target,
         service_level_options(), make_service_level},
        {"live_service_level", "K7", "Live service level",
         "The service level with those who wait longer than the threshold already counted as "
         "failures, so that it falls when the queue grows and not after.",
         "answered within T / (answered + lost after T + still waiting for longer than T)",
         ValueUnit::ratio, Direction::higher, rolling(std::chrono::minutes{30}), "RATIO", target,
         service_level_options(), make_live_service_level},
    };
}

}  // namespace waymark
