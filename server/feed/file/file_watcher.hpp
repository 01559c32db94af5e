#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "shared/base/result.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// A file that is new and whole.
struct FileContent {
    std::string octets;
    Time changed;  ///< when it was written
};

/// What came of looking at a file; an Error says why it can't be read.
using FileNews = Result<FileContent>;

/// Follows a file on a thread of its own, as one on a share may take its time: is woken when it is
/// replaced, and looks every second besides. `tell` is called on that thread; not for a file that
/// stays as it is. Its end waits for the thread.
class FileWatcher {
public:
    static constexpr std::uint64_t most_octets = 1 << 20;

    FileWatcher(std::filesystem::path path, std::function<void(FileNews)> tell);
    ~FileWatcher();
    FileWatcher(const FileWatcher&) = delete;

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace waymark::server
