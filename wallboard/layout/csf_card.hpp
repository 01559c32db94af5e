#pragma once

#include <vector>

#include "wallboard/layout/card.hpp"
#include "wallboard/present/objective_view.hpp"

namespace waymark::wallboard {

/// A CSF with some of its KPIs, those from `first` to before `last`.
struct CsfPiece {
    const CsfCard* card = nullptr;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// How high it is at that width.
float csf_height(const Pen& pen, const CsfPiece& piece, float width);

/// The CSFs in as few pieces as are at most `height` high.
std::vector<CsfPiece> csf_pieces(const Pen& pen, const std::vector<CsfCard>& cards, float width,
                                 float height);

Widget lay_csf(const Sheet& sheet, const CsfPiece& piece, const std::string& name, Rect rect);

}  // namespace waymark::wallboard
