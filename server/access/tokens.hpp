#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/access/secret.hpp"
#include "shared/base/result.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// Who may do what: a feed is known by its own token, a reader (a screen, a script) by the screen
/// token, who commands screens by the operators' token. Tokens are kept and compared as their
/// SHA-256 only. Any thread; values.
class Tokens {
public:
    /// Everybody may read, nobody may feed.
    Tokens() = default;

    /// Looks the tokens of the desk's feeds up; `folder` is where relative files are found. The
    /// errors name the feeds whose token can't be read: all of them, in order.
    static tl::expected<Tokens, std::vector<Error>> of_feeds(const DeskFolder& desk,
                                                             const std::filesystem::path& folder,
                                                             const Environment& environment);

    /// From now on readers must show the token that stands in this file.
    Result<void> read_screen_token(const std::filesystem::path& file);

    /// From now on whoever commands screens must show the token that stands in this file.
    Result<void> read_operator_token(const std::filesystem::path& file);

    /// The feed is known by something else, or is not pushed: without a token of its own nobody may
    /// feed as it by showing one, or none.
    void need_none(const FeedId& feed);

    bool readers_need_a_token() const { return !reader_.empty(); }
    /// `shown` is what the peer sent as bearer token; empty: nothing.
    bool may_read(std::string_view shown) const;
    /// Without an operators' token readers may command screens, too.
    bool may_command(std::string_view shown) const;

    /// False for a feed that has a token other than the one shown, and for an unknown one.
    bool may_feed(const FeedId& feed, std::string_view shown) const;
    /// Feeds without a token: they are heard on loopback only.
    std::vector<FeedId> open_feeds() const;

private:
    std::string reader_;    ///< SHA-256; empty: no token needed
    std::string operator_;  ///< SHA-256; empty: the readers' is good
    /// SHA-256; empty: no token needed; what is no SHA-256: none is good.
    std::map<FeedId, std::string> feeds_;
};

}  // namespace waymark::server
