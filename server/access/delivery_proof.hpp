#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/access/secret.hpp"
#include "server/access/signature.hpp"

namespace waymark::server {

/// How a feed's deliveries prove who sent them: "verify" or "auth", with "secret" and "url", of a
/// feed (docs/feeds/push.md).
struct ProofSetup {
    enum class How : std::uint8_t { none, signature, basic, query, header };
    How how = How::none;
    std::string name;  ///< of the user, of the query's parameter, of the header in lower case
    SignatureSetup signature;
    std::vector<Secret> secrets;  ///< any of them is good
    std::string url;              ///< that the sender was given; empty: as it was asked for

    bool operator==(const ProofSetup&) const = default;
};

/// Reads these keys of a feed's settings; null is as good as absent.
ProofSetup read_proof_setup(FileObject& settings);

/// Checks who sent a delivery. One thread at a time.
class DeliveryProof {
public:
    /// Looks the secrets up; an Error names where one should be, never what it is.
    static Result<DeliveryProof> with(const ProofSetup& setup, const std::filesystem::path& folder,
                                      const Environment& environment);

    /// Nothing: it proves who sent it; always so when nothing is asked for.
    std::optional<ProofFailure> refuse(const PushedRequest& request) const;

    /// Whether it asks for anything.
    bool asks() const { return how_ != ProofSetup::How::none; }
    /// What a WWW-Authenticate field asks for; empty: nothing that a client could answer.
    std::string challenge() const;

private:
    std::optional<std::string> shown_in(const PushedRequest& request) const;

    ProofSetup::How how_ = ProofSetup::How::none;
    std::string name_;
    std::vector<std::string> shown_;  ///< SHA-256 of what may be shown
    std::optional<Signature> signature_;
};

}  // namespace waymark::server
