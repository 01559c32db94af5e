#include "server/kpi/measure_words.hpp"

#include <cstdio>

#include "shared/base/overloaded.hpp"

namespace waymark::server {
namespace {

std::string number_text(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", number);
    return text;
}

std::string joined(const auto& items, const std::string& between, auto text_of) {
    std::string text;
    for (const auto& item : items)
        text += (text.empty() ? "" : between) + text_of(item);
    return text;
}

std::string value_text(const FieldValue& value) {
    return std::visit(Overloaded{[](bool flag) { return std::string{flag ? "true" : "false"}; },
                                 [](double number) { return number_text(number); },
                                 [](const std::string& text) { return text; },
                                 [](const std::vector<std::string>& texts) {
                                     return joined(texts, ", ",
                                                   [](const std::string& text) { return text; });
                                 },
                                 [](const RawJson& raw) { return raw.text; }},
                      value);
}

std::string condition_text(const Condition& condition) {
    std::vector<std::string> parts;
    const auto bound = [&](const char* words, const std::optional<double>& limit) {
        if (limit) parts.push_back(words + number_text(*limit));
    };
    if (!condition.any_of.empty())
        parts.push_back("is " + joined(condition.any_of, " or ", value_text));
    if (!condition.none_of.empty())
        parts.push_back("is not " + joined(condition.none_of, " or ", value_text));
    bound("is at least ", condition.at_least);
    bound("is at most ", condition.at_most);
    bound("is above ", condition.above);
    bound("is below ", condition.below);
    if (condition.present) parts.emplace_back(*condition.present ? "is there" : "is absent");
    if (condition.or_absent && !parts.empty()) parts.back() += " or is absent";
    return condition.field + " " +
           joined(parts, " and ", [](const std::string& part) { return part; });
}

std::string conditions_text(const std::vector<Condition>& conditions) {
    return joined(conditions, " and ", condition_text);
}

std::string selection_text(const Selection& selection) {
    const auto selector_text = [](const Selector& selector) {
        std::string text =
            joined(selector.types, " or ", [](const std::string& type) { return type; });
        if (!selector.where.empty()) text += " whose " + conditions_text(selector.where);
        return text;
    };
    return joined(selection, "; ", selector_text);
}

std::string sum_text(const Selection& selection, const std::string& field) {
    return (field.empty() ? "number of (" : "sum of " + field + " of (") +
           selection_text(selection) + ")";
}

std::string subjects_text(const std::string& subject, const std::vector<Condition>& where) {
    return subject + "s" + (where.empty() ? "" : " whose " + conditions_text(where));
}

std::string_view over_text(LevelMeasure::Over over) {
    switch (over) {
        case LevelMeasure::Over::last:
            return "at the end of the window";
        case LevelMeasure::Over::max:
            return "the most in the window";
        case LevelMeasure::Over::mean:
            return "on average over the window's time";
        case LevelMeasure::Over::sum_time:
            return "their seconds in the window";
        case LevelMeasure::Over::any_time:
            break;
    }
    return "the seconds in which there was any";
}

struct InWords {
    std::string operator()(const CountMeasure& count) const {
        const std::string text = sum_text(count.events, count.field);
        return count.less.empty() ? text : text + " less " + sum_text(count.less, count.field);
    }
    std::string operator()(const RatioMeasure& ratio) const {
        return sum_text(ratio.numerator, ratio.numerator_field) + " / " +
               sum_text(ratio.denominator, ratio.denominator_field);
    }
    std::string operator()(const MeanMeasure& mean) const {
        return "mean " + mean.field + " of (" + selection_text(mean.events) + ")";
    }
    std::string operator()(const QuantileMeasure& quantile) const {
        return number_text(quantile.quantile * 100) + " % quantile of " + quantile.field + " of (" +
               selection_text(quantile.events) + ")";
    }
    std::string operator()(const MaxMeasure& max) const {
        return "greatest " + max.field + " of (" + selection_text(max.events) + ")";
    }
    std::string operator()(const DistinctMeasure& distinct) const {
        return "number of different " + distinct.field + " of (" + selection_text(distinct.events) +
               ")";
    }
    std::string operator()(const NpsMeasure& nps) const {
        return "100 x (9 and 10 - 0 to 6) / answers of (" + selection_text(nps.events) + ")";
    }
    std::string operator()(const LevelMeasure& level) const {
        return (level.field.empty() ? "" : "sum of " + level.field + " of ") +
               subjects_text(level.subject, level.where) + ", " +
               std::string{over_text(level.over)};
    }
    std::string operator()(const ShareMeasure& share) const {
        return subjects_text(share.subject, share.numerator) + " / " +
               subjects_text(share.subject, share.denominator) +
               (share.of_time ? ", of their seconds in the window" : "");
    }
    std::string operator()(const AgeMeasure& age) const {
        return "age since " + age.since + " of " + subjects_text(age.subject, age.where) +
               (age.hours.empty() ? "" : ", within the hours " + age.hours);
    }
    std::string operator()(const ManualMeasure&) const { return "as people enter it"; }
    std::string operator()(const FormulaMeasure& formula) const { return formula.expression; }
};

}  // namespace

std::string formula_in_words(const Measure& measure) {
    return measure.formula.empty() ? std::visit(InWords{}, measure.how) : measure.formula;
}

}  // namespace waymark::server
