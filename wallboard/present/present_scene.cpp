#include "wallboard/present/context.hpp"

namespace waymark::wallboard {

Body present_scene(Present& present, const Scene& scene) {
    const std::string nothing{present.format.words().no_kpis};
    switch (scene.kind) {
        case SceneKind::numbers:
            return NumbersView{present_tiles(present, scene.kpis), nothing};
        case SceneKind::number:
            return NumberView{present_tiles(present, scene.kpis), {}};
        case SceneKind::cascade:
            return present_cascade(present, scene);
        case SceneKind::objective:
            return present_objective_scene(present, scene);
        case SceneKind::queues:
            return present_queues(present, scene);
        case SceneKind::roadmap:
            return present_roadmap(present, scene);
        case SceneKind::stakeholders:
            return present_stakeholders(present);
        case SceneKind::announcement:
            return AnnouncementView{scene.title, scene.text};
        case SceneKind::wall:
            break;
    }
    return WallView{present_charter(present), present_tiles(present, scene.kpis), nothing,
                    present.mirrored};
}

}  // namespace waymark::wallboard
