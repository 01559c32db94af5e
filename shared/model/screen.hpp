#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/hours.hpp"
#include "shared/model/ids.hpp"

namespace waymark {

/// What a scene is about.
enum class SceneKind {
    wall,          ///< statements and objectives beside tiles
    numbers,       ///< tiles only
    number,        ///< one KPI at a time, as large as possible
    cascade,       ///< the units with their visions and objectives, linked, with live progress
    objective,     ///< one objective: its CSFs, KPIs, why and history
    queues,        ///< a table of KPIs by queue
    roadmap,       ///< the CSFs on a time axis: achieved, holding, forecast
    announcement,  ///< a text of the desk's own
    stakeholders,  ///< statements, progress and last achievements, no operational noise
};

std::string_view name_of(SceneKind kind);
std::optional<SceneKind> scene_kind_named(std::string_view name);

/// True when scenes of this kind show KPIs of their own choice.
bool shows_kpis(SceneKind kind);

/// An arrangement of panels.
struct Scene {
    SceneId id;
    SceneKind kind = SceneKind::wall;
    std::string title;
    std::vector<KpiId> kpis;  ///< in the order in which they are shown
    ObjectiveId objective;    ///< of kind objective; empty: the one that lags most
    std::string text;         ///< of kind announcement
    bool operator==(const Scene&) const = default;
};

/// When a scene has its turn, by the desk's clock.
struct Turn {
    SceneId scene;
    std::chrono::seconds duration{30};        ///< 5 s .. 1 h; of each of its pages
    std::array<bool, 7> days{};               ///< Monday first
    std::optional<OpenInterval> time_of_day;  ///< nothing: all day
    bool operator==(const Turn&) const = default;
};

/// When a screen rests, every day by the desk's clock.
struct Night {
    enum class Shows { dim, black };
    OpenInterval span;
    Shows shows = Shows::dim;
    bool operator==(const Night&) const = default;
};

std::string_view name_of(Night::Shows shows);
std::optional<Night::Shows> night_shows_named(std::string_view name);

/// A sound when a critical KPI goes off target: at most `times`, `every` so often, until somebody
/// acknowledges it or it is over. What is played is the wallboard's own setting.
struct Sound {
    int times = 1;                      ///< 1 .. 10
    std::chrono::seconds every{60};     ///< 5 s .. 1 h
    std::optional<OpenInterval> quiet;  ///< then there is none
    bool operator==(const Sound&) const = default;
};

/// A wall display: where it hangs, how large it is, how far away its readers are and what it shows.
struct Screen {
    ScreenId id;
    std::string place;
    double diagonal_inches = 0;  ///< 10 .. 200; 0: what the monitor says of itself, else 27
    double distance_m = 1.5;     ///< 0.3 .. 30
    std::vector<Turn> turns;     ///< at least one
    std::vector<KpiId> pinned;   ///< never rotate away, at most 3
    std::string theme;           ///< empty: the default one
    bool reduced_motion = false;
    int turned = 0;  ///< 0, 90, 180 or 270: degrees clockwise
    std::optional<Night> night;
    std::optional<Sound> sound;  ///< nothing: silent
    bool operator==(const Screen&) const = default;
};

/// Every day of the week.
inline constexpr std::array<bool, 7> all_days{true, true, true, true, true, true, true};

/// Themes by name, the default one first.
inline constexpr std::array<std::string_view, 5> theme_names{"dark", "blue", "light", "green",
                                                             "contrast"};

}  // namespace waymark
