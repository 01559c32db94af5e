#include "wallboard/view/fonts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <boost/unordered/unordered_flat_map.hpp>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

#include "shared/base/utf8.hpp"

namespace waymark::wallboard {
namespace {

struct LibraryEnd {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceEnd {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, LibraryEnd>;
using FontFace = std::unique_ptr<FT_FaceRec_, FaceEnd>;

struct FontFile {
    std::string_view name;
    std::string_view package;
};

/// In the order of Face, twice: the fonts themselves, then what stands in for a missing glyph.
constexpr std::array<FontFile, 4> files{{{"InterDisplay-Medium.otf", "fonts-inter"},
                                         {"InterDisplay-SemiBold.otf", "fonts-inter"},
                                         {"NotoSans-Regular.ttf", "fonts-noto-core"},
                                         {"NotoSans-Bold.ttf", "fonts-noto-core"}}};
constexpr std::size_t faces = 2;

std::filesystem::path find_font(const FontOptions& options, std::string_view name) {
    const std::array<std::filesystem::path, 5> folders{
        options.folder, "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/noto",
        "/usr/local/share/fonts", "/usr/share/fonts"};
    for (const auto& folder : folders) {
        std::error_code ignored;
        if (!folder.empty() && std::filesystem::exists(folder / name, ignored))
            return folder / name;
    }
    return {};
}

/// Where a character's glyph is and how far it moves the pen, in em.
struct Metric {
    std::uint32_t font = 0;
    std::uint32_t glyph = 0;
    float advance = 0;
};

class FreeTypeFonts : public Fonts {
public:
    FreeTypeFonts(Library library, std::vector<FontFace> fonts)
        : library_(std::move(library)), fonts_(std::move(fonts)) {
        const auto* os2 =
            static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(fonts_[0].get(), FT_SFNT_OS2));
        if (os2 && os2->version >= 2 && os2->sCapHeight > 0)
            cap_height_ =
                static_cast<float>(os2->sCapHeight) / static_cast<float>(fonts_[0]->units_per_EM);
        for (std::size_t face = 0; face < faces; ++face)
            for (char32_t digit = '0'; digit <= '9'; ++digit)
                digit_[face] =
                    std::max(digit_[face], metric(static_cast<Face>(face), digit).advance);
    }

    float cap_height() const override { return cap_height_; }

    float width(std::string_view text, const TextStyle& style) const override {
        return set(text, style).width;
    }

    SetText set(std::string_view text, const TextStyle& style) const override {
        if (const auto known = runs_.find(text, style)) return *known;
        setting_.clear();
        const auto size = static_cast<float>(style.size);
        float pen = 0;
        for (std::string_view rest = text; !rest.empty();) {
            const char32_t character = take_code_point(rest);
            const Metric own = metric(style.face, character);
            const float advance = style.tabular && character >= '0' && character <= '9'
                                      ? digit(style.face)
                                      : own.advance;
            setting_.push_back({own.font, own.glyph, (pen + (advance - own.advance) / 2) * size});
            pen += advance + style.tracking;
        }
        if (!setting_.empty()) pen -= style.tracking;
        const SetText made{pen * size, setting_};
        runs_.add(text, style, made);
        return made;
    }

    GlyphBitmap rasterise(std::uint32_t font, std::uint32_t glyph, int size,
                          float shift) const override {
        FT_Face face = fonts_.at(font).get();
        GlyphBitmap bitmap;
        if (FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(size)) != 0 ||
            FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
            return bitmap;
        if (face->glyph->format == FT_GLYPH_FORMAT_OUTLINE)
            FT_Outline_Translate(&face->glyph->outline, std::lround(shift * 64), 0);
        if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return bitmap;
        const FT_Bitmap& drawn = face->glyph->bitmap;
        bitmap = {static_cast<int>(drawn.width),
                  static_cast<int>(drawn.rows),
                  face->glyph->bitmap_left,
                  face->glyph->bitmap_top,
                  {}};
        for (unsigned row = 0; row < drawn.rows; ++row) {
            const auto* start = drawn.buffer + static_cast<std::ptrdiff_t>(row) * drawn.pitch;
            bitmap.coverage.insert(bitmap.coverage.end(), start, start + drawn.width);
        }
        return bitmap;
    }

private:
    float digit(Face face) const { return digit_[static_cast<std::size_t>(face)]; }

    Metric metric(Face face, char32_t character) const {
        const auto index = static_cast<std::uint32_t>(face);
        const std::uint64_t key = std::uint64_t{index} << 32 | character;
        const auto known = metrics_.find(key);
        if (known != metrics_.end()) return known->second;
        Metric found{index, 0, 0};
        for (std::uint32_t font = index; font < fonts_.size() && found.glyph == 0; font += faces) {
            found.glyph = FT_Get_Char_Index(fonts_[font].get(), character);
            if (found.glyph != 0) found.font = font;
        }
        FT_Face from = fonts_[found.font].get();
        if (FT_Load_Glyph(from, found.glyph, FT_LOAD_NO_SCALE) == 0)
            found.advance = static_cast<float>(from->glyph->metrics.horiAdvance) /
                            static_cast<float>(from->units_per_EM);
        // A hostile text must not fill the memory: what is met rarely is looked up again.
        if (metrics_.size() < 20'000) metrics_.emplace(key, found);
        return found;
    }

    Library library_;
    std::vector<FontFace> fonts_;
    mutable boost::unordered_flat_map<std::uint64_t, Metric> metrics_;
    mutable TextRuns runs_;
    mutable std::vector<PlacedGlyph> setting_;  ///< of the text that is being set
    std::array<float, faces> digit_{};
    float cap_height_ = 0.727F;
};

}  // namespace

Result<std::unique_ptr<Fonts>> Fonts::load(const FontOptions& options) {
    FT_Library raw = nullptr;
    if (FT_Init_FreeType(&raw) != 0) return failure("fonts", "FreeType does not start");
    Library library{raw};
    std::vector<FontFace> fonts;
    for (const FontFile& file : files) {
        const auto path = find_font(options, file.name);
        const bool needed = fonts.size() < faces;
        FT_Face face = nullptr;
        if (!path.empty() && FT_New_Face(library.get(), path.c_str(), 0, &face) == 0)
            fonts.emplace_back(face);
        else if (needed)
            return failure("fonts", "found no " + std::string{file.name} + " (Debian package " +
                                        std::string{file.package} +
                                        "), nor in the folder for fonts \"" +
                                        options.folder.string() + "\"");
        else
            break;
    }
    return std::make_unique<FreeTypeFonts>(std::move(library), std::move(fonts));
}

}  // namespace waymark::wallboard
