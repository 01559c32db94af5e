#include "shared/protocol/charter_file.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"

namespace waymark {
namespace {

constexpr std::int64_t most_days = 400;

DoneWhen read_done_when(const FileNode& node) {
    FileObject object{node};
    DoneWhen done;
    if (const auto hold = object.need("hold"))
        done.hold = static_cast<int>(hold->whole("number of days", 1, most_days));
    done.of = done.hold;
    if (const auto of = object.find("of"))
        done.of = static_cast<int>(of->whole("number of days", done.hold, most_days));
    if (const auto days = object.find("days"))
        done.working_days = days->word({"calendar", "working"}) == "working";
    object.finish();
    return done;
}

Csf read_csf(const FileNode& node) {
    FileObject object{node};
    Csf csf{{object.id("id")}, object.text("title", longest_title)};
    csf.weight = object.weight();
    csf.critical = object.flag("critical");
    csf.label = object.text_or_none("label", longest_label);
    if (const auto done = object.find("done_when")) csf.done_when = read_done_when(*done);
    object.finish();
    return csf;
}

Objective read_objective(const FileNode& node) {
    FileObject object{node};
    Objective objective;
    if (const auto id = object.need("id")) {
        objective.id.text = id->id();
        if (objective.id.text == "vision" || objective.id.text == "mission")
            id->refuse("is taken: links name the unit's own statements so; allowed is another id");
    }
    objective.title = object.text("title", longest_title);
    objective.weight = object.weight();
    objective.critical = object.flag("critical");
    objective.label = object.text_or_none("label", longest_label);
    if (const auto csfs = object.find("csfs"))
        for (const FileNode& item : csfs->items())
            objective.csfs.push_back(read_csf(item));
    object.finish();
    return objective;
}

std::optional<std::chrono::local_days> read_date(FileObject& object, std::string_view key) {
    const auto found = object.find(key);
    if (!found) return std::nullopt;
    const auto* day = found->value().get_ptr<const std::string*>();
    const auto date = day != nullptr ? date_from(*day) : std::nullopt;
    if (!date) found->refuse("is no date; allowed are dates such as \"2026-01-31\"");
    return date;
}

/// The first year a vision can be reached in.
int first_year(const Vision& vision) {
    if (!vision.since) return 2000;
    return static_cast<int>(std::chrono::year_month_day{*vision.since}.year());
}

Vision read_vision(const FileNode& node) {
    FileObject object{node};
    Vision vision;
    vision.text = object.text("text", longest_statement);
    vision.headline = object.text("headline", longest_headline);
    vision.since = read_date(object, "since");
    if (const auto year = object.find("by_year"))
        vision.by_year = static_cast<int>(year->whole("year", first_year(vision), 2199));
    object.finish();
    return vision;
}

Mission read_mission(const FileNode& node) {
    FileObject object{node};
    Mission mission{object.text("purpose", longest_statement), {}};
    if (const auto list = object.need("objectives"))
        for (const FileNode& item :
             list->items("a mission is a purpose and at least one objective"))
            mission.objectives.push_back(read_objective(item));
    object.finish();
    return mission;
}

Link read_link(const FileNode& node) {
    FileObject object{node};
    Link link;
    if (const auto kind = object.need("kind"))
        link.kind = link_kind_named(kind->word({"aligns", "contributes"})).value_or(link.kind);
    link.from = object.text("from", longest_id);
    link.to = object.text("to", longest_id);
    link.how = object.text("how", longest_statement);
    if (const auto weight = object.find("weight")) {
        link.weight = weight->weight();
        if (link.kind == Link::Kind::aligns)
            weight->refuse("has no meaning here: a link that \"aligns\" changes no number");
    }
    object.finish();
    return link;
}

Unit read_unit(const FileNode& node) {
    FileObject object{node};
    Unit unit;
    unit.id.text = object.id("id");
    if (const auto kind = object.need("kind"))
        unit.kind = unit_kind_named(kind->word({"organisation", "department", "desk"}))
                        .value_or(UnitKind::department);
    unit.name = object.text("name", longest_title);
    if (const auto parent = object.find("parent")) unit.parent = UnitId{parent->id()};
    if (const auto vision = object.find("vision")) unit.vision = read_vision(*vision);
    if (const auto mission = object.need("mission")) unit.mission = read_mission(*mission);
    if (const auto links = object.find("links"))
        for (const FileNode& item : links->items())
            unit.links.push_back(read_link(item));
    object.finish();
    return unit;
}

}  // namespace

void read_charter_file(const FileNode& root, Outline& outline) {
    FileObject object{root};
    object.find("$schema");
    if (const auto list = object.need("units"))
        for (const FileNode& item : list->items("at least the desk's own unit is needed"))
            outline.units.push_back(read_unit(item));
    object.finish();
}

}  // namespace waymark
