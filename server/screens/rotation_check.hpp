#pragma once

#include <string>
#include <vector>

#include "shared/model/outline.hpp"

namespace waymark::server {

/// What the rotation of one of a desk's screens would keep out of sight for longer than the policy
/// of visibility.hpp allows, a sentence each. Every scene is taken to be one page; the vision's
/// headline stays with every scene.
std::vector<std::string> rotation_warnings(const Outline& desk, const Screen& screen);

}  // namespace waymark::server
