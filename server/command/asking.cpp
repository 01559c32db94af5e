#include "server/command/asking.hpp"

#include <iostream>

#include <nlohmann/json.hpp>

#include "shared/base/file.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t largest_token = 4096;

Result<std::string> text_of(const ReadingSettings& settings, const std::string& target,
                            const std::string& about,
                            Result<std::string> (*in_words)(const std::string&)) {
    const auto server = read_server(settings.asking.server);
    if (!server) return tl::unexpected(server.error());
    const auto token = token_in(settings.token_file);
    if (!token) return tl::unexpected(token.error());
    const auto answer = ask_server({.server = *server, .target = target, .token = *token});
    if (!answer) return tl::unexpected(answer.error());
    auto body = good_body(*answer, "--token-file names the file that holds it");
    if (!body) return failure(about, body.error().what);
    if (settings.json) return *body + "\n";
    return in_words(*body);
}

}  // namespace

void declare(SettingsCli& cli, AskingSettings& settings) {
    cli.value(
        {"server", "URL", "where the server listens, as http://127.0.0.1:8080 or https://HOST"},
        [&settings](const std::string& text) -> Result<void> {
            const auto address = read_server(text);
            if (!address) return tl::unexpected(address.error());
            settings.server = text;
            return {};
        },
        [&settings] { return settings.server; });
}

Result<std::string> token_in(const std::string& file) {
    if (file.empty()) return std::string{};
    const auto text = read_file(file, largest_token);
    if (!text) return tl::unexpected(text.error());
    return text->substr(0, text->find_first_of("\r\n"));
}

Result<std::string> good_body(const FetchAnswer& answer, const std::string& hint) {
    if (answer.status == 200) return answer.body;
    const auto body = nlohmann::json::parse(answer.body, nullptr, false);
    std::string what = "the server answered " + std::to_string(answer.status);
    if (body.is_object() && body.contains("error") && body["error"].contains("what") &&
        body["error"]["what"].is_string())
        what = body["error"]["what"];
    if (answer.status == 401) what += "; " + hint;
    return failure("", what);
}

void declare(SettingsCli& cli, ReadingSettings& settings) {
    declare(cli, settings.asking);
    cli.text({"token-file", "FILE", "holds the token that screens and readers must show"},
             settings.token_file);
    cli.flag({"json", "", "print the server's answer as it is"}, settings.json);
}

int print_answer(const ReadingSettings& settings, const std::string& target,
                 const std::string& about, Result<std::string> (*in_words)(const std::string&)) {
    const auto text = text_of(settings, target, about, in_words);
    if (!text) {
        std::cerr << to_text(text.error()) << '\n';
        return 1;
    }
    std::cout << *text << std::flush;
    return std::cout ? 0 : 1;
}

}  // namespace waymark::server
