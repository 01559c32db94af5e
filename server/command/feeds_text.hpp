#pragma once

#include <string>

#include "shared/base/result.hpp"

namespace waymark::server {

/// How each feed stands, for people, of the text of /v1/health. An Error when it is none.
Result<std::string> feeds_text(const std::string& health);

}  // namespace waymark::server
