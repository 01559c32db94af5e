#include "server/access/sha256.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

std::optional<std::string> digest_of(std::string_view text, const EVP_MD* algorithm) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &length, algorithm, nullptr) != 1)
        return std::nullopt;
    return to_hex({reinterpret_cast<const char*>(digest.data()), length});
}

}  // namespace

std::string sha256(std::string_view text) {
    auto hex = digest_of(text, EVP_sha256());
    if (!hex) throw std::runtime_error("OpenSSL has no SHA-256");
    return std::move(*hex);
}

std::optional<std::string> md5(std::string_view text) {
    return digest_of(text, EVP_md5());
}

}  // namespace waymark::server
