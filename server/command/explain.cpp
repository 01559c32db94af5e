#include "server/command/explain.hpp"

#include <iostream>

#include "server/command/explanation_text.hpp"

namespace waymark::server {
namespace {

Result<std::string> explained(const ExplainSettings& settings) {
    const auto server = read_server(settings.asking.server);
    if (!server) return tl::unexpected(server.error());
    const auto token = token_in(settings.token_file);
    if (!token) return tl::unexpected(token.error());
    const auto answer = http_call({.server = *server,
                                   .method = "GET",
                                   .target = "/v1/kpis/" + escaped(settings.kpi) + "/explain",
                                   .token = *token,
                                   .body = {}});
    if (!answer) return tl::unexpected(answer.error());
    auto body = good_body(*answer, "--token-file names the file that holds it");
    if (!body) return failure(settings.kpi, body.error().what);
    if (settings.json) return *body + "\n";
    return explanation_text(*body);
}

}  // namespace

void declare(SettingsCli& cli, ExplainSettings& settings) {
    cli.argument({"kpi", "KPI", "the KPI's id"}, settings.kpi);
    declare(cli, settings.asking);
    cli.text({"token-file", "FILE", "holds the token that screens and readers must show"},
             settings.token_file);
    cli.flag({"json", "", "print the server's answer as it is"}, settings.json);
}

int explain(const ExplainSettings& settings) {
    const auto text = explained(settings);
    if (!text) {
        std::cerr << to_text(text.error()) << '\n';
        return 1;
    }
    std::cout << *text << std::flush;
    return std::cout ? 0 : 1;
}

}  // namespace waymark::server
