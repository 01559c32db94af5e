#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "shared/base/log.hpp"
#include "shared/base/result.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"

namespace waymark::wallboard {

/// What makes a wall that was paired a screen of its server.
struct Identity {
    ScreenId screen;
    std::string token;
    bool operator==(const Identity&) const = default;
};

/// The file that keeps the identity of a wall at one server ("host:port").
std::filesystem::path identity_file(const std::filesystem::path& directory,
                                    const std::string& server);

/// What the file holds; a damaged one is said in the log and is as good as none. The token is never
/// said.
std::optional<Identity> load_identity(const std::filesystem::path& file, const Log& log);
/// Only its owner may read the file.
Result<void> keep_identity(const std::filesystem::path& file, const Identity& identity);

/// A code that the server gave this wall, for people to tell it.
struct PairingOffer {
    std::string code;    ///< "K7M-4QP"
    std::string secret;  ///< shows that it is ours
    Duration life{0};    ///< at most an hour
    bool operator==(const PairingOffer&) const = default;
};

/// {"code", "secret", "seconds"}: the answer to POST /v1/pairings.
Result<PairingOffer> read_offer(const std::string& text);

/// {"state":"pending"}: nothing yet; or {"screen", "token"}: the answer to GET /v1/pairings/CODE.
Result<std::optional<Identity>> read_given(const std::string& text);

}  // namespace waymark::wallboard
