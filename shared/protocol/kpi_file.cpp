#include "shared/protocol/kpi_file.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"
#include "shared/protocol/measure_file.hpp"

namespace waymark {
namespace {

std::optional<ValueUnit> read_unit(FileObject& object) {
    const auto found = object.find("unit");
    return found ? value_unit_named(found->word({"count", "ratio", "duration", "points"}))
                 : std::nullopt;
}

std::optional<Window> read_window(FileObject& object) {
    const auto found = object.find("window");
    if (!found) return std::nullopt;
    const auto* text = found->value().get_ptr<const std::string*>();
    const auto window = text != nullptr ? window_from(*text) : std::nullopt;
    if (!window)
        found->refuse(
            "is no window; allowed are \"now\", \"rolling 1min\" to \"rolling 400d\", \"today\", "
            "\"shift\", \"week\", \"month\", \"quarter\", \"year\" and \"vision\"");
    return window;
}

template <class IdType>
std::vector<IdType> read_ids(const std::vector<FileNode>& items) {
    std::vector<IdType> ids;
    for (const FileNode& item : items) {
        IdType id{item.id()};
        if (!id.empty() && std::ranges::find(ids, id) != ids.end())
            item.refuse("stands twice in this list");
        ids.push_back(std::move(id));
    }
    return ids;
}

using DatedTargets = std::map<std::chrono::local_days, Target>;

std::optional<std::chrono::local_days> read_date(const FileNode& node) {
    const auto* text = node.value().get_ptr<const std::string*>();
    const auto date = text != nullptr ? date_from(*text) : std::nullopt;
    if (!date) node.refuse("is no date; allowed are days such as \"2027-01-31\"");
    return date;
}

DatedTargets read_targets(const FileNode& list, ValueUnit unit, std::optional<Direction> usual) {
    DatedTargets targets;
    for (const FileNode& item : list.items()) {
        FileObject object{item};
        std::optional<std::chrono::local_days> day;
        const auto from = object.need("from");
        if (from) day = read_date(*from);
        const auto target = read_target(object, unit, usual);
        object.finish();
        if (day && !targets.empty() && *day <= targets.rbegin()->first)
            from->refuse("is not after the one before; allowed are dates in order, each once");
        else if (day && target)
            targets.emplace(*day, *target);
    }
    return targets;
}

std::vector<std::string> read_dimensions(const FileNode& list) {
    const auto known = dimension_fields();
    std::vector<std::string> dimensions;
    for (const FileNode& item : list.items()) {
        std::string name = item.word({known.begin(), known.end()});
        if (name.empty()) continue;
        if (std::ranges::find(dimensions, name) != dimensions.end())
            item.refuse("stands twice in this list");
        dimensions.push_back(std::move(name));
    }
    return dimensions;
}

struct Defined {
    Kpi kpi;
    std::optional<Measure> measure;
    DatedTargets later_targets;
};

/// Whether chance can be told from what a ratio of cases says.
void check_confident(const FileNode& node, const std::optional<Measure>& measure) {
    if (!node.flag() || !measure) return;
    const auto* ratio = std::get_if<RatioMeasure>(&measure->how);
    if (ratio == nullptr || !ratio->numerator_field.empty() || !ratio->denominator_field.empty())
        node.refuse("does not fit " + in_quotes(measure->name) +
                    ", which is no share of counted cases; allowed is false");
}

Defined read_kpi(const FileNode& node) {
    FileObject object{node};
    Defined defined;
    Kpi& kpi = defined.kpi;
    kpi.id.text = object.id("id");
    kpi.title = object.text("title", longest_title);
    kpi.noun = object.text_or_none("noun", longest_title);
    const auto stated_unit = read_unit(object);
    const auto stated_window = read_window(object);
    DefinedMeasure measured = read_measure(object, stated_unit, stated_window);
    const auto unit = measured.unit;
    kpi.unit = unit.value_or(ValueUnit::count);
    kpi.window = measured.window.value_or(Window{});
    kpi.counts_up = measured.counts_up;
    kpi.min_n = measured.min_n;
    if (const auto target = object.find("target"); target && unit) {
        FileObject parts{*target};
        kpi.target = read_target(parts, *unit, measured.direction);
        parts.finish();
    }
    if (const auto targets = object.find("targets"); targets && unit)
        defined.later_targets = read_targets(*targets, *unit, measured.direction);
    kpi.weight = object.weight();
    kpi.critical = object.flag("critical");
    if (const auto least = object.find("min_n"))
        kpi.min_n = least->whole("number of cases", 0, 1'000'000);
    if (const auto confident = object.find("confident")) {
        kpi.confident = confident->value() == true;
        check_confident(*confident, measured.measure);
    }
    if (const auto hours = object.find("hours")) kpi.hours = hours->id();
    if (const auto by = object.find("by")) kpi.by = read_dimensions(*by);
    if (const auto csfs = object.find("supports")) kpi.supports = read_ids<CsfId>(csfs->items());
    if (const auto feeds = object.need("feeds"))
        kpi.feeds = read_ids<FeedId>(feeds->items("the feed that its records come from is needed"));
    object.finish();
    defined.measure = std::move(measured.measure);
    return defined;
}

}  // namespace

void read_kpi_file(const FileNode& root, DeskFolder& desk) {
    FileObject object{root};
    object.find("$schema");
    if (const auto list = object.need("kpis")) {
        for (const FileNode& item : list->items("at least one KPI is needed")) {
            Defined defined = read_kpi(item);
            if (!defined.later_targets.empty())
                desk.later_targets[defined.kpi.id] = std::move(defined.later_targets);
            if (defined.measure) desk.measures[defined.kpi.id] = std::move(*defined.measure);
            desk.outline.kpis.push_back(std::move(defined.kpi));
        }
    }
    object.finish();
}

}  // namespace waymark
