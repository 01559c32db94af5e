#pragma once

#include <string>

#include "shared/base/result.hpp"

namespace waymark::server {

/// What `GET /v1/screens` answered, for people: a paragraph a screen.
Result<std::string> screen_lines(const std::string& answer);

}  // namespace waymark::server
