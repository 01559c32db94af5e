#pragma once

#include <string>

#include "shared/model/measure.hpp"

namespace waymark::server {

/// A text that two measures share only when they compute the same: states kept under another
/// fingerprint belong to another definition.
std::string fingerprint(const Measure& measure);

}  // namespace waymark::server
