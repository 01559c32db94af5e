#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iostream>

#include <stb/stb_image_write.h>

#include "tests/support/pictures.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/window/offscreen.hpp"

namespace {

using namespace waymark;
using namespace waymark::wallboard;

/// Pictures side by side, row by row, each in a cell of the same width.
class ContactSheet {
public:
    void add(const std::vector<unsigned char>& pixels, PixelSize size) {
        if (x_ + size.width > width) {
            x_ = 0;
            y_ += row_ + gap;
            row_ = 0;
        }
        row_ = std::max(row_, size.height);
        rows_.resize(static_cast<std::size_t>(y_ + row_) * width * 4, 128);
        for (int y = 0; y < size.height; ++y)
            std::memcpy(&rows_[(static_cast<std::size_t>(y_ + y) * width + x_) * 4],
                        &pixels[static_cast<std::size_t>(y) * size.width * 4],
                        static_cast<std::size_t>(size.width) * 4);
        x_ += size.width + gap;
    }
    bool write(const std::filesystem::path& file) const {
        return stbi_write_png(file.c_str(), width, y_ + row_, 4, rows_.data(), width * 4) != 0;
    }

private:
    static constexpr int gap = 8;
    static constexpr int width = 3 * 480 + 2 * gap;
    std::vector<unsigned char> rows_;
    int x_ = 0, y_ = 0, row_ = 0;
};

int fail(const std::string& problem) {
    std::cerr << problem << '\n';
    return 1;
}

}  // namespace

/// waymark-pictures FOLDER SHEET: draws every picture into FOLDER/NAME.png, and all of them into
/// the file SHEET.
int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "waymark-pictures FOLDER SHEET\n";
        return 78;
    }
    ContactSheet sheet;
    for (const test::Picture& picture : test::pictures()) {
        auto surface = Offscreen::open(picture.size, {});
        if (!surface) return fail(to_text(surface.error()));
        const Theme& theme = find_theme(picture.view.theme);
        const Laid laid = layout(picture.view, picture.size, (*surface)->text(), theme);
        (*surface)->draw(laid.scene, {.everything = true, .rects = {}}, {});
        const auto file = std::filesystem::path{argv[1]} / (picture.name + ".png");
        if (const auto written = (*surface)->write_png(file); !written)
            return fail(to_text(written.error()));
        sheet.add((*surface)->pixels(), picture.size);
    }
    return sheet.write(argv[2]) ? 0 : fail(std::string{argv[2]} + " could not be written");
}
