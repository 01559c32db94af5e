#include "server/feed/file/file_settling.hpp"

#include <utility>

namespace waymark::server {

bool FileSettling::look(const FileSight& sight, Tick now) {
    const bool came = std::exchange(renamed_, false);
    if (seen_ != sight) {
        // A file that grows after it was renamed is not whole for having been renamed.
        whole_ = came;
        seen_ = sight;
        since_ = now;
    }
    whole_ = whole_ || came;
    if (read_ == sight) return false;
    return whole_ || now - since_ >= still_for;
}

}  // namespace waymark::server
