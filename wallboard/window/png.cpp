#include "wallboard/window/png.hpp"

#include <stb/stb_image_write.h>

namespace waymark::wallboard {

Result<std::string> png_text(PixelSize size, const std::vector<unsigned char>& pixels) {
    constexpr int octets = 4;
    const auto wanted =
        static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * octets;
    if (pixels.size() != wanted) return failure("", "the picture is of another size by now");
    std::string png;
    const auto append = [](void* to, void* data, int length) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data),
                                              static_cast<std::size_t>(length));
    };
    if (stbi_write_png_to_func(append, &png, size.width, size.height, octets, pixels.data(),
                               size.width * octets) == 0)
        return failure("", "the picture could not be encoded");
    return png;
}

}  // namespace waymark::wallboard
