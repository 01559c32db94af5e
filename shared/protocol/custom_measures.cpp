#include "shared/protocol/custom_measures.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "shared/protocol/formula_text.hpp"
#include "shared/protocol/quantity.hpp"
#include "shared/protocol/selector_file.hpp"

namespace waymark {
namespace {

constexpr std::size_t longest_word = 100;
constexpr std::size_t longest_formula = 500;
const std::vector<std::string_view> subjects{"contact", "agent", "ticket", "metric"};

Selection selection(FileObject& kpi, std::string_view key) {
    const auto found = kpi.need(key);
    return found ? read_selection(*found) : Selection{};
}

Selection selection_if_any(FileObject& kpi, std::string_view key) {
    const auto found = kpi.find(key);
    return found ? read_selection(*found) : Selection{};
}

std::vector<Condition> conditions(FileObject& kpi, std::string_view key) {
    const auto found = kpi.find(key);
    return found ? read_conditions(*found) : std::vector<Condition>{};
}

std::string word(FileObject& kpi, std::string_view key, std::vector<std::string_view> allowed,
                 std::string_view fallback) {
    const auto found = kpi.find(key);
    return found ? found->word(allowed) : std::string{fallback};
}

/// A length that may be negative: "-30min" is still to come.
std::optional<Duration> span(FileObject& kpi, std::string_view key) {
    const auto found = kpi.find(key);
    if (!found) return std::nullopt;
    if (found->value().is_number()) return from_seconds(found->value().get<double>());
    if (const auto* text = found->value().get_ptr<const std::string*>()) {
        const bool negative = text->starts_with('-');
        if (const auto seconds = duration_from(std::string_view{*text}.substr(negative ? 1 : 0)))
            return from_seconds(negative ? -*seconds : *seconds);
    }
    found->refuse(
        "is no length of time; allowed are \"30min\", \"-30min\" and the like, or "
        "seconds");
    return std::nullopt;
}

double quantile(FileObject& kpi) {
    const auto found = kpi.need("quantile");
    if (!found) return 0.5;
    const auto value = read_quantity(*found, ValueUnit::ratio);
    if (value && (*value <= 0 || *value >= 1))
        found->refuse("is no quantile; allowed is what lies between \"0%\" and \"100%\"");
    return value.value_or(0.5);
}

std::string subject(FileObject& kpi) {
    const auto found = kpi.need("subject");
    return found ? found->word(subjects) : std::string{};
}

LevelMeasure::Over over(FileObject& kpi, std::vector<std::string_view> allowed) {
    using Over = LevelMeasure::Over;
    const std::string chosen = word(kpi, "over", std::move(allowed), "last");
    if (chosen == "max") return Over::max;
    if (chosen == "mean") return Over::mean;
    if (chosen == "sum_time") return Over::sum_time;
    if (chosen == "any_time") return Over::any_time;
    return Over::last;
}

std::vector<Condition> of_metric(FileObject& kpi) {
    std::vector<Condition> where{{.field = "metric", .any_of = {kpi.text("metric", longest_word)}}};
    for (Condition& condition : conditions(kpi, "where"))
        where.push_back(std::move(condition));
    return where;
}

AgeMeasure read_age(FileObject& kpi) {
    AgeMeasure age{.subject = subject(kpi), .where = conditions(kpi, "where")};
    age.since = word(kpi, "since", {"since", "began", "response_due", "resolution_due", "promise"},
                     "since");
    const std::string show = word(kpi, "show", {"oldest", "count", "share"}, "oldest");
    if (show == "count") age.show = AgeMeasure::Show::count;
    if (show == "share") age.show = AgeMeasure::Show::share;
    age.above = span(kpi, "above");
    age.at_most = span(kpi, "at_most");
    if (const auto hours = kpi.find("age_in")) age.hours = hours->id();
    if (show == "share" && !age.above && !age.at_most)
        kpi.node().miss("\"above\" or \"at_most\" is missing");
    return age;
}

FormulaMeasure read_formula(FileObject& kpi) {
    FormulaMeasure formula;
    const auto found = kpi.need("formula");
    if (!found) return formula;
    formula.expression = found->text(longest_formula);
    if (formula.expression.empty()) return formula;
    auto inputs = formula_inputs(formula.expression);
    if (inputs)
        formula.inputs = std::move(*inputs);
    else
        found->refuse("is no formula: character " + inputs.error().where + ' ' +
                      inputs.error().what);
    return formula;
}

std::optional<MeasureKind> read_tally(std::string_view kind, FileObject& kpi) {
    if (kind == "count") {
        CountMeasure count{selection(kpi, "events"), selection_if_any(kpi, "less"), {}};
        count.field = kpi.text_or_none("field", longest_word);
        return count;
    }
    if (kind == "ratio") {
        RatioMeasure ratio{.numerator = selection(kpi, "numerator"),
                           .denominator = selection(kpi, "denominator")};
        ratio.numerator_field = kpi.text_or_none("numerator_field", longest_word);
        ratio.denominator_field = kpi.text_or_none("denominator_field", longest_word);
        return ratio;
    }
    if (kind == "counter") return CountMeasure{{{{"sample"}, of_metric(kpi)}}, {}, "added"};
    if (kind != "mean" && kind != "quantile" && kind != "max" && kind != "distinct")
        return std::nullopt;
    Selection events = selection(kpi, "events");
    std::string field = kpi.text("field", longest_word);
    if (kind == "quantile")
        return QuantileMeasure{std::move(events), std::move(field), quantile(kpi)};
    if (kind == "max") return MaxMeasure{std::move(events), std::move(field)};
    if (kind == "distinct") return DistinctMeasure{std::move(events), std::move(field)};
    return MeanMeasure{std::move(events), std::move(field)};
}

/// Of tallies: counts told beside the value.
std::vector<Part> read_parts(FileObject& kpi) {
    std::vector<Part> parts;
    const auto list = kpi.find("parts");
    if (!list) return parts;
    for (const FileNode& item : list->items()) {
        FileObject object{item};
        Part part{object.text("name", longest_title), selection(object, "events"),
                  object.flag("excluded")};
        object.finish();
        parts.push_back(std::move(part));
    }
    return parts;
}

MeasureKind read_state(std::string_view kind, FileObject& kpi) {
    if (kind == "level") {
        LevelMeasure level{.subject = subject(kpi), .where = conditions(kpi, "where")};
        level.field = kpi.text_or_none("field", longest_word);
        level.over = over(kpi, {"last", "max", "mean", "sum_time", "any_time"});
        return level;
    }
    if (kind == "gauge") {
        LevelMeasure level{.subject = "metric", .where = of_metric(kpi), .field = "value"};
        level.over = over(kpi, {"last", "mean", "max"});
        return level;
    }
    if (kind == "share")
        return ShareMeasure{subject(kpi), conditions(kpi, "numerator"),
                            conditions(kpi, "denominator"), kpi.flag("of_time")};
    if (kind == "age") return read_age(kpi);
    if (kind == "manual") return ManualMeasure{};
    return read_formula(kpi);
}

constexpr std::array<std::string_view, 13> names{
    "count", "ratio", "mean",  "quantile", "max",    "distinct", "level",
    "share", "age",   "gauge", "counter",  "manual", "formula"};
constexpr std::array<std::string_view, 20> keys{"events",
                                                "less",
                                                "field",
                                                "numerator",
                                                "denominator",
                                                "numerator_field",
                                                "denominator_field",
                                                "quantile",
                                                "subject",
                                                "where",
                                                "over",
                                                "of_time",
                                                "since",
                                                "show",
                                                "above",
                                                "at_most",
                                                "age_in",
                                                "metric",
                                                "formula",
                                                "parts"};

}  // namespace

std::span<const std::string_view> custom_measure_names() {
    return names;
}
std::span<const std::string_view> custom_measure_keys() {
    return keys;
}

Measure read_custom_measure(std::string_view kind, FileObject& kpi) {
    Measure measure{.how = ManualMeasure{}, .name = std::string{kind}};
    if (auto tally = read_tally(kind, kpi)) {
        measure.how = std::move(*tally);
        measure.parts = read_parts(kpi);
        const std::string counted = word(kpi, "counted_at", {"happening", "arrival"}, "happening");
        measure.at_arrival = counted == "arrival";
    } else {
        measure.how = read_state(kind, kpi);
    }
    return measure;
}

}  // namespace waymark
