#include "shared/protocol/measure_file.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "shared/protocol/selector_file.hpp"

namespace waymark {
namespace {

constexpr std::size_t longest_word = 100;

/// What surrounds a measure in its KPI.
struct Frame {
    FileObject& kpi;
    std::optional<ValueUnit> unit;
    std::optional<Window> window;

    void allow_unit(ValueUnit allowed, std::string_view measure) const {
        if (unit && *unit != allowed)
            kpi.node().child("unit").refuse("does not fit " + std::string{measure} +
                                            "; allowed is " + in_quotes(name_of(allowed)));
    }
    void allow_now_only(std::string_view measure) const {
        if (window && window->kind != Window::Kind::now)
            kpi.node().child("window").refuse("does not fit " + std::string{measure} +
                                              ", which knows this instant only; allowed is "
                                              "\"now\"");
    }
    void allow_stretch_only(std::string_view measure) const {
        if (window && window->kind == Window::Kind::now)
            kpi.node().child("window").refuse(
                "does not fit " + std::string{measure} +
                ", which needs a stretch of time; allowed are \"today\" and \"rolling 60min\"");
    }
    Selection selection(std::string_view key) const {
        const auto found = kpi.need(key);
        return found ? read_selection(*found) : Selection{};
    }
    std::vector<Condition> conditions() const {
        const auto found = kpi.find("where");
        return found ? read_conditions(*found) : std::vector<Condition>{};
    }
};

std::vector<std::string> default_start(std::string_view subject) {
    if (subject == "ticket") return {"ticket.created", "ticket.reopened"};
    return {"contact.offered"};
}

std::vector<std::string> default_end(std::string_view subject) {
    if (subject == "ticket")
        return {"ticket.resolved", "ticket.closed", "ticket.deleted", "ticket.merged"};
    return {"contact.answered", "contact.abandoned", "contact.timed_out", "contact.left"};
}

OpenMeasure read_open(const Frame& frame) {
    OpenMeasure open;
    if (const auto subject = frame.kpi.need("subject"))
        open.subject = subject->word({"contact", "ticket"});
    if (const auto show = frame.kpi.find("show"))
        open.oldest = show->word({"count", "oldest"}) == "oldest";
    open.started_by = default_start(open.subject);
    open.ended_by = default_end(open.subject);
    if (const auto types = frame.kpi.find("started_by")) open.started_by = read_event_types(*types);
    if (const auto types = frame.kpi.find("ended_by")) open.ended_by = read_event_types(*types);
    open.where = frame.conditions();
    const auto both = std::ranges::find_first_of(open.started_by, open.ended_by);
    if (both != open.started_by.end())
        frame.kpi.node().refuse_as(in_quotes(*both), "starts and ends the subject; allowed is one");
    frame.allow_now_only("\"open\"");
    if (open.oldest)
        frame.allow_unit(ValueUnit::duration, "the oldest of \"open\"");
    else
        frame.allow_unit(ValueUnit::count, "the count of \"open\"");
    return open;
}

CountMeasure read_count(const Frame& frame) {
    frame.allow_stretch_only("\"count\"");
    frame.allow_unit(ValueUnit::count, "\"count\"");
    return {frame.selection("events")};
}

RatioMeasure read_ratio(const Frame& frame) {
    frame.allow_stretch_only("\"ratio\"");
    frame.allow_unit(ValueUnit::ratio, "\"ratio\"");
    return {frame.selection("numerator"), frame.selection("denominator")};
}

MeanMeasure read_mean(const Frame& frame) {
    frame.allow_stretch_only("\"mean\"");
    return {frame.selection("events"), frame.kpi.text("field", longest_word)};
}

GaugeMeasure read_gauge(const Frame& frame) {
    GaugeMeasure gauge{frame.kpi.text("metric", longest_word), frame.conditions()};
    if (const auto over = frame.kpi.find("over")) {
        const std::string word = over->word({"last", "mean", "max"});
        if (word == "mean") gauge.over = GaugeMeasure::Over::mean;
        if (word == "max") gauge.over = GaugeMeasure::Over::max;
        if (gauge.over != GaugeMeasure::Over::last) frame.allow_stretch_only("a gauge's " + word);
    }
    return gauge;
}

}  // namespace

std::optional<Measure> read_measure(FileObject& kpi, std::optional<ValueUnit> unit,
                                    std::optional<Window> window) {
    const auto word = kpi.need("measure");
    const std::string name =
        word ? word->word({"open", "count", "ratio", "mean", "gauge"}) : std::string{};
    const Frame frame{kpi, unit, window};
    if (name == "open") return read_open(frame);
    if (name == "count") return read_count(frame);
    if (name == "ratio") return read_ratio(frame);
    if (name == "mean") return read_mean(frame);
    if (name == "gauge") return read_gauge(frame);
    // The word is the problem; its options are not made problems on top of it.
    for (const std::string_view option :
         {"subject", "show", "started_by", "ended_by", "where", "events", "numerator",
          "denominator", "field", "metric", "over"})
        kpi.find(option);
    return std::nullopt;
}

std::int64_t default_min_n(const Measure& measure) {
    if (std::holds_alternative<RatioMeasure>(measure)) return 20;
    if (std::holds_alternative<MeanMeasure>(measure)) return 5;
    return 0;
}

}  // namespace waymark
