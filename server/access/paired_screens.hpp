#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// The tokens of walls that were paired, in a file that outlives the server: as SHA-256 only.
/// Server thread only.
class PairedScreens {
public:
    static constexpr std::size_t most = 1000;

    /// Those of the file; none while there is no file. A damaged file is an error that names it.
    static Result<PairedScreens> load(std::filesystem::path file);

    /// From now on who shows the token may read as that screen. Kept when this returns.
    Result<void> add(const ScreenId& screen, std::string_view token, Time now);
    /// No wall may read as that screen any more, unless it is paired again; how many could.
    Result<std::size_t> remove(const ScreenId& screen);

    /// Who shows the token is a wall that was paired.
    bool knows(std::string_view token) const { return !pairing_of(token).empty(); }
    /// What names the pairing that gave out the token; empty: none did.
    std::string pairing_of(std::string_view token) const;
    /// Whether the pairing of that name is still in force.
    bool holds(const std::string& pairing) const { return walls_.contains(pairing); }

private:
    struct Wall {
        ScreenId screen;
        Time since;
    };

    Result<void> keep() const;

    std::filesystem::path file_;
    std::map<std::string, Wall> walls_;  ///< by their token's SHA-256
};

}  // namespace waymark::server
