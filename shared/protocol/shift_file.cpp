#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"
#include "shared/protocol/hours_file.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

using namespace std::chrono_literals;

std::optional<Duration> read_promised(const std::optional<FileNode>& node) {
    if (!node) return std::nullopt;
    const auto seconds = read_quantity(*node, ValueUnit::duration);
    if (!seconds) return std::nullopt;
    constexpr double longest = 400.0 * 86400;
    if (*seconds >= 1 && *seconds <= longest) return from_seconds(*seconds);
    node->refuse("is out of range; allowed are \"1s\" to \"400d\"");
    return std::nullopt;
}

Promise read_promise(const FileNode& node, const DeskFolder& desk) {
    FileObject object{node};
    const auto response = object.find("response");
    const auto resolution = object.find("resolution");
    Promise promise{read_promised(response), read_promised(resolution), {}};
    if (const auto hours = object.find("hours")) promise.hours = read_hours_name(*hours, desk);
    object.finish();
    if (node.value().is_object() && !response && !resolution)
        node.refuse_as("", "promises nothing; \"response\", \"resolution\" or both are needed");
    return promise;
}

std::optional<std::chrono::minutes> read_clock_time(FileObject& object, std::string_view key,
                                                    std::string_view last) {
    const auto node = object.need(key);
    if (!node) return std::nullopt;
    const auto* text = node->value().get_ptr<const std::string*>();
    const auto time = text != nullptr ? clock_time_from(*text) : std::nullopt;
    if (time && *text <= last) return time;
    node->refuse("is no time of day; allowed are \"00:00\" to " + in_quotes(last));
    return std::nullopt;
}

/// Nothing when its times are wrong.
std::optional<Shift> read_shift(const FileNode& node) {
    FileObject object{node};
    const std::string name = object.text("name", longest_label);
    const auto from = read_clock_time(object, "from", "23:59");
    const auto to = read_clock_time(object, "to", "47:59");
    object.finish();
    if (!from || !to) return std::nullopt;
    const auto span = interval_between(*from, *to);
    if (span && span->to - span->from <= 24h) return Shift{name, *span};
    node.refuse_as(in_quotes(name), span ? "lasts longer than 24 hours; a shift runs every day"
                                         : "ends when it begins");
    return std::nullopt;
}

/// Whether two shifts, which run every day, ever run at once.
bool overlap(const OpenInterval& one, const OpenInterval& other) {
    for (const auto later : {-24h, 0h, 24h})
        if (one.from < other.to + later && other.from + later < one.to) return true;
    return false;
}

}  // namespace

void read_promises(FileObject& desk_file, DeskFolder& desk) {
    const auto promises = desk_file.find("sla");
    if (!promises) return;
    if (!promises->value().is_object()) {
        promises->refuse("is no object");
        return;
    }
    for (const auto& [priority, value] : promises->value().items()) {
        const FileNode promise = promises->child(priority);
        if (priority.empty() || priority.size() > longest_title)
            promise.refuse_as(in_quotes(priority), "is no priority; allowed are 1 to 60 letters");
        desk.promises[priority] = read_promise(promise, desk);
    }
}

void read_shifts(FileObject& desk_file, DeskFolder& desk) {
    const auto list = desk_file.find("shifts");
    if (!list) return;
    for (const FileNode& item : list->items()) {
        const auto shift = read_shift(item);
        if (!shift) continue;
        for (const Shift& other : desk.shifts) {
            if (other.name == shift->name)
                item.refuse_as(in_quotes(shift->name), "is the name of two shifts");
            if (overlap(other.span, shift->span))
                item.refuse_as(
                    in_quotes(shift->name),
                    "overlaps the shift " + in_quotes(other.name) + "; one shift runs at a time");
        }
        desk.shifts.push_back(*shift);
    }
}

}  // namespace waymark
