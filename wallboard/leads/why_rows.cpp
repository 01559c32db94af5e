#include <cmath>

#include "shared/base/octet_text.hpp"
#include "wallboard/leads/panels.hpp"
#include "wallboard/leads/told_json.hpp"

namespace waymark::wallboard {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr std::chrono::seconds every{5};

/// What the server explained, in words.
class Explained {
public:
    Explained(Desk& desk, const Kpi& kpi, const json& told)
        : desk_(desk), kpi_(kpi), told_(told), format_(desk.present.format) {}

    std::vector<Row> rows() {
        counted();
        left_out();
        slices();
        judged();
        sources();
        return std::move(rows_);
    }

private:
    void heading(std::string text) {
        rows_.push_back({.kind = Row::Kind::heading, .text = std::move(text)});
    }
    void fact(std::string text, std::string value) {
        if (!value.empty())
            rows_.push_back(
                {.kind = Row::Kind::fact, .text = std::move(text), .value = std::move(value)});
    }
    std::string value_in(const json& object, const char* key) const {
        const auto number = number_in(object, key);
        if (!number) return {};
        const ValueText text = format_.value(kpi_, *number);
        return text.unit.empty() ? text.number : text.number + " " + text.unit;
    }
    std::string moment_in(const json& object, const char* key) const {
        const auto time = time_in(object, key);
        if (!time) return {};
        return format_.moment(*time, desk_.present.now, desk_.present.board.desk.clock);
    }
    /// "30 of 40 cases", or how many.
    std::string cases_in(const json& object) const {
        const auto n = number_in(object, "n");
        if (!n) return {};
        const auto part = number_in(object, "numerator");
        const std::string cases = count_text(*n) + (*n == 1 ? " case" : " cases");
        return part ? count_text(*part) + " of " + cases : cases;
    }

    void counted() {
        heading("What counted");
        const json& window = object_in(told_, "window");
        if (const std::string text = text_in(window, "text"); text == "now")
            fact("Window", "as it is now");
        else if (!text.empty())
            fact("Window", moment_in(window, "from") + " to " + moment_in(window, "to"));
        fact("Cases", cases_in(told_));
        fact("Whose", text_in(told_, "subject"));
        for (const json& part : list_in(told_, "parts"))
            if (const auto n = number_in(part, "n"); n && !flag_in(part, "excluded"))
                fact(text_in(part, "name"), count_text(*n));
        for (const json& input : list_in(told_, "of"))
            if (const auto value = number_in(input, "value"))
                fact(text_in(input, "kpi"), json(*value).dump() + ", " + cases_in(input));
    }

    void left_out() {
        std::vector<Row> out;
        const auto add = [&](std::string why, double n, const char* of_when) {
            out.push_back({.kind = Row::Kind::fact,
                           .text = std::move(why),
                           .value = count_text(n) + of_when});
        };
        for (const json& part : list_in(told_, "parts"))
            if (const auto n = number_in(part, "n"); n && flag_in(part, "excluded"))
                add(text_in(part, "name"), *n, "");
        for (const json& part : list_in(told_, "left_out"))
            if (const auto n = number_in(part, "n")) add(text_in(part, "reason"), *n, " in all");
        if (out.empty()) return;
        heading("What was left out");
        std::ranges::move(out, std::back_inserter(rows_));
    }

    void slices() {
        const json& slices = list_in(told_, "slices");
        if (slices.empty()) return;
        heading("Split up");
        for (const json& slice : slices)
            for (const auto& [name, label] : object_in(slice, "labels").items()) {
                if (!label.is_string()) continue;
                const auto text = label.get<std::string>();
                Row row{.kind = Row::Kind::item,
                        .text = text_of(label),
                        .value = value_in(slice, "value"),
                        .note = cases_in(slice)};
                if (name == "queue") {
                    row.about = {About::Kind::queue, text};
                    row.strong = text == desk_.place.queue;
                    if (const auto* reading =
                            find_queue(desk_.present.board.readings, text, kpi_.id))
                        row.sign = shown_value(desk_.present, kpi_, &reading->reading).state;
                }
                rows_.push_back(std::move(row));
            }
    }

    void judged() {
        heading("How it is judged");
        fact("Target", format_.target(kpi_));
        if (const auto least = number_in(told_, "min_n"); least && *least > 0)
            fact("Judged from", count_text(*least) + " cases on");
        fact("Opens", moment_in(told_, "opens"));
        fact("May change until", moment_in(told_, "provisional_until"));
        const json& judgement = object_in(told_, "judgement");
        for (const char* border : {"goal", "floor"}) {
            const json& side = object_in(judgement, border);
            if (number_in(side, "changing_since"))
                fact(std::string{border} == "goal" ? "On the goal's other side"
                                                   : "On the floor's other side",
                     "since " + moment_in(side, "changing_since") + ", not shown yet");
        }
        const json& reference = object_in(object_in(told_, "trend"), "reference");
        if (const std::string before = value_in(reference, "value"); !before.empty())
            fact("The time before", before + ", " + cases_in(reference));
    }

    void sources() {
        heading("Where it comes from");
        for (const json& input : list_in(told_, "inputs")) {
            const auto age = number_in(input, "age");
            const std::string heard =
                age ? "heard " + format_.age(from_seconds(std::clamp(*age, 0.0, 1e9)))
                    : "not heard yet";
            const std::string title = text_in(input, "title");
            fact(title.empty() ? text_in(input, "feed") : title,
                 heard + ", " + text_in(input, "freshness"));
        }
        for (const json& finding : list_in(told_, "findings"))
            if (const auto times = number_in(finding, "times"))
                rows_.push_back({.kind = Row::Kind::item,
                                 .text = text_in(finding, "reason"),
                                 .value = count_text(*times) + " today",
                                 .note = text_in(finding, "feed"),
                                 .about = {About::Kind::panel, "health"}});
    }

    Desk& desk_;
    const Kpi& kpi_;
    const json& told_;
    const Format& format_;
    std::vector<Row> rows_;
};

const Page& explanation(Desk& desk, const Kpi& kpi) {
    return desk.answers.want("/v1/kpis/" + percent_encoded(kpi.id.text) + "/explain", every,
                             desk.own_now);
}

std::string kind_text(const json& told) {
    const std::string measure = text_in(told, "measure"), kind = text_in(told, "kind");
    return kind.empty() || kind == measure ? measure : measure + ", a " + kind;
}

}  // namespace

std::vector<Row> why_rows(Desk& desk, const Kpi& kpi, std::string& problem) {
    const Page page = explanation(desk, kpi);
    problem = problem_of(desk, page);
    return page.value ? Explained{desk, kpi, *page.value}.rows() : std::vector<Row>{};
}

std::vector<Row> definition_rows(Desk& desk, const Kpi& kpi, std::string& problem) {
    const Format& format = desk.present.format;
    std::vector<Row> rows;
    const auto fact = [&](std::string text, std::string value) {
        if (!value.empty())
            rows.push_back(
                {.kind = Row::Kind::fact, .text = std::move(text), .value = std::move(value)});
    };
    const Page page = explanation(desk, kpi);
    problem = problem_of(desk, page);
    if (page.value) {
        rows.push_back({.kind = Row::Kind::text, .text = text_in(*page.value, "formula")});
        fact("Measure", kind_text(*page.value));
        for (const auto& [name, option] : object_in(*page.value, "options").items())
            fact(name, text_of(option));
    }
    const std::string window = format.window(kpi.window);
    fact("Window", window.empty() ? "this instant" : window);
    fact("Target", format.target(kpi));
    fact("Hours", kpi.hours.empty() ? "always" : kpi.hours);
    if (kpi.min_n > 0) fact("Judged from", std::to_string(kpi.min_n) + " cases on");
    fact("Critical", kpi.critical ? "yes: it interrupts the wall when it goes off target" : "no");
    std::string feeds, dimensions;
    for (const FeedId& id : kpi.feeds) {
        const auto& known = desk.present.board.desk.feeds;
        const auto feed = std::ranges::find(known, id, &Feed::id);
        feeds += (feeds.empty() ? "" : ", ") + (feed == known.end() ? id.text : feed->title);
    }
    for (const std::string& dimension : kpi.by)
        dimensions += (dimensions.empty() ? "" : ", ") + dimension;
    fact("Comes from", feeds);
    fact("Split by", dimensions);
    fact("Called", kpi.id.text);
    rows.push_back({.kind = Row::Kind::heading, .text = "What it is for"});
    const std::size_t before = rows.size();
    for (const Unit& unit : desk.present.board.desk.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs)
                if (std::ranges::find(kpi.supports, csf.id) != kpi.supports.end())
                    rows.push_back({.kind = Row::Kind::item,
                                    .text = csf.title,
                                    .note = objective.title,
                                    .about = {About::Kind::objective, objective.id.text}});
    if (rows.size() == before)
        rows.push_back({.kind = Row::Kind::text,
                        .text = "It supports no critical success factor: name one in \"supports\" "
                                "of kpis.json, or take it off the wall."});
    return rows;
}

}  // namespace waymark::wallboard
