#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/place_file.hpp"

namespace waymark {
namespace {

Scene read_scene(const FileNode& node) {
    FileObject object{node};
    Scene scene{{object.id("id")}, object.text_or_none("title", longest_title), {}};
    if (const auto list = object.need("kpis")) {
        for (const FileNode& item : list->items("at least one KPI is needed")) {
            KpiId kpi{item.id()};
            if (!kpi.empty() && std::ranges::find(scene.kpis, kpi) != scene.kpis.end())
                item.refuse("stands twice in this scene");
            scene.kpis.push_back(std::move(kpi));
        }
    }
    object.finish();
    return scene;
}

Screen read_screen(const FileNode& node) {
    FileObject object{node};
    Screen screen;
    screen.id.text = object.id("id");
    screen.place = object.text_or_none("place", longest_title);
    if (const auto diagonal = object.find("diagonal"))
        screen.diagonal_inches = diagonal->number("diagonal in inches", 10, 200);
    if (const auto distance = object.find("distance"))
        screen.distance_m = distance->number("reading distance in metres", 0.3, 30);
    screen.scene.text = object.id("scene");
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
            outline.screens.push_back(read_screen(item));
    object.finish();
}

}  // namespace waymark
