#pragma once

#include <vector>

#include "shared/model/desk_folder.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark {

/// Which files could be read: what the others say of an unreadable one can't be checked.
struct Readable {
    bool place = false;
    bool charter = false;
    bool kpis = false;
    bool feeds = false;
    bool screens = false;
};

/// What must hold between the entries of a desk folder, whose lists stand in the order of the
/// files. Empty ids (noted as problems before) are passed over.
std::vector<Problem> check_desk(const DeskFolder& desk, Readable readable);

/// The part of it that concerns units, their statements and links.
void check_charter(const std::vector<Unit>& units, std::vector<Problem>& problems);

/// The part of it that concerns the KPIs that formulas compute with.
void check_formulas(const DeskFolder& desk, std::vector<Problem>& problems);

}  // namespace waymark
