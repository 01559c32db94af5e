#include "server/access/signature.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <set>

#include "server/access/sha256.hpp"
#include "shared/base/base64.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/form_text.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/model/epoch.hpp"

namespace waymark::server {
namespace {

using Kind = SignatureSetup::Part::Kind;
using TimeForm = SignatureSetup::TimeForm;

constexpr std::size_t most_signatures = 10;  ///< in one header, as while secrets change
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

ProofFailure failed(ProofFailure::Kind kind, const std::string& where, std::string what) {
    return {kind, {where, std::move(what)}};
}

std::optional<Time> read_time(std::string_view text, TimeForm form) {
    if (form == TimeForm::rfc3339) return from_rfc3339(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return time_from_ticks(number, form == TimeForm::epoch_s ? 1 : 1'000);
}

/// Names and values of a form one after the other, by name; what stands twice counts once.
std::string sorted_form(std::string_view body) {
    std::set<std::pair<std::string, std::string>> pairs;
    for (FormField& field : read_form(body, most_form_fields))
        pairs.emplace(std::move(field.name), std::move(field.value));
    std::string text;
    for (const auto& [name, value] : pairs)
        text.append(name).append(value);
    return text;
}

bool is_form(const PushedRequest& request) {
    const auto type = only_header(request, "content-type").value_or("");
    return in_lower_case(type.substr(0, form_type.size())) == form_type;
}

std::string url_of(const PushedRequest& request, const std::string& url) {
    if (url.empty())
        return "http://" + std::string{only_header(request, "host").value_or("")} +
               std::string{request.target};
    const std::string_view query = query_of(request);
    return query.empty() ? url : url + "?" + std::string{query};
}

}  // namespace

Result<Signature> Signature::with(SignatureSetup setup, const std::vector<std::string>& secrets,
                                  std::string url) {
    Signature signature{std::move(setup), std::move(url)};
    for (const std::string& secret : secrets) {
        std::string_view written = secret;
        const OctetForm form = signature.setup_.secret_form;
        // So Standard Webhooks mark theirs.
        if (constexpr std::string_view mark = "whsec_";
            form == OctetForm::base64 && written.starts_with(mark))
            written.remove_prefix(mark.size());
        const auto key = form == OctetForm::hex      ? from_hex(written)
                         : form == OctetForm::base64 ? from_base64(written)
                                                     : std::optional{std::string{written}};
        if (!key || key->empty())
            return failure("", std::string{"the secret is not written in "} +
                                   (form == OctetForm::hex ? "hexadecimal digits" : "base64"));
        signature.keys_.emplace_back(signature.setup_.algorithm, *key);
    }
    return signature;
}

std::optional<ProofFailure> Signature::refuse(const PushedRequest& request) const {
    const auto shown = only_header(request, setup_.header);
    if (!shown || shown->empty())
        return failed(ProofFailure::Kind::missing, setup_.header,
                      "is needed, once: what this feed sends is signed");
    std::deque<std::string> made;
    std::vector<std::string_view> pieces;
    for (const SignatureSetup::Part& part : setup_.parts) {
        switch (part.kind) {
            case Kind::words:
                pieces.emplace_back(part.text);
                break;
            case Kind::body:
                pieces.push_back(request.body);
                break;
            case Kind::header:
                if (const auto value = only_header(request, part.text))
                    pieces.push_back(*value);
                else
                    return failed(ProofFailure::Kind::missing, part.text,
                                  "is needed, once: it is signed too");
                break;
            case Kind::url:
                pieces.emplace_back(made.emplace_back(url_of(request, url_)));
                break;
            case Kind::form:
                if (!is_form(request))
                    return failed(ProofFailure::Kind::wrong, "content-type",
                                  "is not " + std::string{form_type} + ", which is what is signed");
                pieces.emplace_back(made.emplace_back(sorted_form(request.body)));
                break;
        }
    }
    const bool good =
        std::ranges::any_of(keys_, [&](const Hmac& key) { return fits(key, pieces, *shown); });
    if (!good)
        return failed(ProofFailure::Kind::wrong, setup_.header,
                      "does not fit what was sent; look at the secret on both sides");
    if (auto refused = refuse_body_hash(request)) return refused;
    return refuse_age(request);
}

std::optional<ProofFailure> Signature::refuse_body_hash(const PushedRequest& request) const {
    const std::string& name = setup_.body_hash_query;
    if (name.empty()) return std::nullopt;
    std::optional<std::string> shown;
    for (FormField& field : read_form(query_of(request), most_form_fields)) {
        if (field.name != name) continue;
        if (shown) return failed(ProofFailure::Kind::wrong, name, "stands twice in the address");
        shown = std::move(field.value);
    }
    if (!shown)
        return failed(ProofFailure::Kind::missing, name,
                      "is needed in the address: the SHA-256 hash of what was sent");
    if (is_same_secret(sha256(request.body), in_lower_case(*shown))) return std::nullopt;
    return failed(ProofFailure::Kind::wrong, name,
                  "is not the SHA-256 hash of what was sent, in hexadecimal digits");
}

bool Signature::fits(const Hmac& key, const std::vector<std::string_view>& pieces,
                     std::string_view shown) const {
    const std::string hash = key.of(pieces);
    const std::string wanted =
        setup_.encoding == OctetForm::base64 ? to_base64(hash) : to_hex(hash);
    for (std::size_t tried = 0; !shown.empty() && tried < most_signatures; ++tried) {
        std::string_view one = shown.substr(0, shown.find(' '));
        shown.remove_prefix(std::min(one.size() + 1, shown.size()));
        if (!one.starts_with(setup_.prefix)) continue;
        one.remove_prefix(setup_.prefix.size());
        if (is_same_secret(
                wanted, setup_.encoding == OctetForm::hex ? in_lower_case(one) : std::string{one}))
            return true;
    }
    return false;
}

std::optional<ProofFailure> Signature::refuse_age(const PushedRequest& request) const {
    if (setup_.time_header.empty()) return std::nullopt;
    const auto text = only_header(request, setup_.time_header);
    const auto time = text ? read_time(*text, setup_.time_form) : std::nullopt;
    if (!time)
        return failed(ProofFailure::Kind::missing, setup_.time_header,
                      "is needed, once: the time at which it was signed");
    const Duration age = request.received - *time;
    if (age <= setup_.max_age && -age <= setup_.max_age) return std::nullopt;
    const auto seconds =
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>(setup_.max_age).count());
    return failed(ProofFailure::Kind::too_old, setup_.time_header,
                  to_rfc3339(*time) + " is more than " + seconds + " s from " +
                      to_rfc3339(request.received) + "; look at the clocks");
}

}  // namespace waymark::server
