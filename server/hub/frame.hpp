#pragma once

#include <memory>
#include <string>

namespace waymark::server {

/// One encoded message, shared by every session it goes to.
using Frame = std::shared_ptr<const std::string>;

}  // namespace waymark::server
