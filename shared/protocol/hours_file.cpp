#include "shared/protocol/hours_file.hpp"

#include <array>
#include <exception>

#include <date/tz.h>
#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"

namespace waymark {
namespace {

std::optional<std::string_view> text_of(const FileNode& node) {
    const auto* text = node.value().get_ptr<const std::string*>();
    return text != nullptr ? std::optional<std::string_view>{*text} : std::nullopt;
}

std::vector<OpenInterval> read_intervals(const std::vector<FileNode>& items) {
    std::vector<OpenInterval> intervals;
    for (const FileNode& item : items) {
        const auto text = text_of(item);
        if (const auto interval = text ? interval_from(*text) : std::nullopt)
            intervals.push_back(*interval);
        else
            item.refuse(
                "is no interval; allowed are \"08:00-18:00\", \"18:00-24:00\" and, past midnight, "
                "\"22:00-06:00\" or \"22:00-30:00\"");
    }
    return intervals;
}

void read_week(const FileNode& node, Hours& hours) {
    FileObject week{node};
    bool ever_open = false;
    for (std::size_t day = 0; day < weekday_words.size(); ++day)
        if (const auto list = week.find(weekday_words[day])) {
            ever_open = true;
            hours.week[day] =
                read_intervals(list->items("leave out the days on which it is closed"));
        }
    week.finish();
    if (!ever_open && node.value().is_object() && node.value().empty())
        node.refuse("is never open; at least one day is needed");
}

constexpr std::string_view no_date = "is no date; allowed are dates such as \"2026-12-24\"";

void read_holidays(const FileNode& node, Hours& hours) {
    for (const FileNode& item : node.items()) {
        const auto text = text_of(item);
        const auto date = text ? date_from(*text) : std::nullopt;
        if (!date)
            item.refuse(std::string{no_date});
        else if (!hours.holidays.insert(*date).second)
            item.refuse("stands twice in this list");
    }
}

void read_exceptions(const FileNode& node, Hours& hours) {
    if (!node.value().is_object()) node.refuse("is no object");
    if (!node.value().is_object()) return;
    for (const auto& [key, value] : node.value().items()) {
        const FileNode child = node.child(key);
        const auto date = date_from(key);
        if (!date) child.refuse_as(in_quotes(key), std::string{no_date});
        auto intervals = read_intervals(child.items());
        if (date) hours.exceptions[*date] = std::move(intervals);
    }
}

Hours read_named_hours(const FileNode& node, const std::string& desk_zone) {
    FileObject object{node};
    Hours hours;
    const auto zone = object.find("zone");
    hours.zone = zone ? read_zone(*zone) : desk_zone;
    if (const auto week = object.need("week")) read_week(*week, hours);
    if (const auto holidays = object.find("holidays")) read_holidays(*holidays, hours);
    if (const auto exceptions = object.find("exceptions")) read_exceptions(*exceptions, hours);
    object.finish();
    return hours;
}

}  // namespace

std::string read_zone(const FileNode& node) {
    const std::string zone = node.text(longest_title);
    if (zone.empty()) return zone;
    std::vector<std::string_view> names;
    try {
        for (const auto& known : date::get_tzdb().zones) {
            if (known.name() == zone) return zone;
            names.emplace_back(known.name());
        }
        date::locate_zone(zone);
    } catch (const std::exception&) {
        const auto nearest = nearest_word(zone, names);
        node.refuse("is no time zone; " + (nearest.empty()
                                               ? "allowed are IANA names such as \"Europe/London\""
                                               : "did you mean " + in_quotes(nearest) + "?"));
    }
    return zone;
}

void read_hours(FileObject& desk_file, DeskFolder& desk) {
    if (const auto named = desk_file.find("hours")) {
        if (!named->value().is_object()) named->refuse("is no object");
        if (named->value().is_object())
            for (const auto& [name, value] : named->value().items()) {
                const FileNode child = named->child(name);
                if (!is_id(name)) child.refuse_as(in_quotes(name), std::string{no_id});
                desk.hours[name] = read_named_hours(child, desk.zone);
            }
    }
    if (const auto work = desk_file.find("work_hours"))
        desk.work_hours = read_hours_name(*work, desk);
}

std::string read_hours_name(const FileNode& node, const DeskFolder& desk) {
    std::vector<std::string_view> names;
    for (const auto& [name, hours] : desk.hours)
        names.push_back(name);
    const auto text = text_of(node);
    if (text && desk.hours.contains(std::string{*text})) return std::string{*text};
    node.refuse("is no name of hours of desk.json; " +
                (names.empty() ? "it has none" : suggestion(text.value_or(""), names)));
    return {};
}

}  // namespace waymark
