#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "shared/base/result.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// What the environment holds under a name; null: nothing.
using Environment = std::function<const char*(const std::string& name)>;

/// Where a secret is: {"env": NAME}, {"file": PATH} or, for those who insist, {"clear": TEXT}. What
/// it says is looked up when it is needed, never printed, logged or sent to a reader.
struct Secret {
    std::string env;
    std::string file;  ///< absolute or relative to the desk folder
    std::string clear;
    bool operator==(const Secret&) const = default;
    bool none() const { return env.empty() && file.empty() && clear.empty(); }
};

/// Notes a problem when the node is no such object; exactly one key is allowed.
Secret read_secret(const FileNode& node);

/// A secret's text, without the line end of a file. An Error names where it should be.
Result<std::string> reveal(const Secret& secret, const std::filesystem::path& folder,
                           const Environment& environment);

}  // namespace waymark::server
