#include <iostream>

#include "tests/support/pictures.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/window/offscreen.hpp"

/// draw_pictures FOLDER [TIMES]: draws every picture into FOLDER/NAME.png, TIMES as large.
int main(int argc, char** argv) {
    using namespace waymark;
    using namespace waymark::wallboard;
    if (argc < 2) {
        std::cerr << "draw_pictures FOLDER [TIMES]\n";
        return 78;
    }
    const int times = argc > 2 ? std::atoi(argv[2]) : 1;
    for (const test::Picture& picture : test::pictures()) {
        const PixelSize size{picture.size.width * times, picture.size.height * times};
        auto surface = Offscreen::open(size, {});
        if (!surface) {
            std::cerr << to_text(surface.error()) << '\n';
            return 1;
        }
        const DrawnScene scene = layout(picture.view, size, (*surface)->text(),
                                        find_theme(picture.view.theme))
                                     .scene;
        (*surface)->draw(scene, {.everything = true, .rects = {}});
        const auto file = std::filesystem::path{argv[1]} / (picture.name + ".png");
        if (const auto written = (*surface)->write_png(file); !written) {
            std::cerr << to_text(written.error()) << '\n';
            return 1;
        }
    }
}
