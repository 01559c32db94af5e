#include "wallboard/present/context.hpp"

namespace waymark::wallboard {

Body present_scene(Present& present, const Scene& scene) {
    const std::string nothing{present.format.words().no_kpis};
    switch (scene.kind) {
        case SceneKind::numbers:
            return NumbersView{present_tiles(present, scene.kpis), nothing};
        case SceneKind::number:
            return NumberView{present_tiles(present, scene.kpis), {}};
        default:
            return WallView{present_charter(present), present_tiles(present, scene.kpis), nothing,
                            present.mirrored};
    }
}

}  // namespace waymark::wallboard
