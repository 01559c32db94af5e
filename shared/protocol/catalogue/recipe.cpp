#include "shared/protocol/catalogue/recipe.hpp"

#include <algorithm>

namespace waymark::recipe {

Condition is(std::string field, bool value) {
    return {.field = std::move(field), .any_of = {value}};
}
Condition is(std::string field, const char* text) {
    return {.field = std::move(field), .any_of = {std::string{text}}};
}
Condition is(std::string field, double number) {
    return {.field = std::move(field), .any_of = {number}};
}
Condition is_one_of(std::string field, const std::vector<std::string>& texts) {
    return {.field = std::move(field), .any_of = {texts.begin(), texts.end()}};
}
Condition is_none_of(std::string field, const std::vector<std::string>& texts) {
    return {.field = std::move(field), .none_of = {texts.begin(), texts.end()}};
}
Condition at_most(std::string field, double bound) {
    return {.field = std::move(field), .at_most = bound};
}
Condition at_least(std::string field, double bound) {
    return {.field = std::move(field), .at_least = bound};
}
Condition above(std::string field, double bound) {
    return {.field = std::move(field), .above = bound};
}
Condition below(std::string field, double bound) {
    return {.field = std::move(field), .below = bound};
}
Condition present(std::string field) {
    return {.field = std::move(field), .present = true};
}
Condition absent(std::string field) {
    return {.field = std::move(field), .present = false};
}
Condition unless(std::string field) {
    return {.field = std::move(field), .any_of = {false}, .or_absent = true};
}

Selector on(std::string type, Where where) {
    return {{std::move(type)}, std::move(where)};
}

Selector on_any(std::string_view kind, const std::vector<std::string>& words, Where where) {
    Selector selector{{}, std::move(where)};
    for (const std::string& word : words)
        selector.types.push_back(std::string{kind} + '.' + word);
    return selector;
}

Where also(Where where, const Where& more) {
    where.insert(where.end(), more.begin(), more.end());
    return where;
}

MeasureKind shown(const std::string& show, Selection events, std::string field) {
    if (show == "median") return QuantileMeasure{std::move(events), std::move(field), 0.5};
    if (show == "p90") return QuantileMeasure{std::move(events), std::move(field), 0.9};
    if (show == "total") return CountMeasure{std::move(events), {}, std::move(field)};
    if (show == "longest") return MaxMeasure{std::move(events), std::move(field)};
    return MeanMeasure{std::move(events), std::move(field)};
}

std::string shown_text(const std::string& show) {
    if (show == "p90") return "90th percentile";
    return show;
}

Window rolling(std::chrono::minutes length) {
    return {Window::Kind::rolling, length};
}
Window from(Window::Kind kind) {
    return {kind, {}};
}
Window now() {
    return {Window::Kind::now, {}};
}

LevelMeasure::Over over_named(std::string_view word) {
    using Over = LevelMeasure::Over;
    if (word == "max") return Over::max;
    if (word == "mean") return Over::mean;
    if (word == "sum_time") return Over::sum_time;
    if (word == "any_time") return Over::any_time;
    return Over::last;
}

Made made_level(LevelMeasure level, std::string formula, Window stretch) {
    using Over = LevelMeasure::Over;
    const Over over = level.over;
    Made made{.measure = {.how = std::move(level)}};
    if (over == Over::max) formula = "greatest of: " + formula;
    if (over == Over::mean) formula = "mean over time of: " + formula;
    if (over == Over::sum_time) formula = "seconds in it, summed, of: " + formula;
    if (over == Over::any_time) formula = "seconds with at least one of: " + formula;
    if (over == Over::sum_time || over == Over::any_time) made.unit = ValueUnit::duration;
    if (over != Over::last) made.window = stretch;
    made.measure.formula = std::move(formula);
    return made;
}

Option option_where() {
    return {"where",
            Option::Kind::conditions,
            {},
            "",
            "only what meets these conditions, on every event or state that is counted"};
}
Option option_counted_at() {
    return {"counted_at",
            Option::Kind::word,
            {"happening", "arrival"},
            "happening",
            "an event counts when it happened, or when its contact arrived or its ticket was "
            "created"};
}
Option option_view() {
    return {"view",
            Option::Kind::word,
            {"queue", "customer"},
            "queue",
            "queue: every entry into a queue and how it ended; customer: a contact once, with its "
            "first entry and its last outcome"};
}

std::vector<Option> of_events(std::vector<Option> own) {
    own.push_back(option_where());
    own.push_back(option_counted_at());
    return own;
}
std::vector<Option> of_contacts(std::vector<Option> own) {
    own = of_events(std::move(own));
    own.push_back(option_view());
    return own;
}
std::vector<Option> of_states(std::vector<Option> own) {
    own.push_back(option_where());
    return own;
}

namespace {

constexpr std::string_view outcomes[] = {"contact.answered", "contact.abandoned",
                                         "contact.timed_out", "contact.left"};

void see_as_customer(Selector& selector) {
    const auto has = [&](std::string_view type) {
        return std::ranges::find(selector.types, type) != selector.types.end();
    };
    if (has("contact.offered") &&
        std::ranges::find(selector.where, "entry", &Condition::field) == selector.where.end())
        selector.where.push_back(is("entry", 1.0));
    if (std::ranges::any_of(outcomes, has)) selector.where.push_back(is("final", true));
}

/// Calls `events` with every selection and `states` with every condition on states.
template <class OnEvents, class OnStates>
void visit_parts(Measure& measure, OnEvents events, OnStates states) {
    struct Visitor {
        OnEvents& events;
        OnStates& states;
        void operator()(CountMeasure& of) { events(of.events), events(of.less); }
        void operator()(RatioMeasure& of) {
            events(of.numerator), events(of.denominator);
            if (of.waiting_beyond) states(of.waiting_where);
        }
        void operator()(MeanMeasure& of) { events(of.events); }
        void operator()(QuantileMeasure& of) { events(of.events); }
        void operator()(MaxMeasure& of) { events(of.events); }
        void operator()(DistinctMeasure& of) { events(of.events); }
        void operator()(NpsMeasure& of) { events(of.events); }
        void operator()(LevelMeasure& of) { states(of.where); }
        void operator()(ShareMeasure& of) { states(of.numerator), states(of.denominator); }
        void operator()(AgeMeasure& of) { states(of.where); }
        void operator()(ManualMeasure&) {}
        void operator()(FormulaMeasure&) {}
    };
    std::visit(Visitor{events, states}, measure.how);
    for (Part& part : measure.parts)
        events(part.events);
}

}  // namespace

void apply_common(Choices& choices, Measure& measure) {
    if (choices.declares("view") && choices.word("view") == "customer") {
        visit_parts(
            measure,
            [](Selection& selection) { std::ranges::for_each(selection, see_as_customer); },
            [](Where&) {});
        measure.formula += "; each contact once";
    }
    if (choices.declares("counted_at"))
        measure.at_arrival = choices.word("counted_at") == "arrival";
    const Where where = choices.conditions("where");
    visit_parts(
        measure,
        [&](Selection& selection) {
            for (Selector& selector : selection)
                selector.where = also(std::move(selector.where), where);
        },
        [&](Where& states) { states = also(std::move(states), where); });
}

}  // namespace waymark::recipe
