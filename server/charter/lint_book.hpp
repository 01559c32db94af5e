#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "shared/model/desk_folder.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// Remembers what was found of the desk folder in force, and looks anew when the folder or the
/// desk's date is another.
class LintBook {
public:
    /// The answer to GET /v1/lints. `clock` is the desk's.
    const std::string& text(const DeskFolder& desk, const LocalClock& clock, Time now);

private:
    std::optional<DeskFolder> desk_;
    std::chrono::local_days date_;
    std::string text_;
};

}  // namespace waymark::server
