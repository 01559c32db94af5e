#include <gtest/gtest.h>
#include <stb/stb_image.h>

#include "tests/support/pictures.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/window/gl_canvas.hpp"
#include "wallboard/window/offscreen.hpp"

namespace waymark::wallboard {
namespace {

/// What one channel of a pixel may differ, of 255.
constexpr int tolerance = 2;

using Pixels = std::vector<unsigned char>;

/// The picture as it was when people last looked at it; empty when there is none of that size.
Pixels kept(const std::string& name, PixelSize size) {
    const std::string file = std::string{WAYMARK_SOURCE "/tests/data/pictures/"} + name + ".png";
    int width = 0, height = 0, channels = 0;
    unsigned char* const image = stbi_load(file.c_str(), &width, &height, &channels, 4);
    Pixels pixels;
    if (image && PixelSize{width, height} == size)
        pixels.assign(image, image + static_cast<std::ptrdiff_t>(width) * height * 4);
    stbi_image_free(image);
    return pixels;
}

/// How many pixels differ by more than the tolerance.
std::size_t different(const Pixels& one, const Pixels& other) {
    std::size_t count = 0;
    for (std::size_t i = 0; i + 3 < one.size(); i += 4)
        for (std::size_t channel = 0; channel < 3; ++channel)
            if (std::abs(one[i + channel] - other[i + channel]) > tolerance) {
                ++count;
                break;
            }
    return count;
}

/// `./run pictures` renews them all; look at docs/pictures before it is committed.
TEST(GoldenPictures, AreWhatPeopleLastLookedAt) {
    for (const test::Picture& picture : test::pictures()) {
        auto surface = Offscreen::open(picture.size, {});
        ASSERT_TRUE(surface) << to_text(surface.error());
        const Laid laid =
            layout(picture.view, picture.size, (*surface)->text(), find_theme(picture.view.theme));
        (*surface)->draw(laid.scene, {.everything = true, .rects = {}}, {});
        const Pixels drawn = (*surface)->pixels();
        const std::string renderer = renderer_name();
        if (!renderer.starts_with("llvmpipe"))
            GTEST_SKIP() << "the pictures are llvmpipe's; here draws " << renderer;
        const Pixels before = kept(picture.name, picture.size);
        ASSERT_FALSE(before.empty()) << picture.name << " is missing or of another size";
        EXPECT_EQ(different(drawn, before), 0U) << picture.name << ": " << picture.says;
    }
}

}  // namespace
}  // namespace waymark::wallboard
