#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/access/hmac.hpp"
#include "server/access/pushed_request.hpp"
#include "shared/base/result.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

enum class OctetForm : std::uint8_t { text, hex, base64 };

/// How a system signs what it pushes: "verify" of a feed (docs/feeds/push.md).
struct SignatureSetup {
    struct Part {
        enum class Kind : std::uint8_t { words, body, header, url, form };
        Kind kind = Kind::words;
        std::string text;  ///< the words, or the header's name
        bool operator==(const Part&) const = default;
    };
    enum class TimeForm : std::uint8_t { epoch_s, epoch_ms, rfc3339 };

    std::string header;  ///< lower case, as all names of headers here
    HashAlgorithm algorithm = HashAlgorithm::sha256;
    OctetForm encoding = OctetForm::hex;
    std::string prefix;
    std::vector<Part> parts;                  ///< what is signed
    std::string body_hash_query;              ///< the query's parameter with the body's SHA-256
    OctetForm secret_form = OctetForm::text;  ///< how the secret is written
    std::string time_header;                  ///< empty: how old a delivery is does not matter
    TimeForm time_form = TimeForm::epoch_s;
    Duration max_age{};  ///< by our clock, before and after

    bool operator==(const SignatureSetup&) const = default;
};

SignatureSetup read_signature_setup(const FileNode& node);

/// Why a request does not prove who sent it.
struct ProofFailure {
    enum class Kind : std::uint8_t { missing, wrong, too_old };
    Kind kind = Kind::missing;
    Error why;  ///< for the sender; tells nothing of the secret
};

/// Checks signatures, in a time that does not tell how much of one was right. One thread at a time.
class Signature {
public:
    /// Any of the secrets is good: the old one and the new one while people change them. `url` is
    /// the address the sender was given, without a query. An Error: a secret is not written as
    /// the set-up says.
    static Result<Signature> with(SignatureSetup setup, const std::vector<std::string>& secrets,
                                  std::string url);

    /// Nothing: it is signed by somebody who knows a secret.
    std::optional<ProofFailure> refuse(const PushedRequest& request) const;

private:
    Signature(SignatureSetup setup, std::string url)
        : setup_(std::move(setup)), url_(std::move(url)) {}
    std::optional<ProofFailure> refuse_body_hash(const PushedRequest& request) const;
    std::optional<ProofFailure> refuse_age(const PushedRequest& request) const;
    bool fits(const Hmac& key, const std::vector<std::string_view>& pieces,
              std::string_view shown) const;

    SignatureSetup setup_;
    std::string url_;
    std::vector<Hmac> keys_;
};

}  // namespace waymark::server
