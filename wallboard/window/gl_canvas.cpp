#include "wallboard/window/gl_canvas.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "wallboard/view/frame_builder.hpp"
#include "wallboard/view/painter.hpp"

namespace waymark::wallboard {
namespace {

/// The version line of shaders that the current context takes.
const char* shading_language() {
    const auto* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
    if (version && std::string_view{version}.starts_with("OpenGL ES")) return "#version 300 es";
    GLint major = 0, minor = 0;
    glGetIntegerv(GL_MAJOR_VERSION, &major);
    glGetIntegerv(GL_MINOR_VERSION, &minor);
    return major * 10 + minor >= 33 ? "#version 330 core" : "#version 130";
}

/// ImGui keeps its renderer in a context of its own; ours lives as long as the canvas.
class Renderer {
public:
    Renderer() : context_(ImGui::CreateContext()) {
        ImGui::SetCurrentContext(context_);
        ImGui::GetIO().IniFilename = nullptr;
        ImGui_ImplOpenGL3_Init(shading_language());
        ImGui_ImplOpenGL3_NewFrame();  // makes shaders and buffers
        ImGui::GetIO().Fonts->ClearTexData();
    }
    ~Renderer() {
        ImGui::SetCurrentContext(context_);
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext(context_);
    }
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    void render(ImDrawList& list, PixelSize size) {
        ImGui::SetCurrentContext(context_);
        ImDrawList* lists[] = {&list};
        ImDrawData data;
        data.Valid = true;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
        data.TotalIdxCount = list.IdxBuffer.Size;
        data.TotalVtxCount = list.VtxBuffer.Size;
        data.DisplaySize = {static_cast<float>(size.width), static_cast<float>(size.height)};
        data.FramebufferScale = {1, 1};
        ImGui_ImplOpenGL3_RenderDrawData(&data);
    }

private:
    ImGuiContext* context_;
};

/// The glyphs' image on the card: one byte a pixel, read as white with that coverage.
class AtlasTexture {
public:
    AtlasTexture() {
        glGenTextures(1, &id_);
        glBindTexture(GL_TEXTURE_2D, id_);
        // Glyphs lie on whole pixels, one texel each: nothing is to be interpolated.
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        for (const GLenum part : {GL_TEXTURE_SWIZZLE_R, GL_TEXTURE_SWIZZLE_G, GL_TEXTURE_SWIZZLE_B})
            glTexParameteri(GL_TEXTURE_2D, part, GL_ONE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_RED);
    }
    ~AtlasTexture() { glDeleteTextures(1, &id_); }
    AtlasTexture(const AtlasTexture&) = delete;
    AtlasTexture& operator=(const AtlasTexture&) = delete;

    void take(GlyphAtlas& atlas) {
        const auto [first, last] = atlas.take_changed_rows();
        if (first >= last) return;
        glBindTexture(GL_TEXTURE_2D, id_);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
        if (generation_ != atlas.generation())
            glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, atlas.width(), atlas.height(), 0, GL_RED,
                         GL_UNSIGNED_BYTE, atlas.coverage().data());
        else
            glTexSubImage2D(
                GL_TEXTURE_2D, 0, 0, first, atlas.width(), last - first, GL_RED, GL_UNSIGNED_BYTE,
                atlas.coverage().data() + static_cast<std::ptrdiff_t>(first) * atlas.width());
        generation_ = atlas.generation();
    }

    ImTextureID id() const {
        return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(id_));
    }

private:
    GLuint id_ = 0;
    int generation_ = 0;
};

/// Fills `part` of the buffer, or all of it. A frame of three changed numbers takes a software
/// renderer a fifth less time than with rectangles that go through the shader of text.
void clear(Color color, const std::optional<Rect>& part, int height) {
    if (part) {
        glEnable(GL_SCISSOR_TEST);
        glScissor(static_cast<int>(part->x), height - static_cast<int>(part->bottom()),
                  static_cast<int>(part->w), static_cast<int>(part->h));
    }
    glClearColor(static_cast<float>(color.r) / 255, static_cast<float>(color.g) / 255,
                 static_cast<float>(color.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
}

/// A picture to draw into.
class Picture {
public:
    Picture() {
        glGenFramebuffers(1, &frame_);
        glGenRenderbuffers(1, &color_);
    }
    ~Picture() {
        glDeleteRenderbuffers(1, &color_);
        glDeleteFramebuffers(1, &frame_);
    }
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;

    void use(PixelSize size) {
        glBindFramebuffer(GL_FRAMEBUFFER, frame_);
        if (size == size_) return;
        size_ = size;
        glBindRenderbuffer(GL_RENDERBUFFER, color_);
        glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, size.width, size.height);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color_);
    }
    GLuint id() const { return frame_; }
    PixelSize size() const { return size_; }

private:
    GLuint frame_ = 0;
    GLuint color_ = 0;
    PixelSize size_{0, 0};
};

}  // namespace

struct GlCanvas::Parts {
    Parts(const Fonts& fonts, Target where) : target(where), builder(fonts) {}

    void use(PixelSize wanted) {
        size = wanted;
        if (target == Target::picture)
            picture.use(size);
        else
            glBindFramebuffer(GL_FRAMEBUFFER, 0);
    }

    const Target target;
    PixelSize size{0, 0};
    Renderer renderer;
    AtlasTexture texture;
    Picture picture;
    FrameBuilder builder;
};

GlCanvas::GlCanvas(const Fonts& fonts, Target target)
    : parts_(std::make_unique<Parts>(fonts, target)) {}
GlCanvas::~GlCanvas() = default;

void GlCanvas::draw(const DrawnScene& scene, const Damage& damage, const Glass& glass) {
    Parts& parts = *parts_;
    parts.use(turned_size(scene.size, glass.turned));
    if (damage.everything)
        clear(lit(scene.background, glass.light), std::nullopt, parts.size.height);
    for (const Rect& rect : damage.rects)
        clear(lit(ground_of(scene, rect).color, glass.light), on_glass(rect, scene.size, glass),
              parts.size.height);
    if (glass.light <= 0) return;
    ImDrawList& list = parts.builder.build(scene, damage, glass, parts.texture.id());
    parts.texture.take(parts.builder.atlas());
    parts.renderer.render(list, parts.size);
}

void GlCanvas::show() {
    if (parts_->target == Target::window) return;
    const PixelSize size = parts_->picture.size();
    glBindFramebuffer(GL_READ_FRAMEBUFFER, parts_->picture.id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
    glBlitFramebuffer(0, 0, size.width, size.height, 0, 0, size.width, size.height,
                      GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

std::vector<unsigned char> GlCanvas::pixels() {
    const PixelSize size = parts_->size;
    const auto row = static_cast<std::size_t>(size.width) * 4;
    const auto rows = static_cast<std::size_t>(size.height);
    std::vector<unsigned char> upwards(row * rows);
    parts_->use(size);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, upwards.data());
    std::vector<unsigned char> image(upwards.size());
    for (std::size_t y = 0; y < rows; ++y)
        std::copy_n(upwards.begin() + static_cast<std::ptrdiff_t>(row * (rows - 1 - y)), row,
                    image.begin() + static_cast<std::ptrdiff_t>(row * y));
    for (std::size_t i = 3; i < image.size(); i += 4)
        image[i] = 255;
    return image;
}

std::string renderer_name() {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name ? name : "";
}

}  // namespace waymark::wallboard
