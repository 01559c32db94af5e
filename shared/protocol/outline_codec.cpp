#include "shared/protocol/outline_codec.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "shared/model/epoch.hpp"
#include "shared/protocol/clock_text.hpp"
#include "shared/protocol/screen_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

std::string text_or_empty(const json& value, const char* field) {
    return value.value(field, std::string{});
}

template <class IdType>
json texts_of(const std::vector<IdType>& ids) {
    json list = json::array();
    for (const IdType& id : ids)
        list.push_back(id.text);
    return list;
}

template <class IdType>
std::vector<IdType> ids_from(const json& value, const char* field) {
    std::vector<IdType> ids;
    if (const auto found = value.find(field); found != value.end())
        for (const json& item : *found)
            ids.push_back({item.get<std::string>()});
    return ids;
}

template <class Item, class Read>
std::vector<Item> list_from(const json& value, const char* field, Read read) {
    std::vector<Item> list;
    if (const auto found = value.find(field); found != value.end())
        for (const json& item : *found)
            list.push_back(read(item));
    return list;
}

template <class List, class Write>
json list_json(const List& list, Write write) {
    json items = json::array();
    for (const auto& item : list)
        items.push_back(write(item));
    return items;
}

json target_json(const Target& target) {
    json value{{"direction", name_of(target.direction)}};
    if (target.direction == Direction::band) {
        value["low"] = target.low;
        value["high"] = target.high;
        value["margin"] = target.margin;
    } else {
        value["goal"] = target.goal;
        value["floor"] = target.floor;
        if (target.baseline) value["baseline"] = *target.baseline;
    }
    return value;
}

/// Nothing: it is a target of a kind that is not known.
std::optional<Target> target_from(const json& value) {
    Target target;
    const auto direction = direction_named(value.at("direction").get<std::string>());
    if (!direction) return std::nullopt;
    target.direction = *direction;
    if (target.direction == Direction::band) {
        target.low = value.at("low");
        target.high = value.at("high");
        target.margin = value.at("margin");
    } else {
        target.goal = value.at("goal");
        target.floor = value.at("floor");
        if (value.contains("baseline")) target.baseline = value["baseline"].get<double>();
    }
    return target;
}

Kpi kpi_from(const json& value) {
    Kpi kpi;
    kpi.id.text = value.at("id");
    kpi.title = value.at("title");
    kpi.unit = value_unit_named(value.at("unit").get<std::string>()).value_or(ValueUnit::count);
    kpi.noun = text_or_empty(value, "noun");
    kpi.window = window_from(value.at("window").get<std::string>()).value_or(Window{});
    if (value.contains("target")) kpi.target = target_from(value["target"]);
    kpi.weight = value.value("weight", 1.0);
    kpi.critical = value.value("critical", false);
    if (value.contains("min_n")) kpi.min_n = whole_from(value["min_n"], 0, largest_whole);
    kpi.supports = ids_from<CsfId>(value, "supports");
    kpi.feeds = ids_from<FeedId>(value, "feeds");
    for (const json& dimension : value.value("by", json::array()))
        kpi.by.push_back(dimension.get<std::string>());
    kpi.hours = text_or_empty(value, "hours");
    kpi.confident = value.value("confident", false);
    kpi.counts_up = value.value("counts_up", false);
    return kpi;
}

Duration cadence_from(const json& value) {
    constexpr double day = 86'400;
    if (!value.is_number() || !(value.get<double>() >= 0) || value.get<double>() > day)
        throw std::invalid_argument(value.dump() + " is not a cadence of at most a day in seconds");
    return from_seconds(value.get<double>());
}

Feed feed_from(const json& value) {
    return {{value.at("id")},
            value.at("title"),
            text_or_empty(value, "adapter"),
            cadence_from(value.at("cadence")),
            value.value("quiet_ok", false)};
}

json done_when_json(const DoneWhen& done) {
    return {
        {"hold", done.hold}, {"of", done.of}, {"days", done.working_days ? "working" : "calendar"}};
}

/// Nothing: it goes by days of a kind that is not known.
std::optional<DoneWhen> done_when_from(const json& value) {
    constexpr std::int64_t most_days = 400;
    DoneWhen done;
    done.hold = static_cast<int>(whole_from(value.at("hold"), 1, most_days));
    done.of = static_cast<int>(whole_from(value.at("of"), done.hold, most_days));
    const auto days = value.at("days").get<std::string>();
    if (days != "working" && days != "calendar") return std::nullopt;
    done.working_days = days == "working";
    return done;
}

json csf_json(const Csf& csf) {
    json value{{"id", csf.id.text},
               {"title", csf.title},
               {"weight", csf.weight},
               {"critical", csf.critical}};
    if (!csf.label.empty()) value["label"] = csf.label;
    if (csf.done_when) value["done_when"] = done_when_json(*csf.done_when);
    return value;
}

Csf csf_from(const json& value) {
    Csf csf{{value.at("id")},
            value.at("title"),
            value.value("weight", 1.0),
            value.value("critical", false),
            text_or_empty(value, "label"),
            std::nullopt};
    if (value.contains("done_when")) csf.done_when = done_when_from(value["done_when"]);
    return csf;
}

json objective_json(const Objective& objective) {
    json value{{"id", objective.id.text},
               {"title", objective.title},
               {"weight", objective.weight},
               {"critical", objective.critical},
               {"csfs", list_json(objective.csfs, csf_json)}};
    if (!objective.label.empty()) value["label"] = objective.label;
    return value;
}

Objective objective_from(const json& value) {
    return {{value.at("id")},
            value.at("title"),
            value.value("weight", 1.0),
            value.value("critical", false),
            list_from<Csf>(value, "csfs", csf_from),
            text_or_empty(value, "label")};
}

json link_json(const Link& link) {
    return {{"kind", name_of(link.kind)},
            {"from", link.from},
            {"to", link.to},
            {"how", link.how},
            {"weight", link.weight}};
}

Link link_from(const json& value) {
    const auto kind = link_kind_named(value.at("kind").get<std::string>());
    return {kind.value_or(Link::Kind::aligns), value.at("from"), value.at("to"),
            text_or_empty(value, "how"), value.value("weight", 1.0)};
}

json vision_json(const Vision& vision) {
    json value{{"text", vision.text}, {"headline", vision.headline}};
    if (vision.by_year) value["by_year"] = *vision.by_year;
    if (vision.since) value["since"] = to_text(*vision.since);
    return value;
}

Vision vision_from(const json& value) {
    Vision vision;
    vision.text = value.at("text");
    vision.headline = text_or_empty(value, "headline");
    if (value.contains("by_year"))
        vision.by_year = static_cast<int>(whole_from(value["by_year"], 0, 9999));
    if (value.contains("since")) {
        const auto since = value["since"].get<std::string>();
        vision.since = needed(date_from(since), since);
    }
    return vision;
}

json unit_json(const Unit& unit) {
    json value{{"id", unit.id.text},
               {"kind", name_of(unit.kind)},
               {"name", unit.name},
               {"vision", vision_json(unit.vision)},
               {"mission",
                {{"purpose", unit.mission.purpose},
                 {"objectives", list_json(unit.mission.objectives, objective_json)}}},
               {"links", list_json(unit.links, link_json)}};
    if (unit.parent) value["parent"] = unit.parent->text;
    return value;
}

Unit unit_from(const json& value) {
    Unit unit;
    unit.id.text = value.at("id");
    unit.kind = unit_kind_named(value.at("kind").get<std::string>()).value_or(UnitKind::department);
    unit.name = value.at("name");
    if (value.contains("parent")) unit.parent = UnitId{value["parent"]};
    unit.vision = vision_from(value.at("vision"));
    const json& mission = value.at("mission");
    unit.mission = {mission.at("purpose"),
                    list_from<Objective>(mission, "objectives", objective_from)};
    unit.links = list_from<Link>(value, "links", link_from);
    return unit;
}

json clock_json(const LocalClock& clock) {
    json value{{"offset", clock.offset.count()}};
    if (clock.next_change != Time::max()) {
        value["next_change"] = to_epoch_ms(clock.next_change);
        value["next_offset"] = clock.next_offset.count();
    }
    return value;
}

std::chrono::seconds offset_from(const json& value) {
    constexpr std::int64_t day = 86'400;
    if (!value.is_number_integer() || value.get<std::int64_t>() < -day ||
        value.get<std::int64_t>() > day)
        throw std::invalid_argument(value.dump() + " is not an offset from UTC in seconds");
    return std::chrono::seconds{value.get<std::int64_t>()};
}

LocalClock clock_from(const json& value) {
    LocalClock clock;
    clock.offset = offset_from(value.at("offset"));
    if (value.contains("next_change")) {
        clock.next_change = time_from(value["next_change"]);
        clock.next_offset = offset_from(value.at("next_offset"));
    }
    return clock;
}

}  // namespace

json ids_json(const std::vector<KpiId>& ids) {
    return texts_of(ids);
}
std::vector<KpiId> kpi_ids_from(const json& value, const char* field) {
    return ids_from<KpiId>(value, field);
}

json kpi_json(const Kpi& kpi) {
    json value{{"id", kpi.id.text},
               {"title", kpi.title},
               {"unit", name_of(kpi.unit)},
               {"window", to_text(kpi.window)},
               {"weight", kpi.weight},
               {"critical", kpi.critical},
               {"supports", texts_of(kpi.supports)},
               {"feeds", texts_of(kpi.feeds)}};
    if (!kpi.noun.empty()) value["noun"] = kpi.noun;
    if (kpi.target) value["target"] = target_json(*kpi.target);
    if (kpi.min_n > 0) value["min_n"] = kpi.min_n;
    if (!kpi.by.empty()) value["by"] = kpi.by;
    if (!kpi.hours.empty()) value["hours"] = kpi.hours;
    if (kpi.confident) value["confident"] = true;
    if (kpi.counts_up) value["counts_up"] = true;
    return value;
}

json feed_json(const Feed& feed) {
    json value{{"id", feed.id.text},
               {"title", feed.title},
               {"adapter", feed.adapter},
               {"cadence", in_seconds(feed.cadence)}};
    if (feed.quiet_ok) value["quiet_ok"] = true;
    return value;
}

std::int64_t whole_from(const json& value, std::int64_t least, std::int64_t most) {
    const bool too_large =
        value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{INT64_MAX};
    if (!value.is_number_integer() || too_large || value.get<std::int64_t>() < least ||
        value.get<std::int64_t>() > most)
        throw std::invalid_argument(value.dump() + " is not a whole number from " +
                                    std::to_string(least) + " to " + std::to_string(most));
    return value.get<std::int64_t>();
}

Time time_from(const json& value) {
    const auto time = value.is_number_integer() ? time_from_ticks(value.get<std::int64_t>(), 1'000)
                                                : std::nullopt;
    if (!time) throw std::invalid_argument(value.dump() + " is not a time in epoch milliseconds");
    return *time;
}

json outline_json(const Outline& outline) {
    return {{"name", outline.name},
            {"place", outline.place},
            {"locale", outline.locale},
            {"clock", clock_json(outline.clock)},
            {"units", list_json(outline.units, unit_json)},
            {"kpis", list_json(outline.kpis, kpi_json)},
            {"feeds", list_json(outline.feeds, feed_json)},
            {"scenes", list_json(outline.scenes, scene_json)},
            {"screens", list_json(outline.screens, screen_json)}};
}

Outline outline_from(const json& value) {
    Outline outline;
    outline.name = value.at("name");
    outline.place = text_or_empty(value, "place");
    outline.locale = value.at("locale");
    outline.clock = clock_from(value.at("clock"));
    outline.units = list_from<Unit>(value, "units", unit_from);
    outline.kpis = list_from<Kpi>(value, "kpis", kpi_from);
    outline.feeds = list_from<Feed>(value, "feeds", feed_from);
    outline.scenes = list_from<Scene>(value, "scenes", scene_from);
    outline.screens = list_from<Screen>(value, "screens", screen_from);
    return outline;
}

}  // namespace waymark
