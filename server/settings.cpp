#include "server/settings.hpp"

#include <sstream>

namespace waymark::server {
namespace {

std::string text_of(const Endpoint& endpoint) {
    std::ostringstream text;
    text << endpoint;
    return text.str();
}

}  // namespace

void declare(SettingsCli& cli, ServerSettings& settings) {
    cli.required_text({"desk", "DIR", "the desk folder: what is shown, and by what it is measured"},
                      settings.desk);
    cli.required_text({"data", "DIR", "where records are kept; made when it is missing"},
                      settings.data);
    cli.value(
        {"listen", "ADDRESS:PORT", "where to listen; port 0 takes a free one"},
        [&settings](const std::string& text) -> Result<void> {
            const auto endpoint = read_endpoint(text);
            if (!endpoint) return tl::unexpected(endpoint.error());
            settings.listen = *endpoint;
            return {};
        },
        [&settings] { return text_of(settings.listen); });
    cli.list({"host", "NAME", "a further name by which this server is called; may be repeated"},
             settings.hosts);
    cli.text({"screen-token-file", "FILE",
              "holds the token that screens and readers must show; needed beyond loopback"},
             settings.screen_token_file);
    cli.text({"operator-token-file", "FILE",
              "holds the token that people must show who command screens; else the screen token "
              "is good for that"},
             settings.operator_token_file);
    cli.choice({"clock", "CLOCK",
                "system, or feed: now is the newest event time seen, for replays and tests"},
               {"system", "feed"}, settings.clock);
    cli.choice({"log-level", "LEVEL", "the least that is logged: debug, info, warn or error"},
               {"debug", "info", "warn", "error"}, settings.log_level);
    cli.number({"keep-days", "DAYS", "how long records are kept"}, 2, 4000, settings.keep_days);
    cli.number({"connections", "COUNT", "how many connections may be open at a time"}, 1, 100'000,
               settings.connections);
    cli.number({"accept-late", "HOURS", "how old an event may be when it comes in"}, 1, 24 * 30,
               settings.accept_late_hours);
    cli.command({"check", "DIR", "check a desk folder, list everything wrong with it, and end"},
                settings.check);
}

}  // namespace waymark::server
