#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/feed/adapter.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// What feeds.json says of a feed whose adapter is "ami" (docs/feeds/asterisk.md).
struct AmiSetup {
    std::string host;
    std::uint16_t port = 5038;
    std::string user;
    Secret secret;
    bool plain_login = false;
    bool tls = false;
    bool tls_verify = true;
    std::string tls_ca;     ///< absolute or relative to the desk folder; empty: none
    std::string queue_log;  ///< likewise
    std::vector<std::string> wrap_reasons;

    bool operator==(const AmiSetup&) const = default;
};

AmiSetup read_ami_setup(FileObject& object);

MadeAdapter make_ami(const AmiSetup& setup, const AdapterContext& context);

}  // namespace waymark::server
