#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"
#include "shared/protocol/place_file.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

constexpr std::size_t most_pinned = 3;
constexpr std::size_t most_turns = 40;

std::vector<KpiId> read_kpis(const std::vector<FileNode>& items, std::string_view where) {
    std::vector<KpiId> kpis;
    for (const FileNode& item : items) {
        KpiId kpi{item.id()};
        if (!kpi.empty() && std::ranges::find(kpis, kpi) != kpis.end())
            item.refuse("stands twice in this " + std::string{where});
        kpis.push_back(std::move(kpi));
    }
    return kpis;
}

SceneKind read_kind(FileObject& object) {
    const auto node = object.find("kind");
    if (!node) return SceneKind::wall;
    std::vector<std::string_view> kinds;
    for (int kind = 0; kind <= static_cast<int>(SceneKind::stakeholders); ++kind)
        kinds.push_back(name_of(static_cast<SceneKind>(kind)));
    return scene_kind_named(node->word(kinds)).value_or(SceneKind::wall);
}

Scene read_scene(const FileNode& node) {
    FileObject object{node};
    Scene scene;
    scene.id.text = object.id("id");
    scene.kind = read_kind(object);
    scene.title = object.text_or_none("title", longest_title);
    if (shows_kpis(scene.kind))
        if (const auto list = object.need("kpis"))
            scene.kpis = read_kpis(list->items("at least one KPI is needed"), "scene");
    if (scene.kind == SceneKind::objective)
        if (const auto objective = object.find("objective")) scene.objective.text = objective->id();
    if (scene.kind == SceneKind::announcement) scene.text = object.text("text", longest_statement);
    object.finish();
    return scene;
}

/// Whole seconds of a text such as "20s"; `least` where it is wrong.
std::chrono::seconds read_seconds(const FileNode& node, std::chrono::seconds least,
                                  std::string_view allowed) {
    const auto* text = node.value().get_ptr<const std::string*>();
    const auto seconds = text ? duration_from(*text) : std::nullopt;
    constexpr double longest = 3600;
    if (seconds && *seconds >= static_cast<double>(least.count()) && *seconds <= longest)
        return std::chrono::seconds{static_cast<std::int64_t>(*seconds)};
    node.refuse("is no such length of time; allowed are " + std::string{allowed});
    return least;
}

std::optional<std::chrono::minutes> read_time(FileObject& object, std::string_view key,
                                              std::string_view missing) {
    const auto node = object.find(key);
    if (!node) {
        object.node().refuse_as("", std::string{missing});
        return std::nullopt;
    }
    const auto* text = node->value().get_ptr<const std::string*>();
    const auto time = text ? clock_time_from(*text) : std::nullopt;
    if (time && *time <= std::chrono::hours{24}) return time;
    node->refuse("is no time of day; allowed are \"00:00\" to \"24:00\"");
    return std::nullopt;
}

/// The span between the keys `from` and `to` of an object that has both.
std::optional<OpenInterval> read_span(FileObject& object) {
    constexpr std::string_view both = "needs \"from\" and \"to\", such as \"08:00\" and \"18:00\"";
    const auto from = read_time(object, "from", both);
    const auto to = read_time(object, "to", both);
    if (!from || !to) return std::nullopt;
    const auto span = interval_between(*from, *to);
    if (!span) object.node().refuse_as("", "ends when it begins");
    return span;
}

std::array<bool, 7> read_days(const FileNode& node) {
    std::array<bool, 7> days{};
    for (const FileNode& item : node.items("leave it out for every day")) {
        const std::string day = item.word({weekday_words.begin(), weekday_words.end()});
        const auto found = std::ranges::find(weekday_words, day);
        if (found != weekday_words.end())
            days[static_cast<std::size_t>(found - weekday_words.begin())] = true;
    }
    return days;
}

/// The id of one of the scenes of this file.
SceneId read_scene_name(FileObject& object, const std::vector<Scene>& scenes) {
    const auto node = object.need("scene");
    if (!node) return {};
    SceneId id{node->id()};
    std::vector<std::string_view> known;
    for (const Scene& scene : scenes)
        known.emplace_back(scene.id.text);
    if (!id.empty() && !known.empty() && std::ranges::find(known, id.text) == known.end())
        node->refuse("is no scene of this file; " + suggestion(id.text, known));
    return id;
}

Turn read_turn(const FileNode& node, const std::vector<Scene>& scenes) {
    FileObject object{node};
    Turn turn{read_scene_name(object, scenes), std::chrono::seconds{30}, all_days, {}};
    if (const auto duration = object.find("for"))
        turn.duration = read_seconds(*duration, std::chrono::seconds{5}, "\"5s\" to \"1h\"");
    if (const auto days = object.find("days")) turn.days = read_days(*days);
    if (node.value().is_object() && (node.value().contains("from") || node.value().contains("to")))
        turn.time_of_day = read_span(object);
    object.finish();
    return turn;
}

std::vector<Turn> read_turns(FileObject& object, const std::vector<Scene>& scenes) {
    const auto rotation = object.find("rotation");
    if (!rotation)
        return {{read_scene_name(object, scenes), std::chrono::seconds{30}, all_days, {}}};
    if (object.find("scene"))
        rotation->refuse_as("", "stands beside \"scene\"; only one of both is allowed");
    std::vector<Turn> turns;
    for (const FileNode& item : rotation->items("at least one turn is needed"))
        turns.push_back(read_turn(item, scenes));
    if (turns.size() > most_turns)
        rotation->refuse_as("", "holds " + std::to_string(turns.size()) + " turns; at most " +
                                    std::to_string(most_turns) + " are allowed");
    return turns;
}

Night read_night(const FileNode& node) {
    FileObject object{node};
    Night night;
    if (const auto span = read_span(object)) night.span = *span;
    if (const auto shows = object.find("shows"))
        night.shows = night_shows_named(shows->word({"dim", "black"})).value_or(Night::Shows::dim);
    object.finish();
    return night;
}

Sound read_sound(const FileNode& node) {
    FileObject object{node};
    Sound sound;
    if (const auto times = object.find("times"))
        sound.times = static_cast<int>(times->whole("number of times", 1, 10));
    if (const auto every = object.find("every"))
        sound.every = read_seconds(*every, std::chrono::seconds{5}, "\"5s\" to \"1h\"");
    if (const auto quiet = object.find("quiet")) {
        FileObject hours{*quiet};
        sound.quiet = read_span(hours);
        hours.finish();
    }
    object.finish();
    return sound;
}

int read_turned(const FileNode& node) {
    const auto degrees = node.whole("angle in degrees", 0, 270);
    if (degrees % 90 != 0) node.refuse("is no angle of a screen; allowed are 0, 90, 180 and 270");
    return static_cast<int>(degrees / 90 * 90);
}

Screen read_screen(const FileNode& node, const std::vector<Scene>& scenes) {
    FileObject object{node};
    Screen screen;
    screen.id.text = object.id("id");
    screen.place = object.text_or_none("place", longest_title);
    if (const auto diagonal = object.find("diagonal"))
        screen.diagonal_inches = diagonal->number("diagonal in inches", 10, 200);
    if (const auto distance = object.find("distance"))
        screen.distance_m = distance->number("reading distance in metres", 0.3, 30);
    screen.turns = read_turns(object, scenes);
    if (const auto pinned = object.find("pinned")) {
        screen.pinned = read_kpis(pinned->items(), "list");
        if (screen.pinned.size() > most_pinned)
            pinned->refuse_as("", "holds " + std::to_string(screen.pinned.size()) +
                                      " KPIs; at most 3 stay in sight");
    }
    if (const auto theme = object.find("theme"))
        screen.theme = theme->word({theme_names.begin(), theme_names.end()});
    if (const auto motion = object.find("motion"))
        screen.reduced_motion = motion->word({"full", "reduced"}) == "reduced";
    if (const auto turned = object.find("turned")) screen.turned = read_turned(*turned);
    if (const auto night = object.find("night")) screen.night = read_night(*night);
    if (const auto sound = object.find("sound")) screen.sound = read_sound(*sound);
    object.finish();
    return screen;
}

}  // namespace

void read_screen_file(const FileNode& root, Outline& outline) {
    FileObject object{root};
    object.find("$schema");
    if (const auto list = object.need("scenes"))
        for (const FileNode& item : list->items("at least one scene is needed"))
            outline.scenes.push_back(read_scene(item));
    if (const auto list = object.need("screens"))
        for (const FileNode& item : list->items("at least one screen is needed"))
            outline.screens.push_back(read_screen(item, outline.scenes));
    object.finish();
}

}  // namespace waymark
