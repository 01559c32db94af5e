#pragma once

#include <memory>
#include <string>

#include "server/feed/adapter.hpp"
#include "server/feed/file/file_text.hpp"
#include "server/feed/mapping/mapping.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// What feeds.json says of a feed whose adapter is "file" (docs/feeds/files.md).
struct FileSetup {
    std::string path;  ///< absolute or relative to the desk folder
    Encoding encoding = Encoding::utf8;
    std::shared_ptr<const Mapping> mapping;
};

FileSetup read_file_setup(FileObject& entry);

MadeAdapter make_file_feed(const FileSetup& setup, const AdapterContext& context);

}  // namespace waymark::server
