#pragma once

#include "server/screens/pictures.hpp"
#include "server/screens/screen_register.hpp"
#include "server/screens/sightings.hpp"

namespace waymark::server {

/// What is known of screens, and what is wanted of them. Server thread only.
struct ScreenRoom {
    ScreenRegister present;
    Pictures pictures;
    Sightings sightings;
};

}  // namespace waymark::server
