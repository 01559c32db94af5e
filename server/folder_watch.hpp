#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace waymark::server {

/// Notices that the files of a desk folder have changed, by size and time of change. Server thread
/// only.
class FolderWatch {
public:
    explicit FolderWatch(std::filesystem::path folder);

    /// True once for each change, when two looks in a row found the same files: whoever saves
    /// several of them is given the time to.
    bool changed();

private:
    using Look = std::vector<std::string>;
    Look look() const;

    std::filesystem::path folder_;
    Look known_;
    Look last_;
};

}  // namespace waymark::server
