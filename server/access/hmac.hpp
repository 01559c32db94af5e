#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;

namespace waymark::server {

enum class HashAlgorithm : std::uint8_t { md5, sha1, sha256, sha512 };

/// Keyed hashes (RFC 2104) under one key, which is kept nowhere else. One thread at a time.
class Hmac {
public:
    /// The key must not be empty.
    Hmac(HashAlgorithm algorithm, std::string_view key);

    /// The hash of all pieces one after the other: octets.
    std::string of(std::span<const std::string_view> pieces) const;

private:
    struct Release {
        void operator()(evp_mac_ctx_st* context) const;
    };
    std::unique_ptr<evp_mac_ctx_st, Release> keyed_;
};

/// Whether two texts are the same, in a time that depends on their lengths only.
bool is_same_secret(std::string_view one, std::string_view other);

}  // namespace waymark::server
