#include "server/feed/poll/poll_credentials.hpp"

#include <algorithm>

#include "server/access/hmac.hpp"
#include "server/fetch/url.hpp"
#include "shared/base/base64.hpp"

namespace waymark::server {

std::string PollCredentials::in_url(std::string url) const {
    for (const auto& [name, value] : parameters)
        if (!has_parameter(url, name)) url = with_parameter(url, name, value);
    return url;
}

Result<PollCredentials> credentials_of(const PollAuth& auth, const std::filesystem::path& folder,
                                       const Environment& environment) {
    using Kind = PollAuth::Kind;
    PollCredentials credentials;
    if (auth.kind == Kind::none) return credentials;
    const auto secret = reveal(auth.secret, folder, environment);
    if (!secret) return tl::unexpected(secret.error());
    const auto is_control = [](unsigned char octet) { return octet < 0x20 || octet == 0x7f; };
    if (std::ranges::any_of(*secret, is_control))
        return failure(auth.secret.env.empty() ? auth.secret.file : auth.secret.env,
                       "holds a secret with a line end or another control character in it");
    switch (auth.kind) {
        case Kind::none:
            break;
        case Kind::basic:
            credentials.headers.emplace_back("Authorization",
                                             "Basic " + to_base64(auth.name + ":" + *secret));
            break;
        case Kind::bearer:
            credentials.headers.emplace_back("Authorization", "Bearer " + *secret);
            break;
        case Kind::header:
            credentials.headers.emplace_back(auth.name, auth.prefix + *secret);
            break;
        case Kind::query:
            credentials.parameters.emplace_back(auth.name, *secret);
            break;
    }
    return credentials;
}

}  // namespace waymark::server
