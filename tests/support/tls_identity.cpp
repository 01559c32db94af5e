#include "tests/support/tls_identity.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace waymark::test {
namespace {

template <class T, void (*release)(T*)>
struct Releaser {
    void operator()(T* it) const { release(it); }
};
template <class T, void (*release)(T*)>
using Held = std::unique_ptr<T, Releaser<T, release>>;

std::string text_of(const auto& write) {
    const Held<BIO, BIO_free_all> memory{BIO_new(BIO_s_mem())};
    write(memory.get());
    char* data = nullptr;
    const long octets = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(octets)};
}

}  // namespace

TlsIdentity make_tls_identity() {
    const Held<EVP_PKEY, EVP_PKEY_free> key{EVP_EC_gen("P-256")};
    const Held<X509, X509_free> certificate{X509_new()};
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -86'400);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86'400);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* const name = X509_get_subject_name(certificate.get());
    const auto* common = reinterpret_cast<const unsigned char*>("127.0.0.1");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const Held<X509_EXTENSION, X509_EXTENSION_free> address{
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1")};
    X509_add_ext(certificate.get(), address.get(), -1);
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        throw std::runtime_error("no certificate");
    return {text_of([&](BIO* out) { PEM_write_bio_X509(out, certificate.get()); }),
            text_of([&](BIO* out) {
                PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
            })};
}

}  // namespace waymark::test
