#pragma once

#include <string_view>

namespace waymark {

/// What docs/kpi-catalogue.md says before and after the table of measures.
std::string_view catalogue_preface();
std::string_view catalogue_notes();

}  // namespace waymark
