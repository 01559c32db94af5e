#include "wallboard/window/reset_status.hpp"

#include <GL/gl.h>
#include <GL/glext.h>
#include <GLFW/glfw3.h>

namespace waymark::wallboard {

ResetStatus::ResetStatus() {
    const auto find = [this](const char* extension, const char* name) {
        if (!ask_ && glfwExtensionSupported(extension) == GLFW_TRUE)
            ask_ = reinterpret_cast<Ask>(glfwGetProcAddress(name));
    };
    find("GL_ARB_robustness", "glGetGraphicsResetStatusARB");
    find("GL_KHR_robustness", "glGetGraphicsResetStatus");
    find("GL_KHR_robustness", "glGetGraphicsResetStatusKHR");
    find("GL_EXT_robustness", "glGetGraphicsResetStatusEXT");
}

std::optional<std::string> ResetStatus::lost() const {
    if (ask_ && ask_() != GL_NO_ERROR) return "the driver reset it";
    // Few: a lost context may answer with an error for ever.
    for (int i = 0; i < 8; ++i) {
        switch (glGetError()) {
            case GL_NO_ERROR:
                return std::nullopt;
            case GL_CONTEXT_LOST:
                return "it was lost";
            case GL_OUT_OF_MEMORY:
                return "it has no memory left";
            default:
                break;
        }
    }
    return "it answers with errors only";
}

}  // namespace waymark::wallboard
