#include "server/command/annotate.hpp"

#include <iostream>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"

namespace waymark::server {

void declare(SettingsCli& cli, AnnotateSettings& settings) {
    cli.argument({"text", "TEXT", "what happened, in at most 80 characters"}, settings.text);
    cli.required_text({"feed", "ID", "the feed it is told through"}, settings.telling.feed);
    cli.text({"kind", "KIND", "incident, release, change or note"}, settings.kind);
    cli.text({"queue", "QUEUE", "it concerns that queue only"}, settings.queue);
    cli.text({"time", "TIME", "when, as 2026-03-30T08:00:00+01:00; now when left out"},
             settings.time);
    cli.text({"until", "TIME", "how long it lasted"}, settings.until);
    declare(cli, settings.telling.asking);
    cli.text({"token-file", "FILE", "holds the feed's token"}, settings.telling.token_file);
}

std::string annotation_record(const AnnotateSettings& settings, Time now) {
    nlohmann::json record{{"type", "annotation.added"},
                          {"id", "annotated/" + std::to_string(to_epoch_us(now))},
                          {"kind", settings.kind},
                          {"text", settings.text}};
    if (!settings.queue.empty()) record["queue"] = settings.queue;
    if (!settings.time.empty()) record["time"] = settings.time;
    if (!settings.until.empty()) record["until"] = settings.until;
    return record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int annotate(const AnnotateSettings& settings) {
    const TellingSettings& telling = settings.telling;
    const auto server = read_server(telling.asking.server);
    if (!server) return say_error(server.error(), bad_settings_status);
    const auto token = token_in(telling.token_file);
    if (!token) return say_error(token.error(), bad_settings_status);
    const auto told = tell_server(*server, telling.feed, *token,
                                  annotation_record(settings, SystemClock{}.now()));
    if (!told) return say_error(told.error(), 1);
    std::cout << "annotated: " << settings.text << '\n';
    return 0;
}

}  // namespace waymark::server
