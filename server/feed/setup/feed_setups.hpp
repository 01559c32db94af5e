#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>


#include "shared/model/desk_folder.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {

/// What a feed's adapter is told in feeds.json, one alternative for each adapter; the first: the
/// system pushes our own records.
using FeedSetup = std::variant<RecordsSetup>;

/// Reads what the desk folder says of its feeds' adapters, presets filled in; or all problems, with
/// their places in feeds.json.
tl::expected<std::map<FeedId, FeedSetup>, std::vector<Problem>> read_setups(
    const DeskFolder& desk);

}  // namespace waymark::server
