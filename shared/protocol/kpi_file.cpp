#include "shared/protocol/kpi_file.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/measure_file.hpp"

namespace waymark {
namespace {

std::optional<ValueUnit> read_unit(FileObject& object) {
    const auto found = object.need("unit");
    return found ? value_unit_named(found->word({"count", "ratio", "duration", "points"}))
                 : std::nullopt;
}

std::optional<Window> read_window(FileObject& object) {
    const auto found = object.need("window");
    if (!found) return std::nullopt;
    const auto* text = found->value().get_ptr<const std::string*>();
    const auto window = text != nullptr ? window_from(*text) : std::nullopt;
    if (!window)
        found->refuse(
            "is no window; allowed are \"now\", \"today\" and \"rolling 1min\" to \"rolling 48h\"");
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

struct Defined {
    Kpi kpi;
    std::optional<Measure> measure;
};

Defined read_kpi(const FileNode& node) {
    FileObject object{node};
    Defined defined;
    Kpi& kpi = defined.kpi;
    kpi.id.text = object.id("id");
    kpi.title = object.text("title", longest_title);
    kpi.noun = object.text_or_none("noun", longest_title);
    const auto unit = read_unit(object);
    const auto window = read_window(object);
    kpi.unit = unit.value_or(ValueUnit::count);
    kpi.window = window.value_or(Window{});
    defined.measure = read_measure(object, unit, window);
    if (defined.measure) {
        const auto* open = std::get_if<OpenMeasure>(&*defined.measure);
        kpi.counts_up = open != nullptr && open->oldest;
        kpi.min_n = default_min_n(*defined.measure);
    }
    if (const auto target = object.find("target"); target && unit)
        kpi.target = read_target(*target, *unit);
    kpi.weight = object.weight();
    kpi.critical = object.flag("critical");
    if (const auto least = object.find("min_n"))
        kpi.min_n = least->whole("number of cases", 0, 1'000'000);
    if (const auto csfs = object.find("supports")) kpi.supports = read_ids<CsfId>(csfs->items());
    if (const auto feeds = object.need("feeds"))
        kpi.feeds = read_ids<FeedId>(feeds->items("the feed that its records come from is needed"));
    object.finish();
    return defined;
}

}  // namespace

void read_kpi_file(const FileNode& root, DeskFolder& desk) {
    FileObject object{root};
    object.find("$schema");
    if (const auto list = object.need("kpis")) {
        for (const FileNode& item : list->items("at least one KPI is needed")) {
            Defined defined = read_kpi(item);
            if (defined.measure) desk.measures[defined.kpi.id] = std::move(*defined.measure);
            desk.outline.kpis.push_back(std::move(defined.kpi));
        }
    }
    object.finish();
}

}  // namespace waymark
