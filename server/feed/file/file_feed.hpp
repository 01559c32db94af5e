#pragma once

#include <string>

#include "server/feed/batch_courier.hpp"
#include "server/feed/file/file_setup.hpp"
#include "server/feed/file/file_watcher.hpp"

namespace waymark::server {

/// Makes records of a file each time it is replaced; what states no time happened when it was
/// written. The same again, written later, is a proof of life. What was there before the server
/// started is taken when it was written after the feed was last heard, within a day. Server thread
/// only.
class FileFeed {
public:
    FileFeed(const FileSetup& setup, FeedPort& port, BatchCourier& courier)
        : setup_(setup), port_(port), courier_(courier) {}

    void take(const FileNews& news);

private:
    const FileSetup setup_;
    FeedPort& port_;
    BatchCourier& courier_;
    /// Whether the first that is seen is to be left.
    bool is_old(Time changed) const;

    std::optional<FileContent> last_;
    bool last_was_good_ = false;
};

}  // namespace waymark::server
