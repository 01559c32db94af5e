#include "server/command/milestone.hpp"

#include <iostream>

#include <nlohmann/json.hpp>

#include "server/command/telling.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::string instant(const json& ms) {
    return to_rfc3339(from_epoch_ms(ms.get<std::int64_t>()));
}

}  // namespace

void declare(SettingsCli& cli, DecideSettings& settings) {
    cli.argument({"id", "ID", "of the milestone, as list prints it"}, settings.milestone);
    cli.text({"by", "NAME", "who says so"}, settings.by);
    declare(cli, settings.asking);
    cli.text({"token-file", "FILE", "holds the token of those who command screens"},
             settings.token_file);
}

Result<std::string> milestones_text(const std::string& told) {
    try {
        const json answer = json::parse(told);
        std::string text;
        for (const json& one : answer.at("milestones")) {
            text += one.at("id").get<std::string>() + ": " + one.at("state").get<std::string>() +
                    " since " + instant(one.at("since"));
            if (one.contains("by")) text += ", by " + one["by"].get<std::string>();
            text += "\n  " + one.at("kind").get<std::string>() + " \"" +
                    one.at("title").get<std::string>() + "\", reached " +
                    instant(one.at("reached")) + "\n";
        }
        return text.empty() ? "nothing was reached yet\n" : text;
    } catch (const json::exception&) {
        return failure("",
                       "what the server answered is no list of milestones; is it an older one?");
    }
}

int list_milestones(const ReadingSettings& settings) {
    return print_answer(settings, "/v1/milestones", "", milestones_text);
}

int decide_milestone(const DecideSettings& settings, const std::string& word) {
    const auto server = read_server(settings.asking.server);
    if (!server) return say_error(server.error(), bad_settings_status);
    const auto token = token_in(settings.token_file);
    if (!token) return say_error(token.error(), bad_settings_status);
    json body = json::object();
    if (!settings.by.empty()) body["by"] = settings.by;
    const auto answer =
        ask_server({.server = *server,
                    .target = "/v1/milestones/" + percent_encoded(settings.milestone) + "/" + word,
                    .token = *token,
                    .body = body.dump(-1, ' ', false, json::error_handler_t::replace)});
    if (!answer) return say_error(answer.error(), 1);
    const auto taken = good_body(*answer, "--token-file names the file that holds it");
    if (!taken) return say_error({settings.milestone, taken.error().what}, 1);
    std::cout << settings.milestone << " is " << word << "ed\n";
    return 0;
}

}  // namespace waymark::server
