#include "server/command/enter.hpp"

#include <iostream>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

int say(const Error& error, int status) {
    std::cerr << to_text(error) << '\n';
    return status;
}

/// What the answer to one record says was wrong with it; nothing: it was taken.
std::optional<Error> refusal(const FetchAnswer& answer) {
    const auto body = nlohmann::json::parse(answer.body, nullptr, false);
    if (answer.status == 422 && body.is_object() && body.contains("rejected"))
        for (const auto& one : body["rejected"])
            return Error{one.value("at", ""), one.value("why", "was rejected")};
    const auto taken = good_body(answer, "--token-file names the file that holds it");
    return taken ? std::nullopt : std::optional{taken.error()};
}

}  // namespace

void declare(SettingsCli& cli, EnterSettings& settings) {
    cli.argument({"kpi", "KPI", "the KPI's id"}, settings.entry.kpi);
    cli.argument({"value", "VALUE", "80%, 4.2, 20s, or 7/9"}, settings.entry.value);
    cli.required_text({"period", "PERIOD",
                       "what it is the value of: 2026, 2026-Q1, 2026-03, "
                       "2026-W12 or 2026-03-30"},
                      settings.entry.period);
    cli.text({"of", "DENOMINATOR", "VALUE is of so many"}, settings.entry.of);
    cli.text({"by", "NAME", "who says so"}, settings.entry.by);
    cli.text({"feed", "ID", "the feed it is entered through; the KPI's first when left out"},
             settings.feed);
    declare(cli, settings.asking);
    cli.text({"token-file", "FILE", "holds the feed's token"}, settings.token_file);
    cli.text({"screen-token-file", "FILE", "holds the token that readers must show"},
             settings.screen_token_file);
}

int enter(const EnterSettings& settings) {
    const auto server = read_server(settings.asking.server);
    if (!server) return say(server.error(), bad_settings_status);
    const auto token = token_in(settings.token_file);
    const auto reader = token_in(settings.screen_token_file);
    for (const auto* read : {&token, &reader})
        if (!*read) return say(read->error(), bad_settings_status);

    const auto asked =
        ask_server({.server = *server,
                    .target = "/v1/kpis/" + percent_encoded(settings.entry.kpi) + "/explain",
                    .token = *reader});
    if (!asked) return say(asked.error(), 1);
    const auto told = good_body(*asked, "--screen-token-file names the file that holds it");
    if (!told) return say({settings.entry.kpi, told.error().what}, 1);
    const auto rules = entry_rules(*told);
    if (!rules) return say(rules.error(), bad_settings_status);
    const auto record = entered_record(settings.entry, rules->unit, SystemClock{}.now());
    if (!record) return say(record.error(), bad_settings_status);

    const std::string feed = settings.feed.empty() ? rules->feed : settings.feed;
    const auto answer = ask_server({.server = *server,
                                    .target = "/v1/feeds/" + percent_encoded(feed) + "/records",
                                    .token = *token,
                                    .body = *record});
    if (!answer) return say(answer.error(), 1);
    if (const auto refused = refusal(*answer)) return say(*refused, 1);
    std::cout << settings.entry.kpi << ": " << settings.entry.value
              << (settings.entry.of.empty() ? "" : " of " + settings.entry.of) << " is entered for "
              << settings.entry.period << '\n';
    return 0;
}

}  // namespace waymark::server
