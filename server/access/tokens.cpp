#include "server/access/tokens.hpp"

#include <openssl/crypto.h>

#include "server/access/sha256.hpp"
#include "shared/base/file.hpp"

namespace waymark::server {
namespace {

constexpr std::uint64_t longest_token_file = 4096;
constexpr std::size_t shortest_token = 8;

bool matches(const std::string& digest, std::string_view shown) {
    const std::string other = sha256(shown);
    return digest.size() == other.size() &&
           CRYPTO_memcmp(digest.data(), other.data(), other.size()) == 0;
}

/// A token's digest, the line end of its file or variable left out.
Result<std::string> digest_of(std::string_view token, const std::string& where) {
    const auto last = token.find_last_not_of(" \t\r\n");
    token = token.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (token.size() < shortest_token)
        return failure(where, "holds a token of " + std::to_string(token.size()) +
                                  " characters; at least " + std::to_string(shortest_token) +
                                  " are needed");
    return sha256(token);
}

Result<std::string> digest_in(const std::filesystem::path& file) {
    const auto text = read_file(file, longest_token_file);
    if (!text) return tl::unexpected(text.error());
    return digest_of(*text, file.string());
}

Result<std::string> digest_of(const FeedToken& token, const std::filesystem::path& folder,
                              const Environment& environment) {
    if (token.none() || !token.sha256.empty()) return token.sha256;
    if (!token.file.empty()) return digest_in(folder / token.file);
    const char* const text = environment(token.env_name);
    if (!text) return failure(token.env_name, "is not set in the environment");
    return digest_of(text, token.env_name);
}

}  // namespace

tl::expected<Tokens, std::vector<Error>> Tokens::of_feeds(const DeskFolder& desk,
                                                          const std::filesystem::path& folder,
                                                          const Environment& environment) {
    Tokens read;
    std::vector<Error> errors;
    for (const Feed& feed : desk.outline.feeds) {
        const auto token = desk.tokens.find(feed.id);
        auto digest = token == desk.tokens.end() ? std::string{}
                                                 : digest_of(token->second, folder, environment);
        if (digest)
            read.feeds_[feed.id] = std::move(*digest);
        else
            errors.push_back({"token of feed \"" + feed.id.text + "\"", to_text(digest.error())});
    }
    if (!errors.empty()) return tl::unexpected(std::move(errors));
    return read;
}

Result<void> Tokens::read_screen_token(const std::filesystem::path& file) {
    auto digest = digest_in(file);
    if (!digest) return tl::unexpected(digest.error());
    reader_ = std::move(*digest);
    return {};
}

Result<void> Tokens::read_operator_token(const std::filesystem::path& file) {
    auto digest = digest_in(file);
    if (!digest) return tl::unexpected(digest.error());
    operator_ = std::move(*digest);
    return {};
}

void Tokens::need_none(const FeedId& feed) {
    const auto found = feeds_.find(feed);
    if (found != feeds_.end() && found->second.empty()) found->second = "none is good";
}

bool Tokens::may_read(std::string_view shown) const {
    return reader_.empty() || matches(reader_, shown) || matches(operator_, shown);
}

bool Tokens::may_command(std::string_view shown) const {
    return operator_.empty() ? may_read(shown) : matches(operator_, shown);
}

bool Tokens::may_feed(const FeedId& feed, std::string_view shown) const {
    const auto found = feeds_.find(feed);
    if (found == feeds_.end()) return false;
    return found->second.empty() || matches(found->second, shown);
}

std::vector<FeedId> Tokens::open_feeds() const {
    std::vector<FeedId> open;
    for (const auto& [feed, digest] : feeds_)
        if (digest.empty()) open.push_back(feed);
    return open;
}

}  // namespace waymark::server
