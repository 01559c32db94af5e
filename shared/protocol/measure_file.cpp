#include "shared/protocol/measure_file.hpp"

#include <algorithm>

#include "shared/protocol/catalogue/catalogue.hpp"
#include "shared/protocol/catalogue/recipe.hpp"
#include "shared/protocol/custom_measures.hpp"

namespace waymark {
namespace {

/// The units and windows that fit a kind of measure.
struct Fit {
    enum class Windows { any, now, stretch };
    std::optional<ValueUnit> unit;  ///< none: any
    Windows windows = Windows::stretch;
};

struct FitOf {
    using Windows = Fit::Windows;
    static std::optional<ValueUnit> unless_summed(const std::string& field, ValueUnit unit) {
        return field.empty() ? std::optional{unit} : std::nullopt;
    }
    Fit operator()(const CountMeasure& of) const {
        return {unless_summed(of.field, ValueUnit::count), Windows::stretch};
    }
    Fit operator()(const RatioMeasure& of) const {
        return {unless_summed(of.numerator_field + of.denominator_field, ValueUnit::ratio),
                Windows::stretch};
    }
    Fit operator()(const MeanMeasure&) const { return {}; }
    Fit operator()(const QuantileMeasure&) const { return {}; }
    Fit operator()(const MaxMeasure&) const { return {}; }
    Fit operator()(const DistinctMeasure&) const { return {ValueUnit::count, Windows::stretch}; }
    Fit operator()(const NpsMeasure&) const { return {ValueUnit::points, Windows::stretch}; }
    Fit operator()(const LevelMeasure& of) const {
        using Over = LevelMeasure::Over;
        const bool of_seconds = of.over == Over::sum_time || of.over == Over::any_time;
        const ValueUnit unit = of_seconds ? ValueUnit::duration : ValueUnit::count;
        return {unless_summed(of.field, unit),
                of.over == Over::last ? Windows::any : Windows::stretch};
    }
    Fit operator()(const ShareMeasure& of) const {
        return {ValueUnit::ratio, of.of_time ? Windows::stretch : Windows::now};
    }
    Fit operator()(const AgeMeasure& of) const {
        using Show = AgeMeasure::Show;
        if (of.show == Show::oldest) return {ValueUnit::duration, Windows::now};
        return {of.show == Show::count ? ValueUnit::count : ValueUnit::ratio, Windows::now};
    }
    Fit operator()(const ManualMeasure&) const { return {}; }
    Fit operator()(const FormulaMeasure&) const { return {std::nullopt, Windows::any}; }
};

void check_unit(FileObject& kpi, std::optional<ValueUnit> unit, std::optional<ValueUnit> allowed,
                const std::string& name) {
    if (unit && allowed && *unit != *allowed)
        kpi.node().child("unit").refuse("does not fit " + name + "; allowed is " +
                                        in_quotes(name_of(*allowed)));
}

void check_window(FileObject& kpi, std::optional<Window> window, Fit::Windows allowed,
                  const std::string& name) {
    if (!window) return;
    const bool is_now = window->kind == Window::Kind::now;
    if (is_now && allowed == Fit::Windows::stretch)
        kpi.node().child("window").refuse(
            "does not fit " + name +
            ", which needs a stretch of time; allowed are \"today\", \"rolling 60min\" and the "
            "like");
    if (!is_now && allowed == Fit::Windows::now)
        kpi.node().child("window").refuse("does not fit " + name +
                                          ", which knows this instant only; allowed is \"now\"");
}

bool counts_up(const MeasureKind& how) {
    const auto* age = std::get_if<AgeMeasure>(&how);
    return age != nullptr && age->show == AgeMeasure::Show::oldest && age->hours.empty();
}

DefinedMeasure read_named(const NamedMeasure& entry, FileObject& kpi, std::optional<ValueUnit> unit,
                          std::optional<Window> window) {
    Choices choices{kpi, entry};
    Made made = entry.make(choices);
    recipe::apply_common(choices, made.measure);
    made.measure.name = entry.name;
    made.measure.options = choices.taken();
    choices.refuse_untaken();
    const std::string name = in_quotes(entry.name);
    check_unit(kpi, unit, made.unit, name);
    check_window(kpi, window, std::visit(FitOf{}, made.measure.how).windows, name);
    DefinedMeasure defined;
    defined.unit = made.unit;
    defined.window = window ? window : made.window.value_or(entry.window);
    defined.direction = entry.direction;
    defined.min_n = made.min_n.value_or(default_min_n(made.measure.how));
    defined.counts_up = counts_up(made.measure.how);
    defined.measure = std::move(made.measure);
    return defined;
}

DefinedMeasure read_custom(const std::string& kind, FileObject& kpi, std::optional<ValueUnit> unit,
                           std::optional<Window> window) {
    DefinedMeasure defined;
    for (const std::string_view key : {"unit", "window"})
        kpi.need(key);
    defined.measure = read_custom_measure(kind, kpi);
    const MeasureKind& how = defined.measure->how;
    const Fit fit = std::visit(FitOf{}, how);
    check_unit(kpi, unit, fit.unit, in_quotes(kind));
    check_window(kpi, window, fit.windows, in_quotes(kind));
    defined.unit = unit;
    defined.window = window;
    defined.min_n = default_min_n(how);
    defined.counts_up = counts_up(how);
    return defined;
}

std::vector<std::string_view> all_names() {
    const auto custom = custom_measure_names();
    std::vector<std::string_view> names{custom.begin(), custom.end()};
    for (const NamedMeasure& entry : catalogue())
        names.push_back(entry.name);
    return names;
}

/// The word is the problem; its options are not made problems on top of it.
void pass_over_options(FileObject& kpi) {
    for (const std::string_view key : custom_measure_keys())
        kpi.find(key);
    for (const NamedMeasure& entry : catalogue())
        for (const Option& option : entry.options)
            kpi.find(option.name);
}

}  // namespace

DefinedMeasure read_measure(FileObject& kpi, std::optional<ValueUnit> unit,
                            std::optional<Window> window) {
    const auto word = kpi.need("measure");
    const std::string name = word ? word->word(all_names()) : std::string{};
    if (name.empty()) {
        pass_over_options(kpi);
        return {.unit = unit, .window = window};
    }
    if (const NamedMeasure* entry = find_named_measure(name))
        return read_named(*entry, kpi, unit, window);
    return read_custom(name, kpi, unit, window);
}

std::int64_t default_min_n(const MeasureKind& how) {
    const auto* ratio = std::get_if<RatioMeasure>(&how);
    if (ratio != nullptr && ratio->numerator_field.empty() && ratio->denominator_field.empty())
        return 20;
    if (std::holds_alternative<NpsMeasure>(how)) return 20;
    if (std::holds_alternative<MeanMeasure>(how) || std::holds_alternative<QuantileMeasure>(how))
        return 5;
    return 0;
}

}  // namespace waymark
