#include "server/command/feeds.hpp"

#include <iostream>

#include "server/command/feeds_text.hpp"

namespace waymark::server {
namespace {

Result<std::string> asked(const FeedsSettings& settings) {
    const auto server = read_server(settings.asking.server);
    if (!server) return tl::unexpected(server.error());
    const auto token = token_in(settings.token_file);
    if (!token) return tl::unexpected(token.error());
    const auto answer = http_call(
        {.server = *server, .method = "GET", .target = "/v1/health", .token = *token, .body = {}});
    if (!answer) return tl::unexpected(answer.error());
    auto body = good_body(*answer, "--token-file names the file that holds it");
    if (!body) return tl::unexpected(body.error());
    if (settings.json) return *body + "\n";
    return feeds_text(*body);
}

}  // namespace

void declare(SettingsCli& cli, FeedsSettings& settings) {
    declare(cli, settings.asking);
    cli.text({"token-file", "FILE", "holds the token that screens and readers must show"},
             settings.token_file);
    cli.flag({"json", "", "print the server's answer as it is"}, settings.json);
}

int feeds(const FeedsSettings& settings) {
    const auto text = asked(settings);
    if (!text) {
        std::cerr << to_text(text.error()) << '\n';
        return 1;
    }
    std::cout << *text << std::flush;
    return std::cout ? 0 : 1;
}

}  // namespace waymark::server
