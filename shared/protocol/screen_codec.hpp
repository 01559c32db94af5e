#pragma once

#include <nlohmann/json_fwd.hpp>

#include "shared/model/screen.hpp"

namespace waymark {

/// Scenes and screens as JSON on the wire, by the rules of outline_codec.hpp. A kind of scene that
/// is unknown here, of a newer server, is read as a wall.
nlohmann::json scene_json(const Scene& scene);
Scene scene_from(const nlohmann::json& value);

nlohmann::json screen_json(const Screen& screen);
Screen screen_from(const nlohmann::json& value);

}  // namespace waymark
