#include "wallboard/link/words.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <nlohmann/json.hpp>

#include "shared/base/utf8.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_invisible(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069) ||
           code == 0xFEFF;
}

constexpr std::string_view protocol_name = "waymark.v";

/// The 2 of "waymark.v2"; nothing when it is no version of our protocol.
std::optional<unsigned> version_in(std::string_view protocol) {
    if (!protocol.starts_with(protocol_name)) return std::nullopt;
    protocol.remove_prefix(protocol_name.size());
    unsigned version = 0;
    const char* const last = protocol.data() + protocol.size();
    const auto [end, error] = std::from_chars(protocol.data(), last, version);
    return error == std::errc{} && end == last ? std::optional{version} : std::nullopt;
}

/// A server that does not speak our version says which one it speaks: the first other one it names.
std::string_view other_version_in(std::string_view text) {
    for (auto at = text.find(protocol_name); at != text.npos;
         at = text.find(protocol_name, at + 1)) {
        const auto named = text.substr(at);
        const auto digits = named.substr(protocol_name.size());
        const auto length = std::min(digits.find_first_not_of("0123456789"), digits.size());
        const auto protocol = named.substr(0, protocol_name.size() + length);
        if (length > 0 && length < 6 && protocol != screen_subprotocol) return protocol;
    }
    return {};
}

/// Server and wall are of different ages.
std::string mismatch(std::string_view theirs) {
    const std::string versions = " (it speaks " + plain_words(theirs, 40) + ", this wall " +
                                 std::string{screen_subprotocol} + "): ";
    if (*version_in(theirs) > *version_in(screen_subprotocol))
        return "the server is newer than this wall" + versions + "update the wall";
    return "the server is older than this wall" + versions + "update the server";
}

/// What a Waymark server says is wrong ({"error":{"what"}}); else the body as it is.
std::string said_in(const std::string& body) {
    const auto answer = read_json(body, {.octets = 4096, .depth = 4, .nodes = 100});
    if (!answer || !answer->is_object()) return body;
    const auto error = answer->find("error");
    if (error == answer->end() || !error->is_object()) return body;
    const auto what = error->find("what");
    return what != error->end() && what->is_string() ? what->get<std::string>() : body;
}

}  // namespace

std::string plain_words(std::string_view text, std::size_t most) {
    std::string words;
    bool space = false;
    for (std::size_t letters = 0; !text.empty();) {
        const std::string_view rest = text;
        const char32_t code = take_code_point(text);
        if (is_invisible(code) || code == ' ') {
            space = !words.empty();
            continue;
        }
        letters += space ? 2 : 1;
        if (letters > most) return words + "…";
        if (space) words += ' ';
        space = false;
        words += code == U'\uFFFD' ? replacement : rest.substr(0, rest.size() - text.size());
    }
    return words;
}

Refusal refusal_of(const Answer& answer) {
    constexpr std::size_t most = 120;
    const std::string ours{screen_subprotocol};
    if (answer.status == 101) {
        if (answer.subprotocol == ours) return {};
        if (version_in(answer.subprotocol)) return {mismatch(answer.subprotocol), true};
        const std::string theirs = answer.subprotocol.empty()
                                       ? "says no protocol"
                                       : "speaks \"" + plain_words(answer.subprotocol, 40) + "\"";
        return {"the server " + theirs + ", this wall speaks " + ours +
                    ": one of the two needs an update",
                true};
    }
    if (answer.status == 401 || answer.status == 403)
        return {answer.token_given ? "the server does not accept this screen's token"
                                   : "the server wants a token: start with --token-file FILE, or "
                                     "without --screen to pair this wall by a code",
                true, answer.status == 401};
    if (const auto theirs = other_version_in(answer.body); answer.status == 400 && !theirs.empty())
        return {mismatch(theirs), true};
    if (answer.status == 404) return {"there is no board for screens: is it a Waymark server?"};
    std::string problem = "the server answered " + std::to_string(answer.status);
    const std::string reason = plain_words(answer.reason, most);
    const std::string body = plain_words(said_in(answer.body), most);
    if (!reason.empty()) problem += " " + reason;
    if (!body.empty()) problem += ": " + body;
    return {problem};
}

}  // namespace waymark::wallboard
