#pragma once

#include <string>
#include <vector>

#include "wallboard/present/view.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::test {

/// Something a wall can show, to be drawn and looked at.
struct Picture {
    std::string name;  ///< of its file, without ".png"
    std::string says;  ///< what it shows, for people
    wallboard::PixelSize size;
    wallboard::View view;
};

/// Every scene and state in a theme or two: the same at each call.
std::vector<Picture> pictures();

}  // namespace waymark::test
