#include "server/replay/settings.hpp"

#include <algorithm>
#include <charconv>

#include "shared/base/clock.hpp"
#include "shared/model/epoch.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark::server {
namespace {

/// "15min", and "15m" as people write it on a command line.
std::optional<Duration> step_from(const std::string& text) {
    auto seconds = duration_from(text);
    if (!seconds && text.ends_with('m')) seconds = duration_from(text + "in");
    if (!seconds || *seconds < 1 || *seconds > 86'400) return std::nullopt;
    return from_seconds(*seconds);
}

}  // namespace

void declare(SettingsCli& cli, ReplaySettings& settings) {
    cli.required_text({"desk", "DIR", "the desk folder whose KPIs are computed"}, settings.desk);
    cli.choice({"from", "FORM",
                "how FILE is written: records (NDJSON, a record a line), ami (an Asterisk manager "
                "session) or queue_log"},
               {"records", "ami", "queue_log"}, settings.from);
    cli.argument({"file", "FILE", "what was recorded; - is standard input"}, settings.file);
    cli.text({"feed", "ID", "the feed it is heard as; the desk's first when left out"},
             settings.feed);
    cli.text({"every", "STEP",
              "tell values at each multiple of this in the desk's day, as 15min; from the first "
              "event to the multiple that closes the last"},
             settings.every);
    cli.row({"at", "TIME...",
             "tell values at these instants: RFC 3339 with an offset, or epoch milliseconds"},
            settings.at);
    cli.flag({"as-seen", "",
              "tell values and states as the wall showed them then, not as known in the end"},
             settings.as_seen);
}

std::optional<Time> instant_from(const std::string& text) {
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    const auto instant = whole ? time_from_ticks(ms, 1'000) : std::nullopt;
    return instant ? instant : from_rfc3339(text);
}

tl::expected<AskedInstants, std::vector<std::string>> asked_instants(
    const ReplaySettings& settings) {
    AskedInstants asked;
    std::vector<std::string> problems;
    for (const std::string& text : settings.at) {
        if (const auto time = instant_from(text))
            asked.at.push_back(*time);
        else
            problems.push_back("--at: \"" + text +
                               "\" is no time; allowed are RFC 3339 with an offset, as "
                               "2026-03-30T08:00:00+01:00, or whole epoch milliseconds");
    }
    std::ranges::sort(asked.at);
    const auto repeated = std::ranges::unique(asked.at);
    asked.at.erase(repeated.begin(), repeated.end());
    if (!settings.every.empty()) {
        asked.every = step_from(settings.every);
        if (!asked.every)
            problems.push_back("--every: \"" + settings.every +
                               "\" is not allowed; 1s to 1d is, as 15min");
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return asked;
}

RecordingForm recording_form(const ReplaySettings& settings) {
    if (settings.from == "ami") return RecordingForm::ami;
    return settings.from == "queue_log" ? RecordingForm::queue_log : RecordingForm::records;
}

}  // namespace waymark::server
