#include "server/command/asking.hpp"

#include <cctype>

#include <nlohmann/json.hpp>

#include "shared/base/file.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t largest_token = 4096;

}  // namespace

void declare(SettingsCli& cli, AskingSettings& settings) {
    cli.value(
        {"server", "URL", "where the server listens, as http://127.0.0.1:8080; without TLS"},
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

Result<std::string> good_body(const HttpAnswer& answer, const std::string& hint) {
    if (answer.status == 200) return answer.body;
    const auto body = nlohmann::json::parse(answer.body, nullptr, false);
    std::string what = "the server answered " + std::to_string(answer.status);
    if (body.is_object() && body.contains("error") && body["error"].contains("what") &&
        body["error"]["what"].is_string())
        what = body["error"]["what"];
    if (answer.status == 401) what += "; " + hint;
    return failure("", what);
}

std::string escaped(const std::string& segment) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char letter : segment) {
        const auto octet = static_cast<unsigned char>(letter);
        if (std::isalnum(octet) != 0 || letter == '-' || letter == '_' || letter == '.')
            text += letter;
        else
            text += {'%', digits[octet >> 4], digits[octet & 15]};
    }
    return text;
}

}  // namespace waymark::server
