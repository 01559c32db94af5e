#include "server/folder_watch.hpp"

#include "server/notify/notify_setup.hpp"
#include "shared/protocol/desk_file.hpp"

namespace waymark::server {

FolderWatch::FolderWatch(std::filesystem::path folder)
    : folder_(std::move(folder)), known_(look()), last_(known_) {}

FolderWatch::Look FolderWatch::look() const {
    Look found;
    const auto look_at = [&](std::string_view name) {
        std::error_code error;
        const auto path = folder_ / name;
        const auto size = std::filesystem::file_size(path, error);
        const auto time = std::filesystem::last_write_time(path, error);
        found.push_back(error ? error.message()
                              : std::to_string(size) + " " +
                                    std::to_string(time.time_since_epoch().count()));
    };
    for (const std::string_view name : desk_file_names())
        look_at(name);
    look_at(notifications_file);
    return found;
}

bool FolderWatch::changed() {
    Look now = look();
    const bool settled = now == last_ && now != known_;
    last_ = std::move(now);
    if (settled) known_ = last_;
    return settled;
}

}  // namespace waymark::server
