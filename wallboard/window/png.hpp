#pragma once

#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::wallboard {

/// An image as a PNG file. `pixels` are rows from the top, 4 bytes a pixel: red, green, blue, 255.
/// Fails when they are not as many as `size` says. Any thread.
[[nodiscard]] Result<std::string> png_text(PixelSize size,
                                           const std::vector<unsigned char>& pixels);

}  // namespace waymark::wallboard
