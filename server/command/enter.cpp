#include "server/command/enter.hpp"

#include <iostream>

#include "shared/base/clock.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
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
             settings.telling.feed);
    declare(cli, settings.telling.asking);
    cli.text({"token-file", "FILE", "holds the feed's token"}, settings.telling.token_file);
    cli.text({"screen-token-file", "FILE", "holds the token that readers must show"},
             settings.screen_token_file);
}

int enter(const EnterSettings& settings) {
    const auto server = read_server(settings.telling.asking.server);
    if (!server) return say_error(server.error(), bad_settings_status);
    const auto token = token_in(settings.telling.token_file);
    const auto reader = token_in(settings.screen_token_file);
    for (const auto* read : {&token, &reader})
        if (!*read) return say_error(read->error(), bad_settings_status);

    const auto asked =
        ask_server({.server = *server,
                    .target = "/v1/kpis/" + percent_encoded(settings.entry.kpi) + "/explain",
                    .token = *reader});
    if (!asked) return say_error(asked.error(), 1);
    const auto told = good_body(*asked, "--screen-token-file names the file that holds it");
    if (!told) return say_error({settings.entry.kpi, told.error().what}, 1);
    const auto rules = entry_rules(*told);
    if (!rules) return say_error(rules.error(), bad_settings_status);
    const auto record = entered_record(settings.entry, rules->unit, SystemClock{}.now());
    if (!record) return say_error(record.error(), bad_settings_status);

    const std::string feed = settings.telling.feed.empty() ? rules->feed : settings.telling.feed;
    const auto taken = tell_server(*server, feed, *token, *record);
    if (!taken) return say_error(taken.error(), 1);
    std::cout << settings.entry.kpi << ": " << settings.entry.value
              << (settings.entry.of.empty() ? "" : " of " + settings.entry.of) << " is entered for "
              << settings.entry.period << '\n';
    return 0;
}

}  // namespace waymark::server
