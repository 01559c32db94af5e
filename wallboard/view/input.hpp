#pragma once

#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// A key with a meaning of its own; others come as the letter they write.
enum class Key {
    letter,
    escape,
    enter,
    tab,
    back,
    left,
    right,
    up,
    down,
    page_up,
    page_down,
    home,
    end,
};

/// Where an ordinary window lies, in the desktop's coordinates.
struct WindowPlace {
    int x = 0;
    int y = 0;
    PixelSize size;
    bool maximised = false;
    bool operator==(const WindowPlace&) const = default;
};

/// What a person did to a window.
struct Input {
    enum class Kind {
        moved,     ///< the pointer, to `at`
        gone,      ///< the pointer left the window
        pressed,   ///< the first button, at `at`
        back,      ///< the button that goes back
        scrolled,  ///< by `steps`, upwards, at `at`
        key,
    };
    Kind kind = Kind::moved;
    Spot at;  ///< pixels of the frame buffer
    float steps = 0;
    Key key = Key::letter;
    char32_t letter = 0;
    bool shift = false;
};

}  // namespace waymark::wallboard
