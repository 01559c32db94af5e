#include <cmath>

#include "shared/base/octet_text.hpp"
#include "wallboard/leads/panels.hpp"
#include "wallboard/leads/told_json.hpp"

namespace waymark::wallboard {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds every{5};

std::string labels_of(const json& record) {
    std::string text;
    for (const auto& [name, label] : object_in(record, "labels").items())
        text += (text.empty() ? "" : ", ") + name + " " + text_of(label);
    return text;
}

/// At most one digit after the point.
std::string short_text(const json& number) {
    const double value = std::round(number.get<double>() * 10) / 10;
    return std::abs(value) < 1e15 && value == std::floor(value)
               ? std::to_string(static_cast<std::int64_t>(value))
               : json(value).dump();
}

/// "12:03:11", with the date before it when it was another day.
std::string second_of(const Desk& desk, Time time) {
    const LocalClock& clock = desk.present.board.desk.clock;
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch() + clock.offset_at(time);
    const auto second = static_cast<int>(((seconds.count() % 60) + 60) % 60);
    return desk.present.format.moment(time, desk.present.now, clock) + (second < 10 ? ":0" : ":") +
           std::to_string(second);
}

Row row_of(const Desk& desk, const Kpi& kpi, const json& record, Time time) {
    Row row{
        .kind = Row::Kind::event, .text = text_in(record, "type"), .value = second_of(desk, time)};
    if (const std::string subject = text_in(record, "subject"); !subject.empty())
        row.text += "  " + subject;
    row.strong = flag_in(record, "counted");
    row.note = labels_of(record);
    const auto add = [&](const std::string& what) {
        if (!what.empty()) row.note += (row.note.empty() ? "" : "  ·  ") + what;
    };
    const json& facts = object_in(record, "facts");
    for (const auto& [name, fact] : facts.items())
        add(name + " " + (fact.is_number() ? short_text(fact) : text_of(fact)));
    if (const auto number = number_in(record, "number"); number && facts.empty()) {
        const ValueText value = desk.present.format.value(kpi, *number);
        add(kpi.unit == ValueUnit::duration ? value.number + " " + value.unit
                                            : short_text(*number));
    }
    const auto numerator = record.find("numerator");
    if (!row.strong)
        add(text_in(record, "why"));
    else if (numerator == record.end() || !numerator->is_boolean())
        add("counted");
    else
        add(numerator->get<bool>() ? "counted, in the numerator" : "counted, not in the numerator");
    return row;
}

}  // namespace

std::vector<Row> event_rows(Desk& desk, const Kpi& kpi, std::string& problem) {
    std::string target = "/v1/kpis/" + percent_encoded(kpi.id.text) + "/records?limit=100";
    if (!desk.place.queue.empty()) target += "&queue=" + percent_encoded(desk.place.queue);
    const Page page = desk.answers.want(target, every, desk.own_now);
    problem = problem_of(desk, page);
    std::vector<Row> rows;
    if (!page.value) return rows;
    for (const json& record : list_in(*page.value, "records"))
        if (const auto time = time_in(record, "time"))
            rows.push_back(row_of(desk, kpi, record, *time));
    if (rows.empty() && problem.empty()) problem = "No event of its kind came lately.";
    return rows;
}

}  // namespace waymark::wallboard
