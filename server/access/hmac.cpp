#include "server/access/hmac.hpp"

#include <array>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace waymark::server {
namespace {

const char* name_of(HashAlgorithm algorithm) {
    switch (algorithm) {
        case HashAlgorithm::md5:
            return "MD5";
        case HashAlgorithm::sha1:
            return "SHA1";
        case HashAlgorithm::sha256:
            return "SHA256";
        case HashAlgorithm::sha512:
            break;
    }
    return "SHA512";
}

const unsigned char* octets_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

void need(bool done) {
    if (!done) throw std::runtime_error("OpenSSL can't compute an HMAC");
}

}  // namespace

void Hmac::Release::operator()(evp_mac_ctx_st* context) const {
    EVP_MAC_CTX_free(context);
}

Hmac::Hmac(HashAlgorithm algorithm, std::string_view key) {
    EVP_MAC* const mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    keyed_.reset(EVP_MAC_CTX_new(mac));
    EVP_MAC_free(mac);
    std::string digest = name_of(algorithm);
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    need(keyed_ && EVP_MAC_init(keyed_.get(), octets_of(key), key.size(), parameters.data()) == 1);
}

std::string Hmac::of(std::span<const std::string_view> pieces) const {
    const std::unique_ptr<evp_mac_ctx_st, Release> context{EVP_MAC_CTX_dup(keyed_.get())};
    need(context != nullptr);
    for (const std::string_view piece : pieces)
        need(EVP_MAC_update(context.get(), octets_of(piece), piece.size()) == 1);
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    std::size_t length = 0;
    need(EVP_MAC_final(context.get(), hash.data(), &length, hash.size()) == 1);
    return {reinterpret_cast<const char*>(hash.data()), length};
}

bool is_same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace waymark::server
