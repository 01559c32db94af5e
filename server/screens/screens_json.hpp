#pragma once

#include <string>

#include "server/screens/screen_room.hpp"
#include "shared/model/outline.hpp"

namespace waymark::server {

/// `GET /v1/screens`: every screen that is connected, and the desk's screens that are not.
std::string screens_text(const ScreenRoom& room, const Outline& desk, Time now);

}  // namespace waymark::server
