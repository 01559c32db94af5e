#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/access/signature.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark::server {
namespace {

using Part = SignatureSetup::Part;

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_template = 300;
constexpr double longest_age = 86'400;

/// One of the words, by its place; the first when it is none of them.
template <class Value>
Value one_of(const FileNode& node,
             std::initializer_list<std::pair<std::string_view, Value>> allowed) {
    std::vector<std::string_view> words;
    for (const auto& [word, value] : allowed)
        words.push_back(word);
    const std::string chosen = node.word(words);
    for (const auto& [word, value] : allowed)
        if (word == chosen) return value;
    return allowed.begin()->second;
}

std::optional<Part> part_of(std::string_view name) {
    if (name == "body") return Part{Part::Kind::body, {}};
    if (name == "url") return Part{Part::Kind::url, {}};
    if (name == "form") return Part{Part::Kind::form, {}};
    if (constexpr std::string_view header = "header:";
        name.starts_with(header) && name.size() > header.size())
        return Part{Part::Kind::header, in_lower_case(name.substr(header.size()))};
    return std::nullopt;
}

/// Reads `signed`; with `body_hash` the address may stand for what is sent.
std::vector<Part> read_template(const FileNode& node, bool body_hash) {
    std::vector<Part> parts;
    const std::string text = node.text(longest_template);
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view words = rest.substr(0, rest.find('{'));
        if (!words.empty()) parts.push_back({Part::Kind::words, std::string{words}});
        rest.remove_prefix(words.size());
        if (rest.empty()) break;
        const auto end = rest.find('}');
        const auto part =
            end == std::string_view::npos ? std::nullopt : part_of(rest.substr(1, end - 1));
        if (!part) {
            node.refuse(
                "holds something unknown; allowed are {body}, {form}, {url} and {header:NAME}");
            return parts;
        }
        parts.push_back(*part);
        rest.remove_prefix(end + 1);
    }
    const auto holds_all = [&](const Part& part) {
        return part.kind == Part::Kind::body || part.kind == Part::Kind::form ||
               (body_hash && part.kind == Part::Kind::url);
    };
    if (!text.empty() && std::ranges::none_of(parts, holds_all))
        node.refuse(
            "leaves out what is sent; {body} or {form} is needed, or {url} with "
            "\"body_sha256\"");
    return parts;
}

/// The name of the parameter; it must be signed.
std::string read_body_hash(const FileNode& node, const SignatureSetup& setup) {
    FileObject object{node};
    const std::string name = object.text("query", longest_name);
    object.finish();
    if (!name.empty() &&
        std::ranges::find(setup.parts, Part::Kind::url, &Part::kind) == setup.parts.end())
        node.refuse("is not signed, so anybody could change it; \"signed\" has to hold {url}");
    return name;
}

void read_time(FileObject& object, SignatureSetup& setup) {
    using Form = SignatureSetup::TimeForm;
    const auto age = object.find("max_age");
    if (age) {
        const auto seconds = read_quantity(*age, ValueUnit::duration);
        if (seconds && (*seconds < 1 || *seconds > longest_age))
            age->refuse("is out of range; allowed are \"1s\" to \"1d\"");
        setup.max_age = from_seconds(seconds.value_or(1));
    }
    const auto node = object.find("time");
    if (age.has_value() != node.has_value())
        object.node().refuse_as("", "\"time\" and \"max_age\" go together: one is missing");
    if (!node) return;
    FileObject time{*node};
    setup.time_header = in_lower_case(time.text("header", longest_name));
    if (const auto form = time.need("format"))
        setup.time_form = one_of<Form>(
            *form,
            {{"epoch_s", Form::epoch_s}, {"epoch_ms", Form::epoch_ms}, {"rfc3339", Form::rfc3339}});
    time.finish();
    const Part signed_too{Part::Kind::header, setup.time_header};
    if (!setup.time_header.empty() &&
        std::ranges::find(setup.parts, signed_too) == setup.parts.end())
        node->refuse("is not signed, so anybody could change it; \"signed\" has to name it");
}

}  // namespace

SignatureSetup read_signature_setup(const FileNode& node) {
    FileObject object{node};
    SignatureSetup setup{.header = in_lower_case(object.text("header", longest_name))};
    if (const auto algorithm = object.need("algorithm"))
        setup.algorithm = one_of<HashAlgorithm>(*algorithm, {{"sha256", HashAlgorithm::sha256},
                                                             {"sha512", HashAlgorithm::sha512},
                                                             {"sha1", HashAlgorithm::sha1},
                                                             {"md5", HashAlgorithm::md5}});
    if (const auto encoding = object.need("encoding"))
        setup.encoding =
            one_of<OctetForm>(*encoding, {{"hex", OctetForm::hex}, {"base64", OctetForm::base64}});
    if (const auto prefix = object.find("prefix"); prefix && prefix->value() != "")
        setup.prefix = prefix->text(longest_name);
    const auto body_hash = object.find("body_sha256");
    if (const auto parts = object.need("signed"))
        setup.parts = read_template(*parts, body_hash.has_value());
    if (body_hash) setup.body_hash_query = read_body_hash(*body_hash, setup);
    if (const auto form = object.find("secret_encoding"))
        setup.secret_form = one_of<OctetForm>(
            *form,
            {{"text", OctetForm::text}, {"hex", OctetForm::hex}, {"base64", OctetForm::base64}});
    read_time(object, setup);
    object.finish();
    return setup;
}

}  // namespace waymark::server
