#include "shared/model/screen.hpp"

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<SceneKind, 9> scene_kinds{{{SceneKind::wall, "wall"},
                                           {SceneKind::numbers, "numbers"},
                                           {SceneKind::number, "number"},
                                           {SceneKind::cascade, "cascade"},
                                           {SceneKind::objective, "objective"},
                                           {SceneKind::queues, "queues"},
                                           {SceneKind::roadmap, "roadmap"},
                                           {SceneKind::announcement, "announcement"},
                                           {SceneKind::stakeholders, "stakeholders"}}};
constexpr Names<Night::Shows, 2> night_shows{
    {{Night::Shows::dim, "dim"}, {Night::Shows::black, "black"}}};

}  // namespace

std::string_view name_of(SceneKind kind) {
    return find_name(scene_kinds, kind);
}
std::optional<SceneKind> scene_kind_named(std::string_view name) {
    return find_value(scene_kinds, name);
}

bool shows_kpis(SceneKind kind) {
    return kind == SceneKind::wall || kind == SceneKind::numbers || kind == SceneKind::number ||
           kind == SceneKind::queues;
}

std::string_view name_of(Night::Shows shows) {
    return find_name(night_shows, shows);
}
std::optional<Night::Shows> night_shows_named(std::string_view name) {
    return find_value(night_shows, name);
}

}  // namespace waymark
