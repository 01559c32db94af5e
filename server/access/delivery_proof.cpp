#include "server/access/delivery_proof.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/access/sha256.hpp"
#include "shared/base/base64.hpp"
#include "shared/base/form_text.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

using How = ProofSetup::How;

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_url = 300;
constexpr std::size_t most_secrets = 5;

std::optional<FileNode> find_given(FileObject& object, std::string_view key) {
    auto node = object.find(key);
    return node && !node->value().is_null() ? node : std::nullopt;
}

void read_auth(const FileNode& node, ProofSetup& setup) {
    FileObject object{node};
    int given = 0;
    for (const auto& [key, how] :
         {std::pair{"basic", How::basic}, {"query", How::query}, {"header", How::header}})
        if (const auto name = object.find(key)) {
            ++given;
            setup.how = how;
            setup.name = name->text(longest_name);
            if (how == How::header) setup.name = in_lower_case(setup.name);
            if (how == How::basic && setup.name.find(':') != std::string::npos)
                name->refuse("holds a colon, which no user name may");
        }
    object.finish();
    if (node.value().is_object() && given != 1)
        node.refuse_as("", "holds " + std::to_string(given) +
                               " ways to show a secret; exactly one of \"basic\", \"query\" and "
                               "\"header\" is allowed");
}

std::vector<Secret> read_secrets(const FileNode& node) {
    if (!node.value().is_array()) return {read_secret(node)};
    std::vector<Secret> secrets;
    for (const FileNode& item : node.items("at least one secret is needed"))
        secrets.push_back(read_secret(item));
    if (secrets.size() > most_secrets)
        node.refuse_as("", "holds " + std::to_string(secrets.size()) + " secrets; at most " +
                               std::to_string(most_secrets) + " are allowed");
    return secrets;
}

std::string read_url(const FileNode& node) {
    std::string url = node.text(longest_url);
    const bool web = url.starts_with("https://") || url.starts_with("http://");
    if (!url.empty() && (!web || url.find('?') != std::string::npos))
        node.refuse("is no address; allowed are http://... and https://..., without a query");
    return url;
}

}  // namespace

ProofSetup read_proof_setup(FileObject& settings) {
    ProofSetup setup;
    const auto verify = find_given(settings, "verify");
    const auto auth = find_given(settings, "auth");
    const auto secret = find_given(settings, "secret");
    if (verify) {
        setup.how = How::signature;
        setup.signature = read_signature_setup(*verify);
    }
    if (auth && verify)
        auth->refuse(
            "does not go with \"verify\": one secret is not both shown and signed with; "
            "\"verify\": null leaves a preset's out");
    else if (auth)
        read_auth(*auth, setup);
    if (secret) setup.secrets = read_secrets(*secret);
    if (secret && setup.how == How::none)
        secret->refuse_as("", "is used for nothing; \"verify\" or \"auth\" is needed with it");
    if (!secret && setup.how != How::none)
        settings.node().miss("\"secret\" is missing; \"verify\" and \"auth\" need it");
    if (const auto url = find_given(settings, "url")) setup.url = read_url(*url);
    return setup;
}

Result<DeliveryProof> DeliveryProof::with(const ProofSetup& setup,
                                          const std::filesystem::path& folder,
                                          const Environment& environment) {
    DeliveryProof proof;
    proof.how_ = setup.how;
    proof.name_ = setup.name;
    std::vector<std::string> secrets;
    for (const Secret& secret : setup.secrets) {
        auto text = reveal(secret, folder, environment);
        if (!text) return tl::unexpected(text.error());
        secrets.push_back(std::move(*text));
    }
    if (setup.how == How::signature) {
        auto signature = Signature::with(setup.signature, secrets, setup.url);
        if (!signature) return tl::unexpected(signature.error());
        proof.signature_ = std::move(*signature);
    } else {
        const std::string before = setup.how == How::basic ? setup.name + ":" : "";
        for (const std::string& secret : secrets)
            proof.shown_.push_back(sha256(before + secret));
    }
    return proof;
}

std::string DeliveryProof::challenge() const {
    return how_ == How::basic ? R"(Basic realm="waymark", charset="UTF-8")" : "";
}

std::optional<std::string> DeliveryProof::shown_in(const PushedRequest& request) const {
    if (how_ == How::header) {
        const auto value = only_header(request, name_);
        return value ? std::optional{std::string{*value}} : std::nullopt;
    }
    if (how_ == How::query) {
        for (FormField& field : read_form(query_of(request), most_form_fields))
            if (field.name == name_) return std::move(field.value);
        return std::nullopt;
    }
    constexpr std::string_view scheme = "basic ";
    const auto value = only_header(request, "authorization").value_or("");
    if (in_lower_case(value.substr(0, scheme.size())) != scheme) return std::nullopt;
    return from_base64(value.substr(scheme.size()));
}

std::optional<ProofFailure> DeliveryProof::refuse(const PushedRequest& request) const {
    if (how_ == How::none) return std::nullopt;
    if (signature_) return signature_->refuse(request);
    const std::string where = how_ == How::basic ? "authorization" : name_;
    const auto shown = shown_in(request);
    if (!shown)
        return ProofFailure{ProofFailure::Kind::missing,
                            {where, "is needed, once: it shows the feed's secret"}};
    const std::string digest = sha256(*shown);
    const bool good = std::ranges::any_of(
        shown_, [&](const std::string& wanted) { return is_same_secret(digest, wanted); });
    if (good) return std::nullopt;
    return ProofFailure{ProofFailure::Kind::wrong, {where, "shows another secret than the feed's"}};
}

}  // namespace waymark::server
