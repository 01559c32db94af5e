#include "server/command/telling.hpp"

#include <iostream>

#include <nlohmann/json.hpp>

#include "shared/base/octet_text.hpp"

namespace waymark::server {

Result<void> tell_server(const std::string& server, const std::string& feed,
                         const std::string& token, const std::string& record) {
    const auto answer = ask_server({.server = server,
                                    .target = "/v1/feeds/" + percent_encoded(feed) + "/records",
                                    .token = token,
                                    .body = record});
    if (!answer) return tl::unexpected(answer.error());
    const auto body = nlohmann::json::parse(answer->body, nullptr, false);
    if (answer->status == 422 && body.is_object() && body.contains("rejected"))
        for (const auto& one : body["rejected"])
            return failure(one.value("at", ""), one.value("why", "was rejected"));
    const auto taken = good_body(*answer, "--token-file names the file that holds it");
    if (!taken) return tl::unexpected(taken.error());
    return {};
}

int say_error(const Error& error, int status) {
    std::cerr << to_text(error) << '\n';
    return status;
}

}  // namespace waymark::server
