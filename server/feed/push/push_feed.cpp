#include "server/feed/push/push_feed.hpp"

#include <nlohmann/json.hpp>

#include "server/access/sha256.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

/// With the number behind it, it must not be longer than an id may be.
constexpr std::size_t longest_delivery_id = 80;

std::string text_at(const std::string& path, std::string_view body) {
    const auto value = read_json(body, {});
    if (!value) return {};
    const json::json_pointer pointer{path};
    if (!value->contains(pointer)) return {};
    const json& id = value->at(pointer);
    if (id.is_string()) return id.get<std::string>();
    return id.is_number_integer() ? id.dump() : std::string{};
}

PushRefusal refused(const ProofFailure& failure, std::string challenge) {
    const bool missing = failure.kind == ProofFailure::Kind::missing;
    const auto kind = !missing            ? PushRefusal::Kind::forged
                      : challenge.empty() ? PushRefusal::Kind::not_proved
                                          : PushRefusal::Kind::asked;
    return {kind, failure.why, std::move(challenge)};
}

}  // namespace

std::string_view PushRefusal::reason() const {
    switch (kind) {
        case Kind::asked:
            return {};
        case Kind::not_proved:
            return "a delivery that did not prove who sent it";
        case Kind::forged:
            return "a delivery whose signature, time or secret was wrong";
        case Kind::too_many:
            return "a delivery beyond the feed's rate";
        case Kind::packed:
        case Kind::unreadable:
            break;
    }
    return "a message that can't be read";
}

Result<PushFeed> PushFeed::with(PushSetup setup, const std::filesystem::path& folder,
                                const Environment& environment) {
    auto proof = DeliveryProof::with(setup.proof, folder, environment);
    if (!proof) return tl::unexpected(proof.error());
    return PushFeed{std::move(setup), std::move(*proof)};
}

tl::expected<FeedBatch, PushRefusal> PushFeed::open(const PushedRequest& request) {
    using Kind = PushRefusal::Kind;
    if (const auto failure = proof_.refuse(request))
        return tl::unexpected(refused(*failure, proof_.challenge()));
    // Only who is known uses the feed's share up.
    if (!limit_.take(request.received))
        return tl::unexpected(PushRefusal{Kind::too_many,
                                          {"", "too many at once; \"max_rate\" says how many"},
                                          {},
                                          limit_.seconds_to_wait()});
    const std::string coding = in_lower_case(only_header(request, "content-encoding").value_or(""));
    if (!coding.empty() && coding != "identity")
        return tl::unexpected(
            PushRefusal{Kind::packed, {"content-encoding", "is not undone here; send it plain"}});
    auto batch = setup_.mapping.records_of(
        {.body = request.body,
         .content_type = only_header(request, "content-type").value_or(""),
         .headers = request.headers,
         .received = request.received,
         .id = id_of(request)},
        nullptr);
    if (!batch) return tl::unexpected(PushRefusal{Kind::unreadable, batch.error()});
    return std::move(*batch);
}

std::string PushFeed::id_of(const PushedRequest& request) const {
    std::string id = setup_.delivery_id.path.empty()
                         ? std::string{only_header(request, setup_.delivery_id.header).value_or("")}
                         : text_at(setup_.delivery_id.path, request.body);
    return id.size() > longest_delivery_id ? sha256(id) : id;
}

}  // namespace waymark::server
