#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "shared/model/measure.hpp"
#include "shared/model/outline.hpp"

namespace waymark {

/// How a feed proves that it is the one it says it is. Exactly one member is set, or none: then it
/// is heard on loopback only.
struct FeedToken {
    std::string sha256;    ///< of the token, 64 lower-case hexadecimal digits
    std::string env_name;  ///< the environment variable that holds the token
    std::string file;      ///< the file that holds it, absolute or relative to the desk folder

    bool operator==(const FeedToken&) const = default;
    bool none() const { return sha256.empty() && env_name.empty() && file.empty(); }
};

/// A whole, valid desk folder.
struct DeskFolder {
    Outline outline;  ///< its clock is not filled in here
    std::map<KpiId, Measure> measures;
    std::map<FeedId, FeedToken> tokens;
    std::string zone;                      ///< IANA name, "Europe/London"
    std::chrono::minutes day_boundary{0};  ///< after local midnight, 0 .. 23:59

    bool operator==(const DeskFolder&) const = default;
};

}  // namespace waymark
