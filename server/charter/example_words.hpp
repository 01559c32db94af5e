#pragma once

#include <string_view>

namespace waymark::server {

/// Whether a vision or a purpose is one of the example desk's; `text` is folded.
bool is_example(std::string_view text);

}  // namespace waymark::server
