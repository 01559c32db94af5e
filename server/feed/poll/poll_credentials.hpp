#pragma once

#include "server/feed/poll/poll_setup.hpp"
#include "server/fetch/fetch.hpp"

namespace waymark::server {

/// What shows a web service who we are. Never logged.
struct PollCredentials {
    FetchHeaders headers;
    FetchHeaders parameters;

    /// The URL with the parameters that it does not have yet.
    std::string in_url(std::string url) const;
};

/// An Error says where the secret should be.
Result<PollCredentials> credentials_of(const PollAuth& auth, const std::filesystem::path& folder,
                                       const Environment& environment);

}  // namespace waymark::server
